/* SPDX-License-Identifier: MIT */
/* The other usual way to keep windows.h from including winsock.h. */
#define _WINSOCKAPI_
#include <windows.h>
#include <winsock2.h>

#include "use_winsock2.inc"
