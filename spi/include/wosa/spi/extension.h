/* SPDX-License-Identifier: MIT */
/*
 * What the runtime and a provider offer each other beside Winsock's own tables.
 *
 * Windows' service provider interface is two tables: the 30 procedures of a provider and the 15 upcalls. Both
 * keep their documented C ABI here (ws2spi.h). What Windows exports beside them, and what we add, stands in
 * two more tables. Each begins with its size; members are only ever added at the end, so a member exists when
 * cbSize covers it (WOSA_EXTENSION_HAS) and is not NULL.
 *
 * A provider asks for the runtime's table during its WSPStartup, with the upcall table it was given:
 *
 *     const WOSA_RUNTIME_EXTENSION* runtime = WosaRuntimeExtension(&UpcallTable);
 *     if (runtime) runtime->lpRegisterProvider(&lpProtocolInfo->ProviderId, &my_table);
 *
 * Upcall tables travel unchanged through every layer, so this works however deep in a chain the provider
 * stands. A provider that never asks is a classic one: it works, without what needs an extension (waiting
 * together with sockets of other providers, being woken when one of its sockets is closed by another thread).
 */
#ifndef WOSA_SPI_EXTENSION_H
#define WOSA_SPI_EXTENSION_H

#include <stddef.h>
#include <stdint.h>

#include "ws2spi.h"

/*
 * libc's struct pollfd, and what poll(2) calls its conditions. In a file that uses Winsock's plain names both
 * are WSAPoll's, so <poll.h> cannot be included there: such a file finds the same structure under this name.
 */
#ifdef WOSA_NO_BSD_NAMES
#include <poll.h>
typedef struct pollfd WOSA_POLLFD;
#else
typedef struct WOSA_POLLFD {
  int fd;
  short events;
  short revents;
} WOSA_POLLFD;
#endif
#define WOSA_POLLIN 0x0001
#define WOSA_POLLPRI 0x0002
#define WOSA_POLLOUT 0x0004

