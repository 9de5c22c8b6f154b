/* SPDX-License-Identifier: MIT */
/* The high-resolution counter. */
#pragma once

#include "minwindef.h"

WOSA_BEGIN_DECLS

/*
 * Reads the monotonic counter. TRUE; FALSE with ERROR_NOACCESS (998) when the pointer is NULL. Never blocks.
 * Any thread. Source: profileapi.h, function QueryPerformanceCounter.
 */
WINBASEAPI BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER* lpPerformanceCount);

/*
 * Counts per second of that counter, fixed while the process runs. TRUE; FALSE with ERROR_NOACCESS for NULL.
 * Never blocks. Any thread. Source: profileapi.h, function QueryPerformanceFrequency.
 */
WINBASEAPI BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER* lpFrequency);

WOSA_END_DECLS
