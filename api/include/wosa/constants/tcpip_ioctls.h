/* SPDX-License-Identifier: MIT */
/* WSAIoctl codes of the TCP/IP provider, which mstcpip.h defines. Source page: mstcpip.h, Winsock IOCTLs. */
#pragma once

#include "ioctl_codes.h"

#define SIO_RCVALL _WSAIOW(IOC_VENDOR, 1)                   /* in: ULONG 0..3 */
#define SIO_RCVALL_MCAST _WSAIOW(IOC_VENDOR, 2)             /* in: ULONG */
#define SIO_RCVALL_IGMPMCAST _WSAIOW(IOC_VENDOR, 3)         /* in: ULONG */
#define SIO_KEEPALIVE_VALS _WSAIOW(IOC_VENDOR, 4)           /* in: tcp_keepalive */
#define SIO_ABSORB_RTRALERT _WSAIOW(IOC_VENDOR, 5)          /* in: ULONG */
#define SIO_UCAST_IF _WSAIOW(IOC_VENDOR, 6)                 /* in: ULONG */
#define SIO_LIMIT_BROADCASTS _WSAIOW(IOC_VENDOR, 7)         /* in: ULONG */
#define SIO_INDEX_BIND _WSAIOW(IOC_VENDOR, 8)               /* in: ULONG */
#define SIO_INDEX_MCASTIF _WSAIOW(IOC_VENDOR, 9)            /* in: ULONG */
#define SIO_INDEX_ADD_MCAST _WSAIOW(IOC_VENDOR, 10)         /* in: struct */
#define SIO_INDEX_DEL_MCAST _WSAIOW(IOC_VENDOR, 11)         /* in: struct */
#define SIO_RCVALL_MCAST_IF _WSAIOW(IOC_VENDOR, 13)         /* in: ULONG */
#define SIO_RCVALL_IF _WSAIOW(IOC_VENDOR, 14)               /* in: RCVALL_IF */
#define SIO_LOOPBACK_FAST_PATH _WSAIOW(IOC_VENDOR, 16)      /* in: BOOL */
#define SIO_TCP_INITIAL_RTO _WSAIOW(IOC_VENDOR, 17)         /* in: TCP_INITIAL_RTO_PARAMETERS */
#define SIO_APPLY_TRANSPORT_SETTING _WSAIOW(IOC_VENDOR, 19) /* in: TRANSPORT_SETTING_ID.. */
#define SIO_QUERY_TRANSPORT_SETTING _WSAIOW(IOC_VENDOR, 20) /* in: TRANSPORT_SETTING_ID, out: struct */
#define SIO_CPU_AFFINITY _WSAIOW(IOC_VENDOR, 21)            /* in: USHORT */
#define SIO_TCP_SET_ICW _WSAIOW(IOC_VENDOR, 22)             /* in: TCP_ICW_PARAMETERS */
#define SIO_TCP_SET_ACK_FREQUENCY _WSAIOW(IOC_VENDOR, 23)   /* in: TCP_ACK_FREQUENCY_PARAMETERS */
#define SIO_SET_PRIORITY_HINT _WSAIOW(IOC_VENDOR, 24)       /* in: SOCKET_PRIORITY_HINT */
#define SIO_TCP_INFO _WSAIORW(IOC_VENDOR, 39)               /* in: DWORD version, out: TCP_INFO_v0,v1 */
#define SIO_ACQUIRE_PORT_RESERVATION \
  _WSAIOW(IOC_VENDOR, 100) /* in: INET_PORT_RANGE, out: INET_PORT_RESERVATION_INSTANCE */
#define SIO_RELEASE_PORT_RESERVATION _WSAIOW(IOC_VENDOR, 101)              /* in: TOKEN */
#define SIO_ASSOCIATE_PORT_RESERVATION _WSAIOW(IOC_VENDOR, 102)            /* in: TOKEN */
#define SIO_SET_SECURITY _WSAIOW(IOC_VENDOR, 200)                          /* in: SOCKET_SECURITY_SETTINGS */
#define SIO_QUERY_SECURITY _WSAIORW(IOC_VENDOR, 201)                       /* in: TEMPLATE, out: QUERY_INFO */
#define SIO_SET_PEER_TARGET_NAME _WSAIOW(IOC_VENDOR, 202)                  /* in: SOCKET_PEER_TARGET_NAME */
#define SIO_DELETE_PEER_TARGET_NAME _WSAIOW(IOC_VENDOR, 203)               /* in: sockaddr */
#define SIO_SOCKET_USAGE_NOTIFICATION _WSAIOW(IOC_VENDOR, 204)             /* in: SOCKET_USAGE_TYPE */
#define SIO_QUERY_WFP_ALE_ENDPOINT_HANDLE _WSAIOR(IOC_VENDOR, 205)         /* out: UINT64 */
#define SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS _WSAIOW(IOC_VENDOR, 220) /* out: blob */
#define SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT _WSAIOW(IOC_VENDOR, 221) /* out: blob */
#define SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS _WSAIOW(IOC_VENDOR, 222)   /* in: blob */
#define SIO_GET_TX_TIMESTAMP _WSAIOW(IOC_VENDOR, 234)                      /* in: UINT32 id, out: UINT64 */
#define SIO_TIMESTAMPING _WSAIOW(IOC_VENDOR, 235)                          /* in: TIMESTAMPING_CONFIG */
#define SIO_SET_COMPATIBILITY_MODE _WSAIOW(IOC_VENDOR, 300)                /* in: WSA_COMPATIBILITY_MODE */
#define SIO_PRIORITY_HINT SIO_SET_PRIORITY_HINT
