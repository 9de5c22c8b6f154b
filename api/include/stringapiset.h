/* SPDX-License-Identifier: MIT */
/* Conversion between multi-byte text and WCHAR. CP_ACP is UTF-8, as CP_UTF8 is. */
#pragma once

#include "minwindef.h"

#define CP_ACP 0
#define CP_OEMCP 1
#define CP_THREAD_ACP 3
#define CP_UTF7 65000
#define CP_UTF8 65001

#define MB_PRECOMPOSED 0x00000001
#define MB_COMPOSITE 0x00000002
#define MB_USEGLYPHCHARS 0x00000004
#define MB_ERR_INVALID_CHARS 0x00000008
#define WC_DISCARDNS 0x00000010
#define WC_SEPCHARS 0x00000020
#define WC_DEFAULTCHAR 0x00000040
#define WC_COMPOSITECHECK 0x00000200
#define WC_NO_BEST_FIT_CHARS 0x00000400
#define WC_ERR_INVALID_CHARS 0x00000080

WOSA_BEGIN_DECLS

/*
 * Converts `cbMultiByte` bytes (-1: up to and with the NUL) to WCHARs. Returns the characters written, or
 * needed when `cchWideChar` is 0. Invalid input becomes U+FFFD, or fails with MB_ERR_INVALID_CHARS. 0 on
 * failure, with ERROR_INSUFFICIENT_BUFFER (122), ERROR_INVALID_PARAMETER (87: code page other than ACP,
 * OEMCP, THREAD_ACP, UTF8; NULL; length 0), ERROR_INVALID_FLAGS (1004), ERROR_NO_UNICODE_TRANSLATION (1113).
 * Never blocks. Any thread. Source: stringapiset.h, function MultiByteToWideChar.
 */
WINBASEAPI int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags, LPCSTR lpMultiByteStr,
                                          int cbMultiByte, LPWSTR lpWideCharStr, int cchWideChar);

/*
 * Converts `cchWideChar` characters (-1: up to and with the NUL) to bytes. Returns the bytes written, or
 * needed when `cbMultiByte` is 0. WC_ERR_INVALID_CHARS makes an invalid character fail; with CP_UTF8 the
 * default-character arguments must be NULL. 0 on failure, with the codes above. Never blocks. Any thread.
 * Source: stringapiset.h, function WideCharToMultiByte.
 */
WINBASEAPI int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags, LPCWSTR lpWideCharStr,
                                          int cchWideChar, LPSTR lpMultiByteStr, int cbMultiByte,
                                          LPCSTR lpDefaultChar, LPBOOL lpUsedDefaultChar);

WOSA_END_DECLS
