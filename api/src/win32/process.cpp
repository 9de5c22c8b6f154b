// SPDX-License-Identifier: MIT
// The current process and thread.
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "debugapi.h"
#include "processthreadsapi.h"

DWORD WINAPI GetCurrentProcessId(void) { return static_cast<DWORD>(getpid()); }

DWORD WINAPI GetCurrentThreadId(void) { return static_cast<DWORD>(gettid()); }

DECLSPEC_NORETURN VOID WINAPI ExitProcess(UINT uExitCode) { std::exit(static_cast<int>(uExitCode)); }

VOID WINAPI DebugBreak(void) { std::raise(SIGTRAP); }
