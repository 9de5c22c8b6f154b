/* SPDX-License-Identifier: MIT */
#define FD_SETSIZE 256
#include <winsock2.h>
#include <stdlib.h>

#include "use_winsock2.inc"

typedef char own_size_counts[FD_SETSIZE == 256 && sizeof(fd_set) == 8 + 256 * sizeof(SOCKET) ? 1 : -1];
