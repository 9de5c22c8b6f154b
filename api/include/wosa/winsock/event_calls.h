/* SPDX-License-Identifier: MIT */
/*
 * Events and waits by Winsock's names: the objects of CreateEvent and the waits of WaitForMultipleObjectsEx
 * (wosa/win32/waits.h), with Winsock's errors. A WSAEVENT is any handle of an event. Any thread. Every call
 * may report WSANOTINITIALISED (no WSAStartup).
 */
#pragma once

#include "events.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/*
 * Makes a manual-reset event without a name, not signalled. The caller closes it with WSACloseEvent. Never
 * blocks. WSA_INVALID_EVENT with WSA_NOT_ENOUGH_MEMORY. Source: winsock2.h, function WSACreateEvent.
 */
WINSOCK_API_LINKAGE WSAEVENT WSAAPI WSACreateEvent(void);

/* Close, signal and reset an event. Never block. FALSE with WSA_INVALID_HANDLE (not an event). Source:
 * winsock2.h, functions WSACloseEvent, WSASetEvent, WSAResetEvent. */
WINSOCK_API_LINKAGE BOOL WSAAPI WSACloseEvent(WSAEVENT hEvent);
WINSOCK_API_LINKAGE BOOL WSAAPI WSASetEvent(WSAEVENT hEvent);
WINSOCK_API_LINKAGE BOOL WSAAPI WSAResetEvent(WSAEVENT hEvent);

/*
 * Waits up to `dwTimeout` milliseconds (WSA_INFINITE: for ever) for any, or with `fWaitAll` for all, of 1 to
 * 64 events or other kernel objects; with `fAlertable` completion routines run meanwhile. WSA_WAIT_EVENT_0
 * plus the lowest index that is signalled, WSA_WAIT_TIMEOUT, WSA_WAIT_IO_COMPLETION (routines ran; nothing
 * was reset), or WSA_WAIT_FAILED with WSA_INVALID_PARAMETER (the count, or one object twice in a wait for
 * all), WSA_INVALID_HANDLE, WSAEFAULT (no array), WSA_NOT_ENOUGH_MEMORY. Source: winsock2.h, function
 * WSAWaitForMultipleEvents.
 */
WINSOCK_API_LINKAGE DWORD WSAAPI WSAWaitForMultipleEvents(DWORD cEvents, const WSAEVENT* lphEvents,
                                                          BOOL fWaitAll, DWORD dwTimeout, BOOL fAlertable);

WOSA_END_DECLS
#endif
