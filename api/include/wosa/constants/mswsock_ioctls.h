/* SPDX-License-Identifier: MIT */
/* WSAIoctl codes that mswsock.h defines: base handles, extension functions, layers, datagram errors. */
#pragma once

#include "ioctl_codes.h"

#define SIO_BSP_HANDLE _WSAIOR(IOC_WS2, 27)        /* out: SOCKET */
#define SIO_BSP_HANDLE_SELECT _WSAIOR(IOC_WS2, 28) /* out: SOCKET */
#define SIO_BSP_HANDLE_POLL _WSAIOR(IOC_WS2, 29)   /* out: SOCKET */
#define SIO_EXT_SELECT _WSAIORW(IOC_WS2, 30)       /* in: internal */
#define SIO_EXT_POLL _WSAIORW(IOC_WS2, 31)         /* in: WSAPOLLDATA */
#define SIO_EXT_SENDMSG _WSAIORW(IOC_WS2, 32)      /* in: WSASENDMSG */
#define SIO_BASE_HANDLE _WSAIOR(IOC_WS2, 34)       /* out: SOCKET */
#define SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER \
  _WSAIORW(IOC_WS2, 36)                                   /* in: GUID, out: table (cbSize first) */
#define SIO_QUERY_RSS_PROCESSOR_INFO _WSAIOR(IOC_WS2, 37) /* out: SOCKET_PROCESSOR_AFFINITY */
#define SIO_UDP_CONNRESET _WSAIOW(IOC_VENDOR, 12)         /* in: BOOL */
#define SIO_SOCKET_CLOSE_NOTIFY _WSAIOW(IOC_VENDOR, 13)
#define SIO_UDP_NETRESET _WSAIOW(IOC_VENDOR, 15)                /* in: BOOL */
#define SIO_QUERY_RSS_SCALABILITY_INFO _WSAIOR(IOC_VENDOR, 210) /* out: RSS_SCALABILITY_INFO */
