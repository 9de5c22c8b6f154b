/* SPDX-License-Identifier: MIT */
/* Client: sends a line, says that this was all, prints what comes back. tcp_say <address> <port> <text> */
#include "program.h"

int main(int argc, char** argv) {
  char line[1024];
  char data[4096];
  int count;
  SOCKET s;
  if (argc != 4) return 2;
  s = connect_to(argv[1], argv[2], SOCK_STREAM);
  count = sprintf(line, "%.1000s\n", argv[3]);
  if (send(s, line, count, 0) != count) return fail("send");
  if (shutdown(s, SD_SEND) != 0) return fail("shutdown");
  while ((count = recv(s, data, sizeof(data), 0)) > 0) fwrite(data, 1, (size_t)count, stdout);
  if (count == SOCKET_ERROR) return fail("recv");
  if (closesocket(s) != 0) return fail("closesocket");
  WSACleanup();
  return 0;
}
