/* SPDX-License-Identifier: MIT */
#include <winsock2.h>

#include <stdio.h>

int main(void) {
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return 1;
  printf("Winsock %d.%d\n", LOBYTE(data.wVersion), HIBYTE(data.wVersion));
  return WSACleanup();
}
