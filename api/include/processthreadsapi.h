/* SPDX-License-Identifier: MIT */
/* The current process and thread. */
#pragma once

#include "minwinbase.h"

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
