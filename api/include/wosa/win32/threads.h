/* SPDX-License-Identifier: MIT */
/*
 * Threads. A thread is a kernel object, whoever started it, and is signalled when it has ended. Any thread
 * may call everything; nothing blocks unless it says so.
 */
#pragma once

#include "../../minwinbase.h"

#define STILL_ACTIVE STATUS_PENDING

#define CREATE_SUSPENDED 0x00000004
#define STACK_SIZE_PARAM_IS_A_RESERVATION 0x00010000

#define THREAD_PRIORITY_LOWEST (-2)
#define THREAD_PRIORITY_BELOW_NORMAL (-1)
#define THREAD_PRIORITY_NORMAL 0
#define THREAD_PRIORITY_ABOVE_NORMAL 1
#define THREAD_PRIORITY_HIGHEST 2
#define THREAD_PRIORITY_TIME_CRITICAL 15
#define THREAD_PRIORITY_IDLE (-15)

typedef DWORD(WINAPI* PTHREAD_START_ROUTINE)(LPVOID lpThreadParameter);
typedef PTHREAD_START_ROUTINE LPTHREAD_START_ROUTINE;

/* An asynchronous procedure call: runs in the thread it was queued to, in an alertable wait. */
typedef VOID(NTAPI* PAPCFUNC)(ULONG_PTR Parameter);

WOSA_BEGIN_DECLS

/*
 * Starts a thread that runs `lpStartAddress(lpParameter)`; what that returns is its exit code. A stack of at
 * least `dwStackSize` bytes, 0: the system's usual size. Of the flags only STACK_SIZE_PARAM_IS_A_RESERVATION
 * is known. The caller closes the handle; the thread runs on without it. With `lpThreadId` the call waits
 * until the thread runs, and stores its id. NULL with ERROR_INVALID_PARAMETER (87: no function, stack size),
 * ERROR_NOT_SUPPORTED (50: CREATE_SUSPENDED, or an unknown flag), ERROR_MAX_THRDS_REACHED (164),
 * ERROR_NOT_ENOUGH_MEMORY (8). Source: processthreadsapi.h, function CreateThread.
 */
WINBASEAPI HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes, SIZE_T dwStackSize,
                                      LPTHREAD_START_ROUTINE lpStartAddress, LPVOID lpParameter,
                                      DWORD dwCreationFlags, LPDWORD lpThreadId);

/*
 * Ends the calling thread; destructors of the functions that it leaves run. Its mutexes are abandoned, its
 * APCs are lost. Source: processthreadsapi.h, function ExitThread.
 */
WINBASEAPI DECLSPEC_NORETURN VOID WINAPI ExitThread(DWORD dwExitCode);

/*
 * A thread's exit code, STILL_ACTIVE (259) while it runs; 0 of one that pthreads started. FALSE with
 * ERROR_INVALID_HANDLE (6), ERROR_NOACCESS (998). Source: processthreadsapi.h, function GetExitCodeThread.
 */
WINBASEAPI BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode);

/*
 * Pseudo handles, -2 and -1, which mean whoever uses them; they need not be closed. DuplicateHandle makes
 * real ones. Never fail. Source: processthreadsapi.h, functions GetCurrentThread, GetCurrentProcess.
 */
WINBASEAPI HANDLE WINAPI GetCurrentThread(void);
WINBASEAPI HANDLE WINAPI GetCurrentProcess(void);

/*
 * Sets a thread's priority, which is its nice value here: LOWEST 10, BELOW_NORMAL 5, NORMAL 0, ABOVE_NORMAL
 * -5, HIGHEST -10, TIME_CRITICAL -20, IDLE 19. Waits until a thread just started runs. FALSE with
 * ERROR_ACCESS_DENIED (5: Linux refuses, as it does for a better value without privilege),
 * ERROR_INVALID_PARAMETER (87: another value), ERROR_INVALID_HANDLE (6), ERROR_GEN_FAILURE (31: the thread
 * has ended). Source: processthreadsapi.h, function SetThreadPriority.
 */
WINBASEAPI BOOL WINAPI SetThreadPriority(HANDLE hThread, int nPriority);

/*
 * Queues an APC to a thread, which runs it in its next alertable wait, or before its function if it has not
 * begun. Not 0, or 0 with ERROR_INVALID_HANDLE (6), ERROR_INVALID_PARAMETER (87: no function),
 * ERROR_GEN_FAILURE (31: the thread has ended), ERROR_NOT_ENOUGH_MEMORY (8). Source: processthreadsapi.h,
 * function QueueUserAPC.
 */
WINBASEAPI DWORD WINAPI QueueUserAPC(PAPCFUNC pfnAPC, HANDLE hThread, ULONG_PTR dwData);

WOSA_END_DECLS
