/* SPDX-License-Identifier: MIT */
/*
 * Options of levels IPPROTO_TCP and IPPROTO_UDP, with the type of their value.
 * Source pages: IPPROTO_TCP socket options, IPPROTO_UDP socket options.
 */
#pragma once

/* Level IPPROTO_TCP. */
#define WS_TCP_NODELAY 0x0001                /* BOOL, get/set */
#define WS_TCP_EXPEDITED_1122 0x0002         /* BOOL, get/set */
#define WS_TCP_KEEPALIVE 3                   /* DWORD s, get/set */
#define WS_TCP_MAXSEG 4                      /* DWORD, get */
#define WS_TCP_MAXRT 5                       /* DWORD s, get/set */
#define WS_TCP_STDURG 6                      /* BOOL, get/set */
#define WS_TCP_NOURG 7                       /* BOOL, get/set */
#define WS_TCP_ATMARK 8                      /* BOOL, get */
#define WS_TCP_NOSYNRETRIES 9                /* BOOL, get/set */
#define WS_TCP_TIMESTAMPS 10                 /* BOOL, get/set */
#define WS_TCP_OFFLOAD_PREFERENCE 11         /* DWORD 0..2, get/set */
#define WS_TCP_CONGESTION_ALGORITHM 12       /* DWORD, get/set */
#define WS_TCP_DELAY_FIN_ACK 13              /* BOOL, get/set */
#define WS_TCP_MAXRTMS 14                    /* DWORD ms, get/set */
#define WS_TCP_FASTOPEN 15                   /* BOOL, get/set */
#define WS_TCP_KEEPCNT 16                    /* DWORD, get/set */
#define WS_TCP_KEEPIDLE 3                    /* DWORD s, get/set */
#define WS_TCP_KEEPINTVL 17                  /* DWORD s, get/set */
#define WS_TCP_FAIL_CONNECT_ON_ICMP_ERROR 18 /* BOOL, get/set */
#define WS_TCP_ICMP_ERROR_INFO 19            /* ICMP_ERROR_INFO, get */
#define WS_TCP_BSDURGENT 0x7000              /* BOOL, get/set */

/* Level IPPROTO_UDP. */
#define WS_UDP_NOCHECKSUM 1              /* BOOL, get/set */
#define WS_UDP_SEND_MSG_SIZE 2           /* DWORD, get/set/cmsg */
#define WS_UDP_RECV_MAX_COALESCED_SIZE 3 /* DWORD, get/set */
#define WS_UDP_CHECKSUM_COVERAGE 20      /* BOOL, get/set */

/* Values of TCP_OFFLOAD_PREFERENCE. */
#define TCP_OFFLOAD_NO_PREFERENCE 0
#define TCP_OFFLOAD_NOT_PREFERRED 1
#define TCP_OFFLOAD_PREFERRED 2

/* Names that Linux does not have: plain in both modes. */
#define TCP_EXPEDITED_1122 WS_TCP_EXPEDITED_1122
#define TCP_KEEPALIVE WS_TCP_KEEPALIVE
#define TCP_MAXRT WS_TCP_MAXRT
#define TCP_STDURG WS_TCP_STDURG
#define TCP_NOURG WS_TCP_NOURG
#define TCP_ATMARK WS_TCP_ATMARK
#define TCP_NOSYNRETRIES WS_TCP_NOSYNRETRIES
#define TCP_TIMESTAMPS WS_TCP_TIMESTAMPS
#define TCP_OFFLOAD_PREFERENCE WS_TCP_OFFLOAD_PREFERENCE
#define TCP_CONGESTION_ALGORITHM WS_TCP_CONGESTION_ALGORITHM
#define TCP_DELAY_FIN_ACK WS_TCP_DELAY_FIN_ACK
#define TCP_MAXRTMS WS_TCP_MAXRTMS
#define TCP_FAIL_CONNECT_ON_ICMP_ERROR WS_TCP_FAIL_CONNECT_ON_ICMP_ERROR
#define TCP_ICMP_ERROR_INFO WS_TCP_ICMP_ERROR_INFO
#define TCP_BSDURGENT WS_TCP_BSDURGENT
#define UDP_NOCHECKSUM WS_UDP_NOCHECKSUM
#define UDP_SEND_MSG_SIZE WS_UDP_SEND_MSG_SIZE
#define UDP_RECV_MAX_COALESCED_SIZE WS_UDP_RECV_MAX_COALESCED_SIZE
#define UDP_CHECKSUM_COVERAGE WS_UDP_CHECKSUM_COVERAGE

/* Names that Linux has too. */
#ifndef WOSA_NO_BSD_NAMES
#define TCP_NODELAY WS_TCP_NODELAY
#define TCP_MAXSEG WS_TCP_MAXSEG
#define TCP_FASTOPEN WS_TCP_FASTOPEN
#define TCP_KEEPCNT WS_TCP_KEEPCNT
#define TCP_KEEPIDLE WS_TCP_KEEPIDLE
#define TCP_KEEPINTVL WS_TCP_KEEPINTVL
#endif
