/* SPDX-License-Identifier: MIT */
/*
 * Options of level SOL_SOCKET, with the type of their value. A BOOL is set as any non-zero DWORD.
 * Source page: SOL_SOCKET socket options.
 */
#pragma once

#define WS_SOL_SOCKET 0xffff

#define WS_SO_DEBUG 0x0001                               /* BOOL, get/set */
#define WS_SO_ACCEPTCONN 0x0002                          /* BOOL, get */
#define WS_SO_REUSEADDR 0x0004                           /* BOOL, get/set */
#define WS_SO_KEEPALIVE 0x0008                           /* BOOL, get/set */
#define WS_SO_DONTROUTE 0x0010                           /* BOOL, get/set */
#define WS_SO_BROADCAST 0x0020                           /* BOOL, get/set */
#define WS_SO_USELOOPBACK 0x0040                         /* BOOL, get/set */
#define WS_SO_LINGER 0x0080                              /* struct linger, get/set */
#define WS_SO_OOBINLINE 0x0100                           /* BOOL, get/set */
#define WS_SO_DONTLINGER ((int)(~WS_SO_LINGER))          /* BOOL, get/set */
#define WS_SO_EXCLUSIVEADDRUSE ((int)(~WS_SO_REUSEADDR)) /* BOOL, get/set */
#define WS_SO_SNDBUF 0x1001                              /* DWORD, get/set */
#define WS_SO_RCVBUF 0x1002                              /* DWORD, get/set */
#define WS_SO_SNDLOWAT 0x1003                            /* DWORD, get/set */
#define WS_SO_RCVLOWAT 0x1004                            /* DWORD, get/set */
#define WS_SO_SNDTIMEO 0x1005                            /* DWORD ms, get/set */
#define WS_SO_RCVTIMEO 0x1006                            /* DWORD ms, get/set */
#define WS_SO_ERROR 0x1007                               /* DWORD, get */
#define WS_SO_TYPE 0x1008                                /* DWORD, get */
#define WS_SO_BSP_STATE 0x1009                           /* CSADDR_INFO + addresses, get */
#define WS_SO_GROUP_ID 0x2001                            /* unsigned int, get */
#define WS_SO_GROUP_PRIORITY 0x2002                      /* int, get/set */
#define WS_SO_MAX_MSG_SIZE 0x2003                        /* unsigned int, get */
#define WS_SO_PROTOCOL_INFOA 0x2004                      /* WSAPROTOCOL_INFOA, get */
#define WS_SO_PROTOCOL_INFOW 0x2005                      /* WSAPROTOCOL_INFOW, get */
#define WS_PVD_CONFIG 0x3001                             /* opaque, get/set */
#define WS_SO_CONDITIONAL_ACCEPT 0x3002                  /* BOOL, get/set */
#define WS_SO_PAUSE_ACCEPT 0x3003                        /* BOOL, get/set */
#define WS_SO_COMPARTMENT_ID 0x3004                      /* DWORD, get/set */
#define WS_SO_RANDOMIZE_PORT 0x3005                      /* BOOL, get/set */
#define WS_SO_PORT_SCALABILITY 0x3006                    /* BOOL, get/set */
#define WS_SO_REUSE_UNICASTPORT 0x3007                   /* BOOL, get/set */
#define WS_SO_REUSE_MULTICASTPORT 0x3008                 /* BOOL, get/set */
#define WS_SO_TIMESTAMP 0x300a                           /* UINT64 (cmsg type), cmsg */
#define WS_SO_TIMESTAMP_ID 0x300b                        /* UINT32 (cmsg type), cmsg */
#define WS_SO_ORIGINAL_DST 0x300f                        /* SOCKADDR_STORAGE, get */
#define WS_SO_RECEIVED_HOPLIMIT 0x3010                   /* DWORD, get */
#define WS_SO_RECEIVED_PROCESSOR 0x3011                  /* PROCESSOR_NUMBER, get */
#define WS_SO_CONNDATA 0x7000                            /* char[], get/set */
#define WS_SO_CONNOPT 0x7001                             /* char[], get/set */
#define WS_SO_DISCDATA 0x7002                            /* char[], get/set */
#define WS_SO_DISCOPT 0x7003                             /* char[], get/set */
#define WS_SO_CONNDATALEN 0x7004                         /* DWORD, set */
#define WS_SO_CONNOPTLEN 0x7005                          /* DWORD, set */
#define WS_SO_DISCDATALEN 0x7006                         /* DWORD, set */
#define WS_SO_DISCOPTLEN 0x7007                          /* DWORD, set */
#define WS_SO_OPENTYPE 0x7008                            /* DWORD, get/set */
#define WS_SO_MAXDG 0x7009                               /* DWORD, get */
#define WS_SO_MAXPATHDG 0x700a                           /* DWORD, get */
#define WS_SO_UPDATE_ACCEPT_CONTEXT 0x700b               /* SOCKET (listener), set */
#define WS_SO_CONNECT_TIME 0x700c                        /* DWORD, get */
#define WS_SO_UPDATE_CONNECT_CONTEXT 0x7010              /* none (NULL,0), set */

