// SPDX-License-Identifier: MIT
// socket_probe <family> <type> <protocol> [command]: prints "<entry id> <name>" of the entry that socket()
// took, or "error <code>". With a command, runs it and then asks again, so that the caller can change the
// catalog meanwhile.
#include <winsock2.h>

#include <cstdio>
#include <cstdlib>

static int ask(int family, int type, int protocol) {
  const SOCKET s = socket(family, type, protocol);
  if (s == INVALID_SOCKET) {
    std::printf("error %d\n", WSAGetLastError());
    return 0;
  }
  WSAPROTOCOL_INFOA info;
  int length = sizeof info;
  if (getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOA, reinterpret_cast<char*>(&info), &length) != 0) return 4;
  std::printf("%lu %s\n", static_cast<unsigned long>(info.dwCatalogEntryId), info.szProtocol);
  closesocket(s);
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return 3;
  const int triple[] = {std::atoi(argv[1]), std::atoi(argv[2]), std::atoi(argv[3])};
  int result = ask(triple[0], triple[1], triple[2]);
  if (result == 0 && argc > 4) {
    std::fflush(stdout);
    result = std::system(argv[4]) == 0 ? ask(triple[0], triple[1], triple[2]) : 5;
  }
  WSACleanup();
  return result;
}
