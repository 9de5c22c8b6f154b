/* SPDX-License-Identifier: MIT */
/* What the programs here begin with; a failure ends the program. Winsock only. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <winsock2.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char* what) {
  fprintf(stderr, "%s failed with error %d\n", what, WSAGetLastError());
  exit(1);
  return 1;
}

static ADDRINFOA* resolve(const char* host, const char* port, int type, int flags) {
  ADDRINFOA hints;
  ADDRINFOA* found = NULL;
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) fail("WSAStartup");
  memset(&hints, 0, sizeof(hints));
  hints.ai_socktype = type;
  hints.ai_flags = flags;
  if (getaddrinfo(host, port, &hints, &found) != 0) fail("getaddrinfo");
  return found;
}

/* A bound (and, for a stream, listening) socket on a port of the system's choice; prints "port N". */
static SOCKET listen_on(const char* host, int type) {
  SOCKADDR_STORAGE name;
  int length = sizeof(name);
  char port[NI_MAXSERV];
  ADDRINFOA* where = resolve(host, "0", type, AI_PASSIVE | AI_NUMERICHOST);
  SOCKET s = socket(where->ai_family, where->ai_socktype, where->ai_protocol);
  if (s == INVALID_SOCKET) fail("socket");
  if (bind(s, where->ai_addr, (int)where->ai_addrlen) != 0) fail("bind");
  if (type == SOCK_STREAM && listen(s, 5) != 0) fail("listen");
  freeaddrinfo(where);
  if (getsockname(s, (SOCKADDR*)&name, &length) != 0) fail("getsockname");
  if (getnameinfo((SOCKADDR*)&name, length, NULL, 0, port, sizeof(port), NI_NUMERICSERV) != 0)
    fail("getnameinfo");
  printf("port %s\n", port);
  fflush(stdout);
  return s;
}

static SOCKET connect_to(const char* host, const char* port, int type) {
  ADDRINFOA* where = resolve(host, port, type, 0);
  SOCKET s = socket(where->ai_family, where->ai_socktype, where->ai_protocol);
  if (s == INVALID_SOCKET) fail("socket");
  if (connect(s, where->ai_addr, (int)where->ai_addrlen) != 0) fail("connect");
  freeaddrinfo(where);
  return s;
}

#endif
