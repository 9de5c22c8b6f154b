/* SPDX-License-Identifier: MIT */
/*
 * Handles of kernel objects: events, semaphores, mutexes, waitable timers, threads. A handle is never a
 * descriptor and never NULL or INVALID_HANDLE_VALUE; once closed it does not come back as another object's.
 * Handles are good in the process that made them and in children that fork() makes of it, where each is a
 * copy. Any thread may use any handle.
 */
#pragma once

#include "minwinbase.h"

#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)

#define DUPLICATE_CLOSE_SOURCE 0x00000001
#define DUPLICATE_SAME_ACCESS 0x00000002

WOSA_BEGIN_DECLS

/*
 * Closes a handle. The object goes with its last handle; threads that wait for it go on waiting. A pseudo
 * handle (GetCurrentThread, GetCurrentProcess) stays, and TRUE is returned. Never blocks. FALSE with
 * ERROR_INVALID_HANDLE (6): no open handle of a kernel object. Source: handleapi.h, function CloseHandle.
 */
WINBASEAPI BOOL WINAPI CloseHandle(HANDLE hObject);

/*
 * Another handle, into `*lpTargetHandle`, of the object of `hSourceHandle`, which the caller closes too. Both
 * process handles must be GetCurrentProcess() or made of it. A pseudo handle becomes a real one.
 * DUPLICATE_CLOSE_SOURCE closes the source whatever happens, and then lpTargetHandle may be NULL: no
 * duplicate is made. Access rights and inheritance are not kept. Never blocks. FALSE with
 * ERROR_INVALID_HANDLE (6), ERROR_INVALID_PARAMETER (87: unknown options, no target), ERROR_NOT_ENOUGH_MEMORY
 * (8). Source: handleapi.h, function DuplicateHandle.
 */
WINBASEAPI BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
                                       HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle,
                                       DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions);

WOSA_END_DECLS
