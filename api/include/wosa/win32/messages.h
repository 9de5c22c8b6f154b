/* SPDX-License-Identifier: MIT */
/* Texts of error codes, environment strings, and GUIDs: text that the system makes. */
#pragma once

#include <stdarg.h>

#include "../../minwindef.h"

#define FORMAT_MESSAGE_ALLOCATE_BUFFER 0x00000100
#define FORMAT_MESSAGE_IGNORE_INSERTS 0x00000200
#define FORMAT_MESSAGE_FROM_STRING 0x00000400
#define FORMAT_MESSAGE_FROM_HMODULE 0x00000800
#define FORMAT_MESSAGE_FROM_SYSTEM 0x00001000
#define FORMAT_MESSAGE_ARGUMENT_ARRAY 0x00002000
#define FORMAT_MESSAGE_MAX_WIDTH_MASK 0x000000FF

typedef LONG RPC_STATUS;
#define RPC_S_OK 0
#define RPC_S_UUID_LOCAL_ONLY 1824
#define RPC_S_UUID_NO_ADDRESS 1739

WOSA_BEGIN_DECLS

/*
 * The text of an error code (FORMAT_MESSAGE_FROM_SYSTEM, in English, ended by CR LF unless the width mask is
 * set) or a caller's format string with its %1..%99 inserts. With FORMAT_MESSAGE_ALLOCATE_BUFFER `lpBuffer`
 * is the address of a pointer, and the text is freed by LocalFree; else it is the caller's, of `nSize`
 * characters. Returns the length without NUL; 0 on failure, with ERROR_MR_MID_NOT_FOUND (317: no text for the
 * code), ERROR_INSUFFICIENT_BUFFER (122), ERROR_MORE_DATA (234: longer than 64 KiB),
 * ERROR_RESOURCE_TYPE_NOT_FOUND (1813: from a module only), ERROR_INVALID_PARAMETER (87). Never blocks. Any
 * thread. Source: winbase.h, function FormatMessageA/W.
 */
WINBASEAPI DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                                       LPSTR lpBuffer, DWORD nSize, va_list* Arguments);
WINBASEAPI DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                                       LPWSTR lpBuffer, DWORD nSize, va_list* Arguments);

/*
 * Replaces each %NAME% by that environment variable; unknown ones stay as they are. Returns the characters
 * needed with NUL, which is more than `nSize` when the buffer was short. 0 with ERROR_INVALID_PARAMETER (87)
 * for a NULL source. Never blocks; not while another thread changes the environment. Source: processenv.h,
 * ExpandEnvironmentStringsA/W.
 */
WINBASEAPI DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR lpSrc, LPSTR lpDst, DWORD nSize);
WINBASEAPI DWORD WINAPI ExpandEnvironmentStringsW(LPCWSTR lpSrc, LPWSTR lpDst, DWORD nSize);

/*
 * Writes {XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}. Returns 39, the characters written with NUL, or 0 when
 * `cchMax` is less. Never blocks. Any thread. Source: combaseapi.h, function StringFromGUID2.
 */
WINBASEAPI int WINAPI StringFromGUID2(REFGUID rguid, LPWSTR lpsz, int cchMax);

/*
 * Makes a random (version 4) GUID. RPC_S_OK; RPC_S_UUID_NO_ADDRESS when the system gives no random bytes,
 * ERROR_INVALID_PARAMETER (87) for NULL. Any thread. Source: rpcdce.h, function UuidCreate.
 */
WINBASEAPI RPC_STATUS WINAPI UuidCreate(UUID* Uuid);

WOSA_END_DECLS

#ifdef UNICODE
#define FormatMessage FormatMessageW
#define ExpandEnvironmentStrings ExpandEnvironmentStringsW
#else
#define FormatMessage FormatMessageA
#define ExpandEnvironmentStrings ExpandEnvironmentStringsA
#endif
