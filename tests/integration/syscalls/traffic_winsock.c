/* SPDX-License-Identifier: MIT */
#include <winsock2.h>

typedef SOCKET Socket;
typedef int Length;
#define BEFORE  \
  WSADATA data; \
  check(WSAStartup(MAKEWORD(2, 2), &data) == 0, "WSAStartup")
#define AFTER WSACleanup()
#define CLOSE closesocket

#include "traffic.h"
