/* SPDX-License-Identifier: MIT */
/* Server at a path: one client, whose process id is printed and whose bytes come back in upper case.
 * unix_upper <path> */
#include "unix_program.h"

#include <ctype.h>

int main(int argc, char** argv) {
  SOCKADDR_UN name;
  char data[4096];
  SOCKET listener;
  SOCKET client;
  int count;
  int i;
  if (argc != 2) return 2;
  listener = unix_socket(argv[1], &name);
  if (bind(listener, (SOCKADDR*)&name, sizeof(name)) != 0) return fail("bind");
  if (listen(listener, 5) != 0) return fail("listen");
  client = accept(listener, NULL, NULL);
  if (client == INVALID_SOCKET) return fail("accept");
  printf("peer %u\n", (unsigned)peer_process(client));
  while ((count = recv(client, data, sizeof(data), 0)) > 0) {
    for (i = 0; i < count; ++i) data[i] = (char)toupper((unsigned char)data[i]);
    if (send(client, data, count, 0) != count) return fail("send");
  }
  if (count == SOCKET_ERROR) return fail("recv");
  if (closesocket(client) || closesocket(listener)) return fail("closesocket");
  WSACleanup();
  return 0;
}
