/* SPDX-License-Identifier: MIT */
/* The A and W names, and those that UNICODE chooses between. */
#include <winsock2.h>
#include <ws2tcpip.h>

int use_it(void);
int use_it(void) {
  TCHAR text[INET6_ADDRSTRLEN];
  IN6_ADDR address;
  ADDRINFOT hints, *results = NULL;
  WSAPROTOCOL_INFO info;
  DWORD size = sizeof(info);
  LPCTSTR name = TEXT("localhost");
  ZeroMemory(&hints, sizeof(hints));
  hints.ai_family = AF_UNSPEC;
  if (GetAddrInfo(name, NULL, &hints, &results) == 0) FreeAddrInfo(results);
  InetPton(AF_INET6, TEXT("::1"), &address);
  InetNtop(AF_INET6, &address, text, ARRAYSIZE(text));
  OutputDebugString(text);
  return WSAEnumProtocols(NULL, &info, &size) + lstrlen(text) + (gai_strerror(WSAHOST_NOT_FOUND) == NULL);
}
