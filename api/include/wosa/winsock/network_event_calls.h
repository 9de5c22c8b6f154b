/* SPDX-License-Identifier: MIT */
/*
 * Network events: what happens to a socket is recorded, and an event object (wosa/winsock/event_calls.h) is
 * set. Any thread, never blocks. Every call may report WSANOTINITIALISED (no WSAStartup), WSAENOTSOCK,
 * WSAENETDOWN (a socket that a fork left behind), and WSAEOPNOTSUPP for a provider without network events.
 */
#pragma once

#include "events.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/*
 * Selects the FD_ events of `lNetworkEvents` for a socket, in place of what was selected before; what was
 * recorded is forgotten, and what holds already is recorded. `hEventObject` stays the caller's and is to be
 * kept open until the selection ends: by `lNetworkEvents` 0, for which it is ignored, or with the socket. The
 * socket becomes non-blocking and stays so; while events are selected FIONBIO cannot make it blocking again
 * (WSAEINVAL). Accepted sockets have their listener's selection.
 *
 * An event is recorded once, until a call re-enables it, whatever that call's result: FD_READ and FD_OOB a
 * receive; FD_ACCEPT an accept, unless its condition function said CF_DEFER; FD_WRITE a send that failed with
 * WSAEWOULDBLOCK. FD_CONNECT and FD_CLOSE are recorded once for each selection, FD_CLOSE after all data was
 * read. FD_QOS, FD_GROUP_QOS, FD_ROUTING_INTERFACE_CHANGE and FD_ADDRESS_LIST_CHANGE can be selected and are
 * never recorded.
 *
 * SOCKET_ERROR with WSAEINVAL (undefined bits, or no event object), WSAENOBUFS. Source: winsock2.h, function
 * WSAEventSelect.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAEventSelect(SOCKET s, WSAEVENT hEventObject, LONG lNetworkEvents);

/*
 * Gives what was recorded since the last call, and clears it; iErrorCode counts where its bit is set: in
 * FD_CONNECT 0 or the reason of the failure, in FD_CLOSE 0, WSAECONNRESET or WSAECONNABORTED. An event
 * object, unless it is NULL, is reset in the same step: what happens later sets it again. It may be set with
 * nothing recorded.
 *
 * SOCKET_ERROR with WSAEFAULT (no memory at `lpNetworkEvents`), WSAEINVAL (`hEventObject` is no event); then
 * the record is as before. Source: winsock2.h, function WSAEnumNetworkEvents.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAEnumNetworkEvents(SOCKET s, WSAEVENT hEventObject,
                                                    LPWSANETWORKEVENTS lpNetworkEvents);

WOSA_END_DECLS
#endif
