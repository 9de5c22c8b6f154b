/* SPDX-License-Identifier: MIT */
/*
 * Loaded libraries. The names ws2_32, mswsock and kernel32 (with or without .dll, in any case) mean this
 * library; other names are shared objects, as a program's plug-ins are. All functions may be called by any
 * thread.
 */
#pragma once

#include "minwindef.h"

WOSA_BEGIN_DECLS

/*
 * Loads a shared object, or counts one more use of a loaded one. May block on the disk. NULL with
 * ERROR_MOD_NOT_FOUND (126), ERROR_BAD_EXE_FORMAT (193: no shared object of this processor),
 * ERROR_DLL_INIT_FAILED (1114), ERROR_NOT_ENOUGH_MEMORY (8), ERROR_INVALID_PARAMETER (87: NULL).
 * Source: libloaderapi.h, function LoadLibraryA/W.
 */
WINBASEAPI HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName);
WINBASEAPI HMODULE WINAPI LoadLibraryW(LPCWSTR lpLibFileName);

/*
 * Gives back one use. TRUE; FALSE with ERROR_INVALID_HANDLE (6) for something that is no module.
 * Source: libloaderapi.h, function FreeLibrary.
 */
WINBASEAPI BOOL WINAPI FreeLibrary(HMODULE hLibModule);

/*
 * The address of an exported function or object; of this library also by version 1.1's ordinals. NULL with
 * ERROR_PROC_NOT_FOUND (127) when it has no such, ERROR_INVALID_HANDLE (6) for no module.
 * Source: libloaderapi.h, function GetProcAddress.
 */
WINBASEAPI FARPROC WINAPI GetProcAddress(HMODULE hModule, LPCSTR lpProcName);

/*
 * The handle of a module that is loaded already, without counting a use; NULL as name means the program
 * itself. NULL with ERROR_MOD_NOT_FOUND (126) otherwise. Source: libloaderapi.h, function GetModuleHandleA/W.
 */
WINBASEAPI HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName);
WINBASEAPI HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName);

WOSA_END_DECLS

#ifdef UNICODE
#define LoadLibrary LoadLibraryW
#define GetModuleHandle GetModuleHandleW
#else
#define LoadLibrary LoadLibraryA
#define GetModuleHandle GetModuleHandleA
#endif
