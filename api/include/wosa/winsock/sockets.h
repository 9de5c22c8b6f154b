/* SPDX-License-Identifier: MIT */
/* What Winsock 1.1 and 2 share: the socket, its sets and records, start-up data. Source pages: winsock2.h,
 * winsock.h. */
#pragma once

#include "../../winerror.h"
#include "../../ws2def.h"

#ifndef WINSOCK_API_LINKAGE
#define WINSOCK_API_LINKAGE WOSA_EXPORT
#endif
#ifndef WSAAPI
#define WSAAPI FAR PASCAL
#endif
#ifndef INCL_WINSOCK_API_PROTOTYPES
#define INCL_WINSOCK_API_PROTOTYPES 1
#endif
#ifndef INCL_WINSOCK_API_TYPEDEFS
#define INCL_WINSOCK_API_TYPEDEFS 0
#endif

/* A socket. Its value is a Linux descriptor; every value but INVALID_SOCKET, also 0, may be one. */
typedef UINT_PTR SOCKET;
#define INVALID_SOCKET (SOCKET)(~0)
#define SOCKET_ERROR (-1)

typedef unsigned int GROUP;
#define SG_UNCONSTRAINED_GROUP 0x01
#define SG_CONSTRAINED_GROUP 0x02

/* The sets of select: counted arrays, not bit fields. A set takes FD_SETSIZE sockets of any value. */
typedef struct WS_fd_set {
  u_int fd_count;
  SOCKET fd_array[WS_FD_SETSIZE];
} WS_fd_set;
typedef struct WS_fd_set FD_SET, *PFD_SET, *LPFD_SET;

typedef struct timeval TIMEVAL, *PTIMEVAL, *LPTIMEVAL;

WOSA_BEGIN_DECLS

/*
 * Whether socket `fd` is in the set `set`; non-zero when it is. What FD_ISSET calls. Never blocks or fails;
 * any thread that owns the set, also before WSAStartup. Source: winsock2.h, function __WSAFDIsSet.
 */
WINSOCK_API_LINKAGE int WSAAPI __WSAFDIsSet(SOCKET fd, WS_fd_set* set);

WOSA_END_DECLS

/*
 * Adds a socket unless it is in the set or the set is full. Static, not merely inline: files of one program
 * may have different FD_SETSIZE.
 */
static __inline void wosa_fd_set_add(SOCKET fd, WS_fd_set* set) {
  u_int i;
  for (i = 0; i < set->fd_count; i++) {
    if (set->fd_array[i] == fd) return;
  }
  if (i < WS_FD_SETSIZE) {
    set->fd_array[i] = fd;
    set->fd_count++;
  }
}

/* Removes a socket; those behind it move down. */
static __inline void wosa_fd_set_remove(SOCKET fd, WS_fd_set* set) {
  u_int i;
  for (i = 0; i < set->fd_count && set->fd_array[i] != fd; i++) {
  }
  if (i == set->fd_count) return;
  set->fd_count--;
  for (; i < set->fd_count; i++) set->fd_array[i] = set->fd_array[i + 1];
}

#define WS_FD_SET(fd, set) wosa_fd_set_add((SOCKET)(fd), (WS_fd_set*)(set))
#define WS_FD_CLR(fd, set) wosa_fd_set_remove((SOCKET)(fd), (WS_fd_set*)(set))
#define WS_FD_ZERO(set) (((WS_fd_set*)(set))->fd_count = 0)
#define WS_FD_ISSET(fd, set) __WSAFDIsSet((SOCKET)(fd), (WS_fd_set*)(set))

#ifndef WOSA_NO_BSD_NAMES
#undef FD_SET
#undef FD_CLR
#undef FD_ZERO
#undef FD_ISSET
#ifndef WOSA_PROGRAM_FD_SETSIZE
#undef FD_SETSIZE
#define FD_SETSIZE WS_FD_SETSIZE
#endif
#define FD_SET(fd, set) WS_FD_SET(fd, set)
#define FD_CLR(fd, set) WS_FD_CLR(fd, set)
#define FD_ZERO(set) WS_FD_ZERO(set)
#define FD_ISSET(fd, set) WS_FD_ISSET(fd, set)
#ifndef timerisset
#define timerisset(time) ((time)->tv_sec || (time)->tv_usec)
#define timercmp(a, b, op) \
  (((a)->tv_sec == (b)->tv_sec) ? ((a)->tv_usec op(b)->tv_usec) : ((a)->tv_sec op(b)->tv_sec))
#define timerclear(time) ((time)->tv_sec = (time)->tv_usec = 0)
#endif
#endif

/* Value of SO_LINGER: 4 bytes, seconds. */
typedef struct WS_linger {
  USHORT l_onoff;
  USHORT l_linger;
} LINGER, *PLINGER, *LPLINGER;

/* How to shut down. */
#define SD_RECEIVE 0x00
#define SD_SEND 0x01
#define SD_BOTH 0x02

#define WSADESCRIPTION_LEN 256
#define WSASYS_STATUS_LEN 128

/* What WSAStartup tells. Only the versions mean anything to a program of version 2. */
typedef struct WSAData {
  WORD wVersion;
  WORD wHighVersion;
#ifdef __LP64__
  unsigned short iMaxSockets;
  unsigned short iMaxUdpDg;
  char* lpVendorInfo;
  char szDescription[WSADESCRIPTION_LEN + 1];
  char szSystemStatus[WSASYS_STATUS_LEN + 1];
#else
  char szDescription[WSADESCRIPTION_LEN + 1];
  char szSystemStatus[WSASYS_STATUS_LEN + 1];
  unsigned short iMaxSockets;
  unsigned short iMaxUdpDg;
  char* lpVendorInfo;
#endif
} WSADATA, *PWSADATA, *LPWSADATA;

typedef struct WS_sockproto {
  USHORT sp_family;
  USHORT sp_protocol;
} SOCKPROTO, *PSOCKPROTO, *LPSOCKPROTO;

/* The network events that a program can ask to be told of; those above FD_CLOSE are of version 2. */
#define FD_READ_BIT 0
#define FD_READ (1 << FD_READ_BIT)
#define FD_WRITE_BIT 1
#define FD_WRITE (1 << FD_WRITE_BIT)
#define FD_OOB_BIT 2
#define FD_OOB (1 << FD_OOB_BIT)
#define FD_ACCEPT_BIT 3
#define FD_ACCEPT (1 << FD_ACCEPT_BIT)
#define FD_CONNECT_BIT 4
#define FD_CONNECT (1 << FD_CONNECT_BIT)
#define FD_CLOSE_BIT 5
#define FD_CLOSE (1 << FD_CLOSE_BIT)

#define MAXGETHOSTSTRUCT 1024
