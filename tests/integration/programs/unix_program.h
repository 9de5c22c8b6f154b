/* SPDX-License-Identifier: MIT */
/* What the programs over AF_UNIX share. */
#ifndef UNIX_PROGRAM_H
#define UNIX_PROGRAM_H

#include "program.h"

#include <afunix.h>

/* A stream socket of AF_UNIX, and the path as its name. */
static SOCKET unix_socket(const char* path, SOCKADDR_UN* name) {
  SOCKET s;
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) fail("WSAStartup");
  s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (s == INVALID_SOCKET) fail("socket");
  memset(name, 0, sizeof(*name));
  name->sun_family = AF_UNIX;
  strncpy(name->sun_path, path, sizeof(name->sun_path) - 1);
  return s;
}

static ULONG peer_process(SOCKET s) {
  ULONG id = 0;
  DWORD returned = 0;
  if (WSAIoctl(s, SIO_AF_UNIX_GETPEERPID, NULL, 0, &id, sizeof(id), &returned, NULL, NULL) != 0)
    fail("SIO_AF_UNIX_GETPEERPID");
  return id;
}

#endif
