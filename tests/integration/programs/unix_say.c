/* SPDX-License-Identifier: MIT */
/* Client of a path: sends a line, says that this was all, prints what comes back and from whom. unix_say
 * <path> <text> */
#include "unix_program.h"

int main(int argc, char** argv) {
  SOCKADDR_UN name;
  char line[1024];
  char data[4096];
  int count;
  SOCKET s;
  if (argc != 3) return 2;
  s = unix_socket(argv[1], &name);
  if (connect(s, (SOCKADDR*)&name, sizeof(name)) != 0) return fail("connect");
  count = sprintf(line, "%.1000s\n", argv[2]);
  if (send(s, line, count, 0) != count) return fail("send");
  if (shutdown(s, SD_SEND) != 0) return fail("shutdown");
  while ((count = recv(s, data, sizeof(data), 0)) > 0) fwrite(data, 1, (size_t)count, stdout);
  if (count == SOCKET_ERROR) return fail("recv");
  fprintf(stderr, "peer %u\n", (unsigned)peer_process(s));
  if (closesocket(s) != 0) return fail("closesocket");
  WSACleanup();
  return 0;
}
