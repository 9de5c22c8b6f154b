/* SPDX-License-Identifier: MIT */
/* The calling thread's last error. The slot is the same one that WSAGetLastError reads. */
#pragma once

#include "minwindef.h"

WOSA_BEGIN_DECLS

/*
 * The last error that a call of this thread stored. Only meaningful right after a call that failed.
 * Never blocks, never fails, any thread, also before WSAStartup. Source: errhandlingapi.h, function
 * GetLastError.
 */
WINBASEAPI DWORD WINAPI GetLastError(void);

/*
 * Stores `dwErrCode` as this thread's last error; other threads' are untouched. Never blocks, never fails.
 * Source: errhandlingapi.h, function SetLastError.
 */
WINBASEAPI VOID WINAPI SetLastError(DWORD dwErrCode);

WOSA_END_DECLS
