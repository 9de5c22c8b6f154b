/* SPDX-License-Identifier: MIT */
/* Server: one datagram goes back to its sender in upper case. udp_upper <address> */
#include <ctype.h>

#include "program.h"

int main(int argc, char** argv) {
  char data[1500];
  SOCKADDR_STORAGE peer;
  int peer_length = sizeof(peer);
  int count;
  int i;
  SOCKET s = listen_on(argc > 1 ? argv[1] : "127.0.0.1", SOCK_DGRAM);
  count = recvfrom(s, data, sizeof(data), 0, (SOCKADDR*)&peer, &peer_length);
  if (count == SOCKET_ERROR) return fail("recvfrom");
  for (i = 0; i < count; ++i) data[i] = (char)toupper((unsigned char)data[i]);
  if (sendto(s, data, count, 0, (SOCKADDR*)&peer, peer_length) != count) return fail("sendto");
  closesocket(s);
  WSACleanup();
  return 0;
}