/* Values of SO_OPENTYPE. */
#define WS_SO_SYNCHRONOUS_ALERT 0x10
#define WS_SO_SYNCHRONOUS_NONALERT 0x20

/* Names that Linux does not have: plain in both modes. */
#define SO_USELOOPBACK WS_SO_USELOOPBACK
#define SO_DONTLINGER WS_SO_DONTLINGER
#define SO_EXCLUSIVEADDRUSE WS_SO_EXCLUSIVEADDRUSE
#define SO_BSP_STATE WS_SO_BSP_STATE
#define SO_GROUP_ID WS_SO_GROUP_ID
#define SO_GROUP_PRIORITY WS_SO_GROUP_PRIORITY
#define SO_MAX_MSG_SIZE WS_SO_MAX_MSG_SIZE
#define SO_PROTOCOL_INFOA WS_SO_PROTOCOL_INFOA
#define SO_PROTOCOL_INFOW WS_SO_PROTOCOL_INFOW
#define PVD_CONFIG WS_PVD_CONFIG
#define SO_CONDITIONAL_ACCEPT WS_SO_CONDITIONAL_ACCEPT
#define SO_PAUSE_ACCEPT WS_SO_PAUSE_ACCEPT
#define SO_COMPARTMENT_ID WS_SO_COMPARTMENT_ID
#define SO_RANDOMIZE_PORT WS_SO_RANDOMIZE_PORT
#define SO_PORT_SCALABILITY WS_SO_PORT_SCALABILITY
#define SO_REUSE_UNICASTPORT WS_SO_REUSE_UNICASTPORT
#define SO_REUSE_MULTICASTPORT WS_SO_REUSE_MULTICASTPORT
#define SO_TIMESTAMP_ID WS_SO_TIMESTAMP_ID
#define SO_RECEIVED_HOPLIMIT WS_SO_RECEIVED_HOPLIMIT
#define SO_RECEIVED_PROCESSOR WS_SO_RECEIVED_PROCESSOR
#define SO_CONNDATA WS_SO_CONNDATA
#define SO_CONNOPT WS_SO_CONNOPT
#define SO_DISCDATA WS_SO_DISCDATA
#define SO_DISCOPT WS_SO_DISCOPT
#define SO_CONNDATALEN WS_SO_CONNDATALEN
#define SO_CONNOPTLEN WS_SO_CONNOPTLEN
#define SO_DISCDATALEN WS_SO_DISCDATALEN
#define SO_DISCOPTLEN WS_SO_DISCOPTLEN
#define SO_OPENTYPE WS_SO_OPENTYPE
#define SO_MAXDG WS_SO_MAXDG
#define SO_MAXPATHDG WS_SO_MAXPATHDG
#define SO_UPDATE_ACCEPT_CONTEXT WS_SO_UPDATE_ACCEPT_CONTEXT
#define SO_CONNECT_TIME WS_SO_CONNECT_TIME
#define SO_UPDATE_CONNECT_CONTEXT WS_SO_UPDATE_CONNECT_CONTEXT
#define SO_SYNCHRONOUS_ALERT WS_SO_SYNCHRONOUS_ALERT
#define SO_SYNCHRONOUS_NONALERT WS_SO_SYNCHRONOUS_NONALERT

/* Names that Linux has too. */
#ifndef WOSA_NO_BSD_NAMES
#define SOL_SOCKET WS_SOL_SOCKET
#define SO_DEBUG WS_SO_DEBUG
#define SO_ACCEPTCONN WS_SO_ACCEPTCONN
#define SO_REUSEADDR WS_SO_REUSEADDR
#define SO_KEEPALIVE WS_SO_KEEPALIVE
#define SO_DONTROUTE WS_SO_DONTROUTE
#define SO_BROADCAST WS_SO_BROADCAST
#define SO_LINGER WS_SO_LINGER
#define SO_OOBINLINE WS_SO_OOBINLINE
#define SO_SNDBUF WS_SO_SNDBUF
#define SO_RCVBUF WS_SO_RCVBUF
#define SO_SNDLOWAT WS_SO_SNDLOWAT
#define SO_RCVLOWAT WS_SO_RCVLOWAT
#define SO_SNDTIMEO WS_SO_SNDTIMEO
#define SO_RCVTIMEO WS_SO_RCVTIMEO
#define SO_ERROR WS_SO_ERROR
#define SO_TYPE WS_SO_TYPE
#define SO_TIMESTAMP WS_SO_TIMESTAMP
#define SO_ORIGINAL_DST WS_SO_ORIGINAL_DST
#endif

#ifdef UNICODE
#define SO_PROTOCOL_INFO SO_PROTOCOL_INFOW
#else
#define SO_PROTOCOL_INFO SO_PROTOCOL_INFOA
#endif
