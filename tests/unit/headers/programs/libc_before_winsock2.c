/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include <winsock2.h>
#include <ws2tcpip.h>

#include "use_winsock2.inc"

/* libc's larger set does not become Winsock's. */
typedef char fd_setsize_is_windows[FD_SETSIZE == 64 && sizeof(fd_set) == 520 ? 1 : -1];
