/* SPDX-License-Identifier: MIT */
/*
 * The l-string functions. None blocks; all may be called by any thread. A bad pointer that is not NULL is the
 * caller's error, as with the C library's.
 */
#pragma once

#include "../../minwindef.h"

WOSA_BEGIN_DECLS

/* Length in characters without NUL; 0 for NULL. Source: winbase.h, function lstrlenA/W. */
WINBASEAPI int WINAPI lstrlenA(LPCSTR lpString);
WINBASEAPI int WINAPI lstrlenW(LPCWSTR lpString);

/* Copies with NUL into a buffer that the caller made large enough. Its address; NULL for NULL. Source:
 * lstrcpyA/W. */
WINBASEAPI LPSTR WINAPI lstrcpyA(LPSTR lpString1, LPCSTR lpString2);
WINBASEAPI LPWSTR WINAPI lstrcpyW(LPWSTR lpString1, LPCWSTR lpString2);

/* Copies at most `iMaxLength` characters, NUL included, and always writes the NUL. NULL for NULL. Source:
 * lstrcpynA. */
WINBASEAPI LPSTR WINAPI lstrcpynA(LPSTR lpString1, LPCSTR lpString2, int iMaxLength);

/* Appends with NUL to a string in a buffer that is large enough. Its address; NULL for NULL. Source:
 * lstrcatA. */
WINBASEAPI LPSTR WINAPI lstrcatA(LPSTR lpString1, LPCSTR lpString2);

/*
 * Compare: negative, 0 or positive. The i forms ignore case. NULL sorts before every string. Windows compares
 * by the user's locale; here it is by character. Source: winbase.h, functions lstrcmpA/W and lstrcmpiA/W.
 */
WINBASEAPI int WINAPI lstrcmpA(LPCSTR lpString1, LPCSTR lpString2);
WINBASEAPI int WINAPI lstrcmpW(LPCWSTR lpString1, LPCWSTR lpString2);
WINBASEAPI int WINAPI lstrcmpiA(LPCSTR lpString1, LPCSTR lpString2);
WINBASEAPI int WINAPI lstrcmpiW(LPCWSTR lpString1, LPCWSTR lpString2);

WOSA_END_DECLS

#ifdef UNICODE
#define lstrlen lstrlenW
#define lstrcpy lstrcpyW
#define lstrcmp lstrcmpW
#define lstrcmpi lstrcmpiW
#else
#define lstrlen lstrlenA
#define lstrcpy lstrcpyA
#define lstrcpyn lstrcpynA
#define lstrcat lstrcatA
#define lstrcmp lstrcmpA
#define lstrcmpi lstrcmpiA
#endif
