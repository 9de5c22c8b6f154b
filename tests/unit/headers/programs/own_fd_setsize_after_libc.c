/* SPDX-License-Identifier: MIT */
/* The program's size counts although libc has defined the macro, even when it says libc's number. */
#include <stdlib.h>
#include <sys/select.h>

#undef FD_SETSIZE
#define FD_SETSIZE 1024
#include <windows.h>
#include <winsock2.h>

#include "use_winsock2.inc"

typedef char own_size_counts[FD_SETSIZE == 1024 && sizeof(fd_set) == 8 + 1024 * sizeof(SOCKET) ? 1 : -1];
