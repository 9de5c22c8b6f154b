/* SPDX-License-Identifier: MIT */
/* Plain Winsock with every header, in the C that all dialects share; a socket sends to itself. Compiled as C
 * and C++. */
#include <MSWSock.h>
#include <WS2tcpip.h>
#include <WinSock2.h>
#include <Windows.h>
#include <afunix.h>
#include <guiddef.h>
#include <in6addr.h>
#include <mstcpip.h>
#include <qos.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(void) {
  WSADATA data;
  SOCKET s;
  struct sockaddr_in name;
  int length = sizeof(name);
  char text[32];
  fd_set readable;
  struct timeval limit;
  u_long pending = 0;
  HOSTENT* local;

  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return 1;
  s = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  if (s == INVALID_SOCKET) return 2;
  ZeroMemory(&name, sizeof(name));
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(s, (struct sockaddr*)&name, sizeof(name)) == SOCKET_ERROR) return 3;
  if (getsockname(s, (LPSOCKADDR)&name, &length) == SOCKET_ERROR) return 4;
  if (strcmp(inet_ntoa(name.sin_addr), "127.0.0.1") != 0) return 5;
  if (sendto(s, "Winsock", 8, 0, (LPSOCKADDR)&name, length) != 8) return 6;
  FD_ZERO(&readable);
  FD_SET(s, &readable);
  limit.tv_sec = 5;
  limit.tv_usec = 0;
  if (select(0, &readable, NULL, NULL, &limit) != 1) return 7;
  if (ioctlsocket(s, FIONREAD, &pending) != 0 || pending != 8) return 8;
  if (recv(s, text, sizeof(text), 0) != 8) return 9;
  if (recv(INVALID_SOCKET, text, sizeof(text), 0) != SOCKET_ERROR || WSAGetLastError() != WSAENOTSOCK)
    return 10;
  local = gethostbyname("127.0.0.1");
  if (local == NULL || local->h_length != 4) return 11;
  if (closesocket(s) == SOCKET_ERROR) return 12;
  if (WSACleanup() == SOCKET_ERROR) return 13;
  puts(text);
  return EXIT_SUCCESS;
}