#ifdef __cplusplus
extern "C" {
#endif

/* Whether a table covers a member: WOSA_EXTENSION_HAS(WOSA_PROVIDER_EXTENSION, table, lpPoll). */
#define WOSA_EXTENSION_HAS(type, table, member) \
  ((table)->cbSize >= offsetof(type, member) + sizeof((table)->member) && (table)->member != NULL)

/* -- Readiness ----------------------------------------------------------------------------------------------
 */

/* Conditions of a socket, the same ones for select, WSAPoll and waits over several providers. */
#define WOSA_READY_READ \
  0x01u /* a receive or accept would not block: data, a pending connection, end, error */
#define WOSA_READY_WRITE 0x02u  /* connected and a send would not block */
#define WOSA_READY_OOB 0x04u    /* out-of-band data is pending and SO_OOBINLINE is off */
#define WOSA_READY_FAILED 0x08u /* a connect failed; SO_ERROR has the reason */
#define WOSA_READY_HANGUP 0x10u /* the peer closed or reset the connection */
#define WOSA_READY_ERROR 0x20u  /* the connection was reset or aborted */
#define WOSA_READY_DATA 0x40u   /* unread data or a pending connection, never end or error alone */

/* -- Scheduler ----------------------------------------------------------------------------------------------
 */

/* Thread handle of the scheduler: opaque, freed by lpJoinThread. */
typedef struct WOSA_THREAD WOSA_THREAD;

/*
 * All waiting, all reading of time and all thread start and exit of a provider goes through these functions
 * (a blocking system call on a kernel socket excepted), so that the runtime can make waits alertable and can
 * run a program in virtual time. Times are nanoseconds; a time-out below 0 waits for ever. Thread-safe.
 * Results are 0 or a positive errno value; errno itself is left alone.
 */
typedef struct WOSA_SCHEDULER {
  DWORD cbSize;
  /* Monotonic time in nanoseconds since an arbitrary moment. Never blocks. */
  int64_t(WSAAPI* lpNow)(void);
  /* Sleeps while *address equals expected: 0 woken (perhaps spuriously), EAGAIN other value, ETIMEDOUT. */
  int(WSAAPI* lpWait)(const uint32_t* address, uint32_t expected, int64_t timeout_ns);
  /* Wakes up to count threads that wait on address. */
  void(WSAAPI* lpWake)(const uint32_t* address, int count);
  /* poll(2) with nanoseconds; *ready receives the number of descriptors with events, 0 after the time-out.
     Restarted after a signal. Errors: EFAULT, EINVAL, ENOMEM. */
  int(WSAAPI* lpPoll)(WOSA_POLLFD* fds, unsigned count, int64_t timeout_ns, int* ready);
  /* Starts a thread that runs routine(argument); *thread must be joined. Errors: EAGAIN, ENOMEM. */
  int(WSAAPI* lpStartThread)(void(WSAAPI* routine)(void*), void* argument, WOSA_THREAD** thread);
  /* Waits for the thread's end and frees it. */
  void(WSAAPI* lpJoinThread)(WOSA_THREAD* thread);
  /* What lpNow said a few milliseconds ago at most, for a fraction of its price. Never blocks. May be absent.
   */
  int64_t(WSAAPI* lpNowCoarse)(void);
} WOSA_SCHEDULER;

/* -- Pins ---------------------------------------------------------------------------------------------------
 */

/* One hold on a socket; made by lpPin, ended by lpUnpin in the same thread, last made first ended. */
struct WOSA_PROVIDER_EXTENSION;
typedef struct WOSA_PIN {
  SOCKET Socket;
  void* Context; /* what lpBindSocket or WPUCreateSocketHandle was given */
  BOOL Taken;    /* whether lpUnpin has something to end */
  /* The table that the socket's provider gave to lpRegisterProvider; NULL for a classic provider. Context is
     of a kind that only this provider knows: look here before you look there. */
  const struct WOSA_PROVIDER_EXTENSION* Owner;
} WOSA_PIN;

/* -- Watches ------------------------------------------------------------------------------------------------
 */

/* A descriptor that the runtime's reactor watches: opaque. */
typedef struct WOSA_WATCH WOSA_WATCH;

/* What poll(2) saw of a watched descriptor. Called on a thread that leads the reactor, one call at a time for
   one watch. Must not wait; may make any upcall, change its watch, and end it. */
typedef void(WSAAPI* WOSA_WATCH_ROUTINE)(void* context, short events);

/* -- Log ----------------------------------------------------------------------------------------------------
 */

/* Categories of WOSA_LOG. */
#define WOSA_LOG_ERROR 0
#define WOSA_LOG_WARN 1
#define WOSA_LOG_INFO 2
#define WOSA_LOG_CATALOG 3
#define WOSA_LOG_LOADER 4
#define WOSA_LOG_LAYER 5
#define WOSA_LOG_PROVIDER 6
#define WOSA_LOG_CALL 7

/* -- What a provider gives
 * ----------------------------------------------------------------------------------- */

#define WOSA_EXTENSION_VERSION 1

/* Owned by the provider, valid as long as its library is loaded (that is: for ever). Any member may be NULL.
 */
struct WOSA_PROVIDER_EXTENSION {
  DWORD cbSize;
  DWORD dwVersion; /* WOSA_EXTENSION_VERSION */

  /* 1. Wakes every thread that is inside a procedure on s: closesocket was called by another thread. Called
        with s pinned; lpIsClosing(s) is TRUE from before the first call. Must not block. TRUE asks to be
     called again a moment later if somebody is still inside then (a connect may not have reached the kernel
     yet); FALSE says that everybody inside will leave. */
  BOOL(WSAAPI* lpInterrupt)(SOCKET s, void* context);

  /* 2. Frees a closed socket: nobody is inside any more. Closes the descriptor unless descriptor_lost, which
        says that the program closed it behind our back and the number may belong to something else by now. */
  void(WSAAPI* lpRelease)(SOCKET s, void* context, BOOL descriptor_lost);

  /* 3. Tells which of conditions (WOSA_READY_) hold now. 0 or SOCKET_ERROR with *lpErrno. Never blocks. */
  int(WSAAPI* lpQueryReadiness)(SOCKET s, DWORD conditions, DWORD* ready, INT* lpErrno);

  /* 4. From here to lpDisarm, poll(2) on the descriptor with *poll_events wakes when one of conditions begins
        to hold; wake-ups without reason are allowed, lost ones are not. *ready tells those that hold already.
        Calls nest: each is ended by one lpDisarm. */
  int(WSAAPI* lpArmReadiness)(SOCKET s, DWORD conditions, DWORD* ready, short* poll_events, INT* lpErrno);
  void(WSAAPI* lpDisarmReadiness)(SOCKET s, DWORD conditions);

  /* 5. WSAPoll for an array in which every socket is this provider's, in one step (WSAPoll's contract, error
        in *lpErrno). NULL: the runtime composes it from 3 and 4. */
  int(WSAAPI* lpPoll)(WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* lpErrno);

  /* 6. The calling thread ends; per-thread state of the provider can go. */
  void(WSAAPI* lpThreadExit)(void);

  /* 7. This process is the child of a fork: other threads are gone. Called in the child before fork returns,
        so only async-signal-safe work. */
  void(WSAAPI* lpForked)(void);

  /* 8. send() and recv() as most programs call them: one buffer, no flags, no OVERLAPPED, s held by the
     caller. What WSPSend and WSPRecv do then, by a shorter way. The number of bytes (0 from lpReceive: the
     stream has ended), or SOCKET_ERROR with *lpErrno. NULL: WSPSend or WSPRecv is called. Whoever puts
     another procedure in the place of WSPSend (WSPRecv) leaves lpSend (lpReceive) out, or is passed by. */
  int(WSAAPI* lpSend)(SOCKET s, void* context, const char* data, int length, INT* lpErrno);
  int(WSAAPI* lpReceive)(SOCKET s, void* context, char* data, int length, INT* lpErrno);
};
typedef struct WOSA_PROVIDER_EXTENSION WOSA_PROVIDER_EXTENSION;

/* -- What the runtime gives
 * ----------------------------------------------------------------------------------- */

/* Owned by the runtime, valid for the life of the process. Thread-safe. No member blocks unless it says so.
 */
typedef struct WOSA_RUNTIME_EXTENSION {
  DWORD cbSize;
  DWORD dwVersion; /* WOSA_EXTENSION_VERSION */

  /* 1. Gives the runtime the provider's table. Such a provider leaves the record that its WSPSocket gets as
     it is: it is the runtime's own, not a copy. 0, or WSAEFAULT, WSAEINVAL (size or version). */
  int(WSAAPI* lpRegisterProvider)(const GUID* provider, const WOSA_PROVIDER_EXTENSION* table);

  /* 2. The scheduler. */
  const WOSA_SCHEDULER* pScheduler;

  /* 3. Makes descriptor a socket of the calling chain, as WPUModifyIFSHandle does, and remembers context for
        lpPin and lpRelease. Returns the handle to hand upward, which can be another number than descriptor
        (then descriptor was duplicated and closed). INVALID_SOCKET with *lpErrno: WSAEINVAL, WSAEMFILE,
        WSAENOBUFS; descriptor and context are then still the provider's. */
  SOCKET(WSAAPI* lpBindSocket)(DWORD dwCatalogEntryId, int descriptor, void* context, INT* lpErrno);

  /* 4. Holds s, so that it is not released before lpUnpin. Needed in every procedure that a layer may call
     with a handle of its own choice; free of cost when the caller already holds s. FALSE: no such socket
        (WSAENOTSOCK), pin->Taken is then FALSE. */
  BOOL(WSAAPI* lpPin)(SOCKET s, WOSA_PIN* pin);
  void(WSAAPI* lpUnpin)(WOSA_PIN* pin);

  /* 5. Starts to close a pinned socket: new calls fail with WSAENOTSOCK at once, threads inside are woken
        through lpInterrupt, and the last of them to leave (perhaps the caller) runs lpRelease. 0, or
        WSAENOTSOCK when another thread closes it already. */
  int(WSAAPI* lpBeginClose)(SOCKET s);

  /* 6. Whether a socket that the caller holds is being closed. After a blocking procedure comes back this
        decides between its result and WSAEINTR. */
  BOOL(WSAAPI* lpIsClosing)(SOCKET s);

  /* 7. Whether WOSA_LOG shows a category, and a line of text for it (UTF-8, without line end). */
  BOOL(WSAAPI* lpLogEnabled)(DWORD category);
  void(WSAAPI* lpLog)(DWORD category, const char* text);

  /* 8. Calls routine when one of events (poll(2)'s, without POLLERR and POLLHUP, which always count) begins
        to hold, or holds when the watch is made or changed; a condition that goes on holding calls nobody
        again, new data may. A descriptor has one watch at most. In the child of a fork the watch goes on, of
        the same descriptor. 0, or WSAENOBUFS, WSAEINVAL (what cannot be polled). */
  int(WSAAPI* lpWatch)(int descriptor, short events, WOSA_WATCH_ROUTINE routine, void* context,
                       WOSA_WATCH** watch);
  /* Other events from now on; 0 for none. */
  int(WSAAPI* lpChangeWatch)(WOSA_WATCH* watch, short events);
  /* Ends a watch, before its descriptor is closed: routine is not running any more when this returns, and
     will not run again. Waits for a routine that runs on another thread; from inside the routine it returns
     at once. With descriptor_lost the number is left alone (see lpRelease). */
  void(WSAAPI* lpEndWatch)(WOSA_WATCH* watch, BOOL descriptor_lost);
} WOSA_RUNTIME_EXTENSION;

/* The catalog entry id by which WPUQueryBlockingCallback recognises the question for the extension table. */
#define WOSA_EXTENSION_CATALOG_ID 0xFFFF574Fu

/*
 * The runtime's extension table, or NULL where the upcalls come from something else than our runtime (any
 * other runtime answers WSAEINVAL: no catalog entry has this id).
 */
static __inline const WOSA_RUNTIME_EXTENSION* WosaRuntimeExtension(const WSPUPCALLTABLE* upcalls) {
  LPBLOCKINGCALLBACK callback = NULL;
  DWORD_PTR context = 0;
  INT error = 0;
  const WOSA_RUNTIME_EXTENSION* table;
  if (upcalls == NULL || upcalls->lpWPUQueryBlockingCallback == NULL) return NULL;
  if (upcalls->lpWPUQueryBlockingCallback(WOSA_EXTENSION_CATALOG_ID, &callback, &context, &error) != 0)
    return NULL;
  table = (const WOSA_RUNTIME_EXTENSION*)context;
  return table != NULL && table->dwVersion >= 1 ? table : NULL;
}

#ifdef __cplusplus
}
#endif

#endif /* WOSA_SPI_EXTENSION_H */
