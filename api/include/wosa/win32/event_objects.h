/* SPDX-License-Identifier: MIT */
/*
 * Events. A manual-reset event stays signalled until ResetEvent and releases everybody; an auto-reset event
 * releases one wait and is reset by it. Nothing here blocks; any thread may call everything.
 *
 * Names are compared by case, have at most MAX_PATH characters and no backslash but that of a prefix Global\
 * or Local\, which means nothing; all kinds of objects share one name space, that of this process. An empty
 * name is none. Security attributes and access rights are accepted and have no effect.
 */
#pragma once

#include "../../minwinbase.h"

#define CREATE_EVENT_MANUAL_RESET 0x00000001
#define CREATE_EVENT_INITIAL_SET 0x00000002

#ifndef SYNCHRONIZE
#define SYNCHRONIZE 0x00100000
#endif
#define EVENT_MODIFY_STATE 0x0002
#define EVENT_ALL_ACCESS 0x001F0003

WOSA_BEGIN_DECLS

/*
 * Makes an event, or opens the one of this name as it is: the last error is then ERROR_ALREADY_EXISTS (183),
 * else 0. The caller closes the handle. NULL with ERROR_INVALID_HANDLE (6: the name is another kind's),
 * ERROR_PATH_NOT_FOUND (3) or ERROR_FILENAME_EXCED_RANGE (206: bad name), ERROR_NOT_ENOUGH_MEMORY (8).
 * Source: synchapi.h, functions CreateEventA, CreateEventW.
 */
WINBASEAPI HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                                      BOOL bInitialState, LPCSTR lpName);
WINBASEAPI HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                                      BOOL bInitialState, LPCWSTR lpName);

/* The same with CREATE_EVENT_ flags; others are ERROR_INVALID_PARAMETER (87). Source: synchapi.h, functions
 * CreateEventExA, CreateEventExW. */
WINBASEAPI HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES lpEventAttributes, LPCSTR lpName, DWORD dwFlags,
                                        DWORD dwDesiredAccess);
WINBASEAPI HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES lpEventAttributes, LPCWSTR lpName,
                                        DWORD dwFlags, DWORD dwDesiredAccess);

/*
 * Opens an event by name. The caller closes the handle. NULL with ERROR_FILE_NOT_FOUND (2), or as
 * CreateEvent; ERROR_INVALID_PARAMETER (87) without a name. Source: synchapi.h, functions OpenEventA,
 * OpenEventW.
 */
WINBASEAPI HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName);
WINBASEAPI HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpName);

/*
 * Signals an event; what the caller did before is seen by whoever it releases. FALSE with
 * ERROR_INVALID_HANDLE (6: not an event). Source: synchapi.h, function SetEvent.
 */
WINBASEAPI BOOL WINAPI SetEvent(HANDLE hEvent);

/* Takes the signal back. FALSE with ERROR_INVALID_HANDLE. Source: synchapi.h, function ResetEvent. */
WINBASEAPI BOOL WINAPI ResetEvent(HANDLE hEvent);

WOSA_END_DECLS

#ifdef UNICODE
#define CreateEvent CreateEventW
#define CreateEventEx CreateEventExW
#define OpenEvent OpenEventW
#else
#define CreateEvent CreateEventA
#define CreateEventEx CreateEventExA
#define OpenEvent OpenEventA
#endif
