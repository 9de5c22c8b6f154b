/* SPDX-License-Identifier: MIT */
/*
 * What this library adds to Winsock for applications and tools. Everything else that it offers is Winsock's
 * own. All functions are thread-safe, may be called without WSAStartup, and do not touch the thread's last
 * error.
 */
#ifndef WOSA_WOSA_H
#define WOSA_WOSA_H

#include "winsock2.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Tells which catalog entry socket(af, type, protocol) would get in this process, and why, as JSON text (the
 * document of `wosa catalog explain --json`): every candidate in catalog order with the attribute that
 * rejected it or the rule that chose it, and the file and line of that rule. Providers that this process
 * could not start are in it.
 *
 * lpBuffer: receives NUL-terminated UTF-8. lpdwBufferLength: in, its size in bytes; out, the size used or
 * needed. Returns 0, or: WSAEFAULT (lpdwBufferLength is not valid, or the buffer is too small: the needed
 * size is stored), WSASYSNOTREADY (the catalog cannot be read), WSAENOBUFS. Reads the catalog's files; loads
 * no provider.
 */
WOSA_EXPORT int WSAAPI WosaExplain(int af, int type, int protocol, LPSTR lpBuffer, LPDWORD lpdwBufferLength);

/*
 * The manifest of a provider that is linked into this library, by position from 0, as JSON text; *lppszName
 * receives its name. Both are constants of the library. NULL: there is no such position; lppszName may be
 * NULL.
 */
WOSA_EXPORT LPCSTR WSAAPI WosaBuiltinManifest(DWORD dwIndex, LPCSTR* lppszName);

/*
 * The folder in which this library stands (its providers' folder is wosa/ beside it), and the prefix that it
 * is installed under. Copies at most dwSize bytes of NUL-terminated UTF-8 and returns the size needed, NUL
 * included.
 */
WOSA_EXPORT DWORD WSAAPI WosaLibraryDirectory(LPSTR lpBuffer, DWORD dwSize);
WOSA_EXPORT DWORD WSAAPI WosaInstallPrefix(LPSTR lpBuffer, DWORD dwSize);

#ifdef __cplusplus
}
#endif

#endif /* WOSA_WOSA_H */
