// SPDX-License-Identifier: MIT
// GetLastError and SetLastError: Windows keeps one slot for each thread, the one that WSAGetLastError reads
// too.
#include "errhandlingapi.h"
#include "runtime/thread_block.hpp"

DWORD WINAPI GetLastError(void) { return wosa::runtime::last_error; }

VOID WINAPI SetLastError(DWORD dwErrCode) { wosa::runtime::last_error = dwErrCode; }
