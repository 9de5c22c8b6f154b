/* SPDX-License-Identifier: MIT */
/*
 * Semaphores and mutexes. Names and security attributes are as those of events (event_objects.h). Nothing
 * here blocks; any thread may call everything.
 */
#pragma once

#include "../../minwinbase.h"

#define SEMAPHORE_MODIFY_STATE 0x0002
#define SEMAPHORE_ALL_ACCESS 0x001F0003
#define MUTEX_MODIFY_STATE 0x0001
#define MUTEX_ALL_ACCESS 0x001F0001

WOSA_BEGIN_DECLS

/*
 * Makes a semaphore with a count, signalled while it is above 0, or opens the one of this name as it is: the
 * last error is then ERROR_ALREADY_EXISTS (183), else 0. The caller closes the handle. NULL with
 * ERROR_INVALID_PARAMETER (87: maximum below 1, count below 0 or above it) or the errors of CreateEvent.
 * Source: winbase.h, CreateSemaphoreA; synchapi.h, CreateSemaphoreW.
 */
WINBASEAPI HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                                          LONG lMaximumCount, LPCSTR lpName);
WINBASEAPI HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                                          LONG lMaximumCount, LPCWSTR lpName);

/*
 * Adds `lReleaseCount` to the count and stores the count before, if asked for. FALSE, and nothing is added,
 * with ERROR_TOO_MANY_POSTS (298: above the maximum), ERROR_INVALID_PARAMETER (87: below 1),
 * ERROR_INVALID_HANDLE (6). Source: synchapi.h, function ReleaseSemaphore.
 */
WINBASEAPI BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount, LPLONG lpPreviousCount);

/*
 * Makes a mutex, the caller's at once with `bInitialOwner`, or opens the one of this name, and then nobody's
 * by this call: the last error is ERROR_ALREADY_EXISTS (183), else 0. A mutex is signalled while no thread
 * owns it; its owner may take it again and releases it as often. One whose owner ends is abandoned. The
 * caller closes the handle. NULL with the errors of CreateEvent. Source: synchapi.h, functions CreateMutexA,
 * CreateMutexW.
 */
WINBASEAPI HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner,
                                      LPCSTR lpName);
WINBASEAPI HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner,
                                      LPCWSTR lpName);

/*
 * Releases a mutex once. FALSE with ERROR_NOT_OWNER (288: it is not the caller's), ERROR_INVALID_HANDLE (6).
 * Source: synchapi.h, function ReleaseMutex.
 */
WINBASEAPI BOOL WINAPI ReleaseMutex(HANDLE hMutex);

WOSA_END_DECLS

#ifdef UNICODE
#define CreateSemaphore CreateSemaphoreW
#define CreateMutex CreateMutexW
#else
#define CreateSemaphore CreateSemaphoreA
#define CreateMutex CreateMutexA
#endif
