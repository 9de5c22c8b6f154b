/* SPDX-License-Identifier: MIT */
/* Client: sends a datagram, prints the one that comes back. udp_say <address> <port> <text> */
#include "program.h"

int main(int argc, char** argv) {
  char data[1500];
  DWORD limit = 5000;
  int count;
  SOCKET s;
  if (argc != 4) return 2;
  s = connect_to(argv[1], argv[2], SOCK_DGRAM);
  if (setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (const char*)&limit, sizeof(limit)) != 0)
    return fail("setsockopt");
  count = (int)strlen(argv[3]);
  if (send(s, argv[3], count, 0) != count) return fail("send");
  count = recv(s, data, sizeof(data), 0);
  if (count == SOCKET_ERROR) return fail("recv");
  printf("%.*s\n", count, data);
  closesocket(s);
  WSACleanup();
  return 0;
}
