/* SPDX-License-Identifier: MIT */
/* Addresses of the family AF_UNIX: a path in UTF-8. Source page: afunix.h. */
#pragma once

#include "winsock2.h"

#define UNIX_PATH_MAX 108

/* The path ends with NUL or with the address's length; a first byte of 0 means no name. 110 bytes. */
typedef struct WS_sockaddr_un {
  ADDRESS_FAMILY sun_family;
  char sun_path[UNIX_PATH_MAX];
} SOCKADDR_UN, *PSOCKADDR_UN;

#define SIO_AF_UNIX_GETPEERPID _WSAIOR(IOC_VENDOR, 256)        /* out: ULONG, the peer's process id */
#define SIO_AF_UNIX_SETBINDPARENTPATH _WSAIOW(IOC_VENDOR, 257) /* in: path */
#define SIO_AF_UNIX_SETCONNPARENTPATH _WSAIOW(IOC_VENDOR, 258) /* in: path */
