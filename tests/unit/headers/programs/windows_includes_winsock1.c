/* SPDX-License-Identifier: MIT */
/* As on Windows, windows.h alone brings the old calls. */
#include <windows.h>

SOCKET use_it(void);
SOCKET use_it(void) { return socket(AF_INET, SOCK_STREAM, 0); }
