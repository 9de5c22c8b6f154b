/* SPDX-License-Identifier: MIT */
/*
 * The upcalls: what the runtime does for a provider. Any thread may make them, none blocks. On failure
 * SOCKET_ERROR, INVALID_SOCKET, NULL or FALSE, with the Winsock error in `*lpErrno`; an upcall that is not
 * supported answers WSAEOPNOTSUPP. Source page: ws2spi.h, WSPUPCALLTABLE.
 */
#pragma once

/* Closes an event that WPUCreateEvent made. */
typedef BOOL(WSPAPI* LPWPUCLOSEEVENT)(WSAEVENT hEvent, LPINT lpErrno);

/* Gives back a socket that WPUCreateSocketHandle made. WSAENOTSOCK for another. */
typedef int(WSPAPI* LPWPUCLOSESOCKETHANDLE)(SOCKET s, LPINT lpErrno);

/* Makes a manual-reset event, not signalled; the provider owns it. WSA_INVALID_EVENT on failure. */
typedef WSAEVENT(WSPAPI* LPWPUCREATEEVENT)(LPINT lpErrno);

/*
 * Makes a socket for a provider that has no object of the system, with the provider's own context. The
 * provider owns it until WPUCloseSocketHandle. INVALID_SOCKET with WSAEMFILE, WSAENOBUFS, WSAEINVAL (entry).
 */
typedef SOCKET(WSPAPI* LPWPUCREATESOCKETHANDLE)(DWORD dwCatalogEntryId, DWORD_PTR dwContext, LPINT lpErrno);

/* Whether the socket is in the set. Never fails. */
typedef int(WSPAPI* LPWPUFDISSET)(SOCKET s, WS_fd_set* fdset);

/* As WSCGetProviderPath: where a layer finds the next provider. */
typedef int(WSPAPI* LPWPUGETPROVIDERPATH)(LPGUID lpProviderId, WCHAR* lpszProviderDllPath,
                                          LPINT lpProviderDllPathLen, LPINT lpErrno);

/*
 * Registers a descriptor of the system as a socket of this entry, before it is returned; use the value that
 * comes back. INVALID_SOCKET with WSAEINVAL (entry), WSAENOTSOCK, WSAENOBUFS.
 */
typedef SOCKET(WSPAPI* LPWPUMODIFYIFSHANDLE)(DWORD dwCatalogEntryId, SOCKET ProposedHandle, LPINT lpErrno);

/* Posts a window message for WSPAsyncSelect. FALSE on failure. */
typedef BOOL(WSPAPI* LPWPUPOSTMESSAGE)(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam);

/* The thread's blocking callback, or NULL when the provider blocks as it likes. */
typedef int(WSPAPI* LPWPUQUERYBLOCKINGCALLBACK)(DWORD dwCatalogEntryId, LPBLOCKINGCALLBACK* lplpfnCallback,
                                                PDWORD_PTR lpdwContext, LPINT lpErrno);

/* The context given to WPUCreateSocketHandle. WSAENOTSOCK for another socket. */
typedef int(WSPAPI* LPWPUQUERYSOCKETHANDLECONTEXT)(SOCKET s, PDWORD_PTR lpContext, LPINT lpErrno);

/* Queues a call to a thread, which makes it in its next alertable wait. */
typedef int(WSPAPI* LPWPUQUEUEAPC)(LPWSATHREADID lpThreadId, LPWSAUSERAPC lpfnUserApc, DWORD_PTR dwContext,
                                   LPINT lpErrno);

/* Clears an event. */
typedef BOOL(WSPAPI* LPWPURESETEVENT)(WSAEVENT hEvent, LPINT lpErrno);

/* Signals an event. */
typedef BOOL(WSPAPI* LPWPUSETEVENT)(WSAEVENT hEvent, LPINT lpErrno);

/* Names the calling thread, for WPUQueueApc; given back by WPUCloseThread. */
typedef int(WSPAPI* LPWPUOPENCURRENTTHREAD)(LPWSATHREADID lpThreadId, LPINT lpErrno);

/* Gives back what WPUOpenCurrentThread filled in. */
typedef int(WSPAPI* LPWPUCLOSETHREAD)(LPWSATHREADID lpThreadId, LPINT lpErrno);

/* Not in the table: completes an overlapped operation on a socket that WPUCreateSocketHandle made. */
typedef int(WSPAPI* LPWPUCOMPLETEOVERLAPPEDREQUEST)(SOCKET s, LPWSAOVERLAPPED lpOverlapped, DWORD dwError,
                                                    DWORD cbTransferred, LPINT lpErrno);

/* Given to WSPStartup by value; the provider copies it. */
typedef struct _WSPUPCALLTABLE {
  LPWPUCLOSEEVENT lpWPUCloseEvent;
  LPWPUCLOSESOCKETHANDLE lpWPUCloseSocketHandle;
  LPWPUCREATEEVENT lpWPUCreateEvent;
  LPWPUCREATESOCKETHANDLE lpWPUCreateSocketHandle;
  LPWPUFDISSET lpWPUFDIsSet;
  LPWPUGETPROVIDERPATH lpWPUGetProviderPath;
  LPWPUMODIFYIFSHANDLE lpWPUModifyIFSHandle;
  LPWPUPOSTMESSAGE lpWPUPostMessage;
  LPWPUQUERYBLOCKINGCALLBACK lpWPUQueryBlockingCallback;
  LPWPUQUERYSOCKETHANDLECONTEXT lpWPUQuerySocketHandleContext;
  LPWPUQUEUEAPC lpWPUQueueApc;
  LPWPURESETEVENT lpWPUResetEvent;
  LPWPUSETEVENT lpWPUSetEvent;
  LPWPUOPENCURRENTTHREAD lpWPUOpenCurrentThread;
  LPWPUCLOSETHREAD lpWPUCloseThread;
} WSPUPCALLTABLE, *LPWSPUPCALLTABLE;
