/* SPDX-License-Identifier: MIT */
/* Server: one client, whose bytes come back in upper case until it has sent all. tcp_upper <address> */
#include <winsock2.h>
#include <ws2tcpip.h>

#include <ctype.h>
#include <stdio.h>

#include "program.h"

int main(int argc, char** argv) {
  char data[4096];
  SOCKET client;
  int count;
  int i;
  SOCKET listener = listen_on(argc > 1 ? argv[1] : "127.0.0.1", SOCK_STREAM);
  client = accept(listener, NULL, NULL);
  if (client == INVALID_SOCKET) return fail("accept");
  while ((count = recv(client, data, sizeof(data), 0)) > 0) {
    for (i = 0; i < count; ++i) data[i] = (char)toupper((unsigned char)data[i]);
    if (send(client, data, count, 0) != count) return fail("send");
  }
  if (count == SOCKET_ERROR) return fail("recv");
  if (closesocket(client) || closesocket(listener)) return fail("closesocket");
  WSACleanup();
  return 0;
}
