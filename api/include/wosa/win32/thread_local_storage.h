/* SPDX-License-Identifier: MIT */
/* A value of each thread by index. 1088 indexes; nothing blocks, any thread may call everything. */
#pragma once

#include "../../minwindef.h"

#define TLS_MINIMUM_AVAILABLE 64
#define TLS_OUT_OF_INDEXES ((DWORD)0xFFFFFFFF)

WOSA_BEGIN_DECLS

/* An index, whose value is NULL in every thread. TLS_OUT_OF_INDEXES with ERROR_NO_MORE_ITEMS (259). Source:
 * processthreadsapi.h, function TlsAlloc. */
WINBASEAPI DWORD WINAPI TlsAlloc(void);

/*
 * The calling thread's value; the last error becomes 0, so that a stored NULL is told from a failure: NULL
 * with ERROR_INVALID_PARAMETER (87: no such index). Source: processthreadsapi.h, function TlsGetValue.
 */
WINBASEAPI LPVOID WINAPI TlsGetValue(DWORD dwTlsIndex);

/* Stores the calling thread's value. FALSE with ERROR_INVALID_PARAMETER (87: the index is not in use),
 * ERROR_NOT_ENOUGH_MEMORY (8). Source: processthreadsapi.h, function TlsSetValue. */
WINBASEAPI BOOL WINAPI TlsSetValue(DWORD dwTlsIndex, LPVOID lpTlsValue);

/* Gives an index back; what threads stored is the program's to free. FALSE with ERROR_INVALID_PARAMETER.
 * Source: processthreadsapi.h, function TlsFree. */
WINBASEAPI BOOL WINAPI TlsFree(DWORD dwTlsIndex);

WOSA_END_DECLS
