/* SPDX-License-Identifier: MIT */
/* Version 1.1's header has the old calls and not the new ones: a program may have its own WSASend. */
#include <winsock.h>

static int WSASend(void) { return 1; }
int use_it(void);
int use_it(void) {
  WSADATA data;
  SOCKET s;
  fd_set readable;
  struct ip_mreq group;
  if (WSAStartup(MAKEWORD(1, 1), &data) != 0) return 1;
  s = socket(PF_INET, SOCK_DGRAM, 0);
  FD_ZERO(&readable);
  FD_SET(s, &readable);
  group.imr_multiaddr.s_addr = inet_addr("224.0.0.251");
  group.imr_interface.s_addr = INADDR_ANY;
  setsockopt(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, (const char *)&group, (int)sizeof(group));
  select(0, &readable, NULL, NULL, NULL);
  closesocket(s);
  return WSACleanup() + WSASend() + (gethostbyname("localhost") == NULL);
}
