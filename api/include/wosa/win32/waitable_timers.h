/* SPDX-License-Identifier: MIT */
/*
 * Waitable timers: signalled at their due time, and again after every period. A manual-reset timer stays
 * signalled until it is set anew, a synchronization timer until one wait was satisfied. Names and security
 * attributes are as those of events (event_objects.h). Nothing here blocks; any thread may call everything.
 */
#pragma once

#include "../../minwinbase.h"

#define TIMER_MODIFY_STATE 0x0002
#define TIMER_ALL_ACCESS 0x001F0003

/* Runs in the thread that set the timer, in an alertable wait; the time (UTC, as a FILETIME) is when the
 * timer was due. Source: synchapi.h, PTIMERAPCROUTINE. */
typedef VOID(CALLBACK* PTIMERAPCROUTINE)(LPVOID lpArgToCompletionRoutine, DWORD dwTimerLowValue,
                                         DWORD dwTimerHighValue);

WOSA_BEGIN_DECLS

/*
 * Makes a timer that is not set, or opens the one of this name: the last error is then ERROR_ALREADY_EXISTS
 * (183), else 0. The caller closes the handle. NULL with the errors of CreateEvent. Source: winbase.h,
 * CreateWaitableTimerA; synchapi.h, CreateWaitableTimerW.
 */
WINBASEAPI HANDLE WINAPI CreateWaitableTimerA(LPSECURITY_ATTRIBUTES lpTimerAttributes, BOOL bManualReset,
                                              LPCSTR lpTimerName);
WINBASEAPI HANDLE WINAPI CreateWaitableTimerW(LPSECURITY_ATTRIBUTES lpTimerAttributes, BOOL bManualReset,
                                              LPCWSTR lpTimerName);

/*
 * Sets a timer, which is not signalled from then until it is due: `*lpDueTime` in steps of 100 ns, negative
 * from now, else since 1601 (UTC). `lPeriod` milliseconds later it is due again, 0: never. The routine, if
 * any, is called by the thread that makes this call, once for all periods that went by since it last waited
 * alertably. An earlier setting and its routine's calls are forgotten. With `fResume` the last error is
 * ERROR_NOT_SUPPORTED (50): no machine is woken. FALSE with ERROR_INVALID_HANDLE (6), ERROR_INVALID_PARAMETER
 * (87: period below 0, no due time), ERROR_NOT_ENOUGH_MEMORY (8). Source: synchapi.h, function
 * SetWaitableTimer.
 */
WINBASEAPI BOOL WINAPI SetWaitableTimer(HANDLE hTimer, const LARGE_INTEGER* lpDueTime, LONG lPeriod,
                                        PTIMERAPCROUTINE pfnCompletionRoutine,
                                        LPVOID lpArgToCompletionRoutine, BOOL fResume);

/*
 * Stops a timer; whether it is signalled does not change, calls of its routine that have not run are
 * forgotten. FALSE with ERROR_INVALID_HANDLE. Source: synchapi.h, function CancelWaitableTimer.
 */
WINBASEAPI BOOL WINAPI CancelWaitableTimer(HANDLE hTimer);

WOSA_END_DECLS

#ifdef UNICODE
#define CreateWaitableTimer CreateWaitableTimerW
#else
#define CreateWaitableTimer CreateWaitableTimerA
#endif
