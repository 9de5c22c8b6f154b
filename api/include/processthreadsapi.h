/* SPDX-License-Identifier: MIT */
/* Threads, and the current process. */
#pragma once

#include "minwinbase.h"
#include "wosa/win32/thread_local_storage.h"
#include "wosa/win32/threads.h"

WOSA_BEGIN_DECLS

/* The process id, which is the Linux pid. Never blocks or fails. Source: processthreadsapi.h,
 * GetCurrentProcessId. */
WINBASEAPI DWORD WINAPI GetCurrentProcessId(void);

/* The calling thread's id, which is the Linux tid. Never blocks or fails. Source: processthreadsapi.h,
 * GetCurrentThreadId. */
WINBASEAPI DWORD WINAPI GetCurrentThreadId(void);

/*
 * Ends the process with status `uExitCode` (Linux keeps the low 8 bits); runs the exit handlers as exit()
 * does. Does not return. Any thread. Source: processthreadsapi.h, function ExitProcess.
 */
WINBASEAPI DECLSPEC_NORETURN VOID WINAPI ExitProcess(UINT uExitCode);

WOSA_END_DECLS
