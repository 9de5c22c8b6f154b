/* SPDX-License-Identifier: MIT */
/*
 * The libc headers that declare names which Winsock has too. They are included before any such name is
 * mapped, so that it does not matter when a program includes them itself. This header is the first that every
 * Winsock header includes.
 *
 * FD_SETSIZE: a program may define it before <winsock2.h>. <sys/select.h> defines it as __FD_SETSIZE and may
 * have been included already, so the program's own definition is recognised by not depending on that macro.
 */
#pragma once

#if !defined(WOSA_NO_BSD_NAMES) && (defined(_SYS_SOCKET_H) || defined(_NETINET_IN_H) || defined(_NETDB_H))
#error "this file includes POSIX socket headers too: define WOSA_NO_BSD_NAMES and use the WS_ names"
#endif

#ifdef FD_SETSIZE
#pragma push_macro("__FD_SETSIZE")
#undef __FD_SETSIZE
#define __FD_SETSIZE -1
#if FD_SETSIZE > 0
#define WOSA_PROGRAM_FD_SETSIZE
#endif
#pragma pop_macro("__FD_SETSIZE")
#endif

#ifdef WOSA_PROGRAM_FD_SETSIZE
#pragma push_macro("FD_SETSIZE")
#undef FD_SETSIZE
#endif

#include <sys/types.h>

#include <sys/select.h>
#include <sys/time.h>
#include <unistd.h>

#ifdef WOSA_PROGRAM_FD_SETSIZE
#undef FD_SETSIZE
#pragma pop_macro("FD_SETSIZE")
#define WS_FD_SETSIZE FD_SETSIZE
#else
#define WS_FD_SETSIZE 64
#endif
