/* SPDX-License-Identifier: MIT */
/* Talking to a debugger. */
#pragma once

#include "minwindef.h"

WOSA_BEGIN_DECLS

/*
 * Writes a string to the debug output: with WOSA_LOG=info to the log, a line for each line of text, otherwise
 * nowhere. NULL is ignored. May block as a write does. Any thread. Never fails. The W form writes UTF-8.
 * Source: debugapi.h, function OutputDebugStringA/W.
 */
WINBASEAPI VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString);
WINBASEAPI VOID WINAPI OutputDebugStringW(LPCWSTR lpOutputString);

/* Raises SIGTRAP, at which a debugger stops; without one the process ends. Source: debugapi.h, function
 * DebugBreak. */
WINBASEAPI VOID WINAPI DebugBreak(void);

WOSA_END_DECLS

#ifdef UNICODE
#define OutputDebugString OutputDebugStringW
#else
#define OutputDebugString OutputDebugStringA
#endif
