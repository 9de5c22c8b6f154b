/* SPDX-License-Identifier: MIT */
/*
 * Codes of ioctlsocket and WSAIoctl: how they are made, and the generic ones. A code is an unsigned 32-bit
 * number. Source pages: winsock2.h, functions ioctlsocket and WSAIoctl; Winsock IOCTLs.
 */
#pragma once

/* How a code is made: direction, size of the argument, group, number. */
#define WS_IOCPARM_MASK 0x7f
#define WS_IOC_VOID 0x20000000
#define WS_IOC_OUT 0x40000000 /* the call returns data */
#define WS_IOC_IN 0x80000000  /* the call takes data */
#define WS_IOC_INOUT (WS_IOC_IN | WS_IOC_OUT)

#define WOSA_IO(group, number) (WS_IOC_VOID | ((group) << 8) | (number))
#define WOSA_IOR(group, number, type) \
  (WS_IOC_OUT | (((unsigned int)sizeof(type) & WS_IOCPARM_MASK) << 16) | ((group) << 8) | (number))
#define WOSA_IOW(group, number, type) \
  (WS_IOC_IN | (((unsigned int)sizeof(type) & WS_IOCPARM_MASK) << 16) | ((group) << 8) | (number))
#ifndef WOSA_NO_BSD_NAMES
#undef _IO
#undef _IOR
#undef _IOW
#define _IO(group, number) WOSA_IO(group, number)
#define _IOR(group, number, type) WOSA_IOR(group, number, type)
#define _IOW(group, number, type) WOSA_IOW(group, number, type)
#endif

#define IOC_UNIX 0x00000000
#define IOC_WS2 0x08000000
#define IOC_PROTOCOL 0x10000000
#define IOC_VENDOR 0x18000000
#define IOC_WSK (IOC_WS2 | 0x07000000)
#define _WSAIO(group, number) (WS_IOC_VOID | (group) | (number))
#define _WSAIOR(group, number) (WS_IOC_OUT | (group) | (number))
#define _WSAIOW(group, number) (WS_IOC_IN | (group) | (number))
#define _WSAIORW(group, number) (WS_IOC_INOUT | (group) | (number))

/* Codes with a BSD name. */
#define WS_FIONREAD WOSA_IOR('f', 127, WS_u_long) /* bytes that can be read */
#define WS_FIONBIO WOSA_IOW('f', 126, WS_u_long)  /* non-blocking or not */
#define WS_FIOASYNC WOSA_IOW('f', 125, WS_u_long)
#define WS_SIOCSHIWAT WOSA_IOW('s', 0, WS_u_long)
#define WS_SIOCGHIWAT WOSA_IOR('s', 1, WS_u_long)
#define WS_SIOCSLOWAT WOSA_IOW('s', 2, WS_u_long)
#define WS_SIOCGLOWAT WOSA_IOR('s', 3, WS_u_long)
#define WS_SIOCATMARK WOSA_IOR('s', 7, WS_u_long) /* no unread urgent data */

/* Winsock 2's generic codes. */
#define SIO_ASSOCIATE_HANDLE _WSAIOW(IOC_WS2, 1) /* in: int + handle */
#define SIO_ENABLE_CIRCULAR_QUEUEING _WSAIO(IOC_WS2, 2)
#define SIO_FIND_ROUTE _WSAIOR(IOC_WS2, 3) /* in: sockaddr */
#define SIO_FLUSH _WSAIO(IOC_WS2, 4)
#define SIO_GET_BROADCAST_ADDRESS _WSAIOR(IOC_WS2, 5)           /* out: sockaddr */
#define SIO_GET_EXTENSION_FUNCTION_POINTER _WSAIORW(IOC_WS2, 6) /* in: GUID, out: function pointer */
#define SIO_GET_QOS _WSAIORW(IOC_WS2, 7)                        /* in: optional, out: QOS */
#define SIO_GET_GROUP_QOS _WSAIORW(IOC_WS2, 8)                  /* in: optional, out: QOS */
#define SIO_MULTIPOINT_LOOPBACK _WSAIOW(IOC_WS2, 9)             /* in: BOOL */
#define SIO_MULTICAST_SCOPE _WSAIOW(IOC_WS2, 10)                /* in: int */
#define SIO_SET_QOS _WSAIOW(IOC_WS2, 11)                        /* in: QOS */
#define SIO_SET_GROUP_QOS _WSAIOW(IOC_WS2, 12)                  /* in: QOS */
#define SIO_TRANSLATE_HANDLE _WSAIORW(IOC_WS2, 13)              /* in: int.., out: handle */
#define SIO_ROUTING_INTERFACE_QUERY _WSAIORW(IOC_WS2, 20)       /* in: sockaddr, out: sockaddr */
#define SIO_ROUTING_INTERFACE_CHANGE _WSAIOW(IOC_WS2, 21)       /* in: sockaddr */
#define SIO_ADDRESS_LIST_QUERY _WSAIOR(IOC_WS2, 22)             /* out: SOCKET_ADDRESS_LIST */
#define SIO_ADDRESS_LIST_CHANGE _WSAIO(IOC_WS2, 23)
#define SIO_QUERY_TARGET_PNP_HANDLE _WSAIOR(IOC_WS2, 24) /* out: HANDLE */
#define SIO_ADDRESS_LIST_SORT _WSAIORW(IOC_WS2, 25)      /* in: SOCKET_ADDRESS_LIST, out: same */
#define SIO_NSP_NOTIFY_CHANGE _WSAIOW(IOC_WS2, 25)
#define SIO_RESERVED_1 _WSAIOW(IOC_WS2, 26)
#define SIO_RESERVED_2 _WSAIOW(IOC_WS2, 33)

/* Names that Linux does not have: plain in both modes. */
#define IOCPARM_MASK WS_IOCPARM_MASK
#define IOC_VOID WS_IOC_VOID
#define SIOCSHIWAT WS_SIOCSHIWAT
#define SIOCGHIWAT WS_SIOCGHIWAT
#define SIOCSLOWAT WS_SIOCSLOWAT
#define SIOCGLOWAT WS_SIOCGLOWAT

/* Names that Linux has too. */
#ifndef WOSA_NO_BSD_NAMES
#undef IOC_OUT
#define IOC_OUT WS_IOC_OUT
#undef IOC_IN
#define IOC_IN WS_IOC_IN
#undef IOC_INOUT
#define IOC_INOUT WS_IOC_INOUT
#undef FIONREAD
#define FIONREAD WS_FIONREAD
#undef FIONBIO
#define FIONBIO WS_FIONBIO
#undef FIOASYNC
#define FIOASYNC WS_FIOASYNC
#undef SIOCATMARK
#define SIOCATMARK WS_SIOCATMARK
#endif
