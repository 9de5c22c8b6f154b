/* SPDX-License-Identifier: MIT */
/* Start-up, clean-up and the last error. */
#pragma once

#include "sockets.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/*
 * Registers the process as a user of Winsock; MAKEWORD(major, minor) is the highest version it wants. Fills
 * `lpWSAData`. Counted: each success needs one WSACleanup. May block on the catalog's files. Any thread.
 * Returns 0 or the error itself: WSAVERNOTSUPPORTED (below 1.0), WSASYSNOTREADY, WSAEPROCLIM, WSAEFAULT (bad
 * pointer). Source: winsock2.h, function WSAStartup.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAStartup(WORD wVersionRequested, LPWSADATA lpWSAData);

/*
 * Takes back one WSAStartup; the last one closes all sockets and cancels what is pending. Any thread.
 * 0, or SOCKET_ERROR with WSANOTINITIALISED (nothing to take back), WSAENETDOWN. Source: winsock2.h,
 * WSACleanup.
 */
WINSOCK_API_LINKAGE int WSAAPI WSACleanup(void);

/*
 * This thread's last error; the slot is GetLastError's. Meaningful after a failed call only. Never blocks or
 * fails, also before WSAStartup. Source: winsock2.h, function WSAGetLastError.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAGetLastError(void);

/* Stores this thread's last error. Never blocks or fails, also before WSAStartup. Source: winsock2.h,
 * WSASetLastError. */
WINSOCK_API_LINKAGE void WSAAPI WSASetLastError(int iError);

WOSA_END_DECLS
#endif
