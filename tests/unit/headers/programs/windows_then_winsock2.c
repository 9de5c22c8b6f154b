/* SPDX-License-Identifier: MIT */
/* On Windows this order fails unless WIN32_LEAN_AND_MEAN is defined; here it works. */
#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include "use_winsock2.inc"
