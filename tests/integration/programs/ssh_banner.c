/* SPDX-License-Identifier: MIT */
/* Server: greets one SSH client with a banner and prints the answer. ssh_banner <address> */
#include "program.h"

int main(int argc, char** argv) {
  static const char kBanner[] = "SSH-2.0-Winsock_2.2\r\n";
  char theirs[256];
  SOCKET client;
  int count;
  SOCKET listener = listen_on(argc > 1 ? argv[1] : "127.0.0.1", SOCK_STREAM);
  client = accept(listener, NULL, NULL);
  if (client == INVALID_SOCKET) return fail("accept");
  if (send(client, kBanner, (int)sizeof(kBanner) - 1, 0) != (int)sizeof(kBanner) - 1) return fail("send");
  count = recv(client, theirs, sizeof(theirs) - 1, 0);
  if (count == SOCKET_ERROR) return fail("recv");
  theirs[count] = '\0';
  printf("%s\n", theirs);
  closesocket(client);
  closesocket(listener);
  WSACleanup();
  return 0;
}
