/* SPDX-License-Identifier: MIT */
/*
 * Waits for kernel objects. A wait that is satisfied changes the object: an auto-reset event or a
 * synchronization timer is reset, a semaphore's count goes down, a mutex is the thread's. A wait costs no
 * processor time. An alertable one also runs the APCs that were queued to the thread, all of them, first come
 * first served, and then returns WAIT_IO_COMPLETION without changing any object; an object that is signalled
 * already comes first. With 0 as time-out nothing is waited for; INFINITE never ends. Time is monotonic.
 * Handles are looked up when the wait begins: closing one does not end it.
 *
 * All may report WAIT_FAILED with ERROR_INVALID_HANDLE (6) or ERROR_NOT_ENOUGH_MEMORY (8).
 */
#pragma once

#include "../../minwinbase.h"

#ifndef INFINITE
#define INFINITE 0xFFFFFFFF
#endif
#define WAIT_FAILED ((DWORD)0xFFFFFFFF)
#define WAIT_OBJECT_0 ((STATUS_WAIT_0) + 0)
#define WAIT_ABANDONED ((STATUS_ABANDONED_WAIT_0) + 0)
#define WAIT_ABANDONED_0 ((STATUS_ABANDONED_WAIT_0) + 0)
#define WAIT_IO_COMPLETION STATUS_USER_APC
#define MAXIMUM_WAIT_OBJECTS 64

WOSA_BEGIN_DECLS

/*
 * Waits for one object. WAIT_OBJECT_0, WAIT_ABANDONED (a mutex whose owner ended without releasing it; it is
 * the caller's now), WAIT_TIMEOUT, or WAIT_FAILED. Source: synchapi.h, function WaitForSingleObject.
 */
WINBASEAPI DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds);

/* The same, alertable if `bAlertable`: also WAIT_IO_COMPLETION. Source: synchapi.h, function
 * WaitForSingleObjectEx. */
WINBASEAPI DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable);

/*
 * Waits for any of `nCount` objects (1 to 64), or with `bWaitAll` for all of them, which are then taken at
 * one moment; until then none is changed. WAIT_OBJECT_0 plus the lowest index that satisfied the wait (for
 * all: plus 0), WAIT_ABANDONED_0 plus the same for an abandoned mutex (for all: one of them was),
 * WAIT_TIMEOUT, or WAIT_FAILED with also ERROR_INVALID_PARAMETER (87: the count, or the same object twice in
 * a wait for all), ERROR_NOACCESS (998: no array). Source: synchapi.h, function WaitForMultipleObjects.
 */
WINBASEAPI DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                               DWORD dwMilliseconds);

/* The same, alertable if `bAlertable`: also WAIT_IO_COMPLETION. Source: synchapi.h, function
 * WaitForMultipleObjectsEx. */
WINBASEAPI DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                                 DWORD dwMilliseconds, BOOL bAlertable);

/*
 * Sets an event, posts a semaphore (by one) or releases a mutex, then waits as WaitForSingleObjectEx for
 * another object; not one atomic step, as on Windows. WAIT_FAILED with also ERROR_INVALID_HANDLE (the first
 * is none of these), ERROR_NOT_OWNER (288), ERROR_TOO_MANY_POSTS (298). Source: synchapi.h, function
 * SignalObjectAndWait.
 */
WINBASEAPI DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn,
                                            DWORD dwMilliseconds, BOOL bAlertable);

/*
 * Sleep, alertable if `bAlertable`: 0 when the time is over, WAIT_IO_COMPLETION when APCs ran. Source:
 * synchapi.h, function SleepEx.
 */
WINBASEAPI DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL bAlertable);

WOSA_END_DECLS
