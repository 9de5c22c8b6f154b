/* SPDX-License-Identifier: MIT */
/* Two sets of the same names cannot stand in one file. */
#include <sys/socket.h>

#include <winsock2.h>
