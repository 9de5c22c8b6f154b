/* SPDX-License-Identifier: MIT */
/* Client: prints the body of a web page. http_get <address> <port> <path> */
#include "program.h"

int main(int argc, char** argv) {
  static char answer[65536];
  char request[512];
  int length;
  int used = 0;
  int count;
  char* body;
  SOCKET s;
  if (argc != 4) return 2;
  s = connect_to(argv[1], argv[2], SOCK_STREAM);
  length = sprintf(request, "GET %.200s HTTP/1.0\r\nHost: localhost\r\n\r\n", argv[3]);
  if (send(s, request, length, 0) != length) return fail("send");
  while ((count = recv(s, answer + used, (int)sizeof(answer) - 1 - used, 0)) > 0) used += count;
  if (count == SOCKET_ERROR) return fail("recv");
  answer[used] = '\0';
  body = strstr(answer, "\r\n\r\n");
  if (strncmp(answer, "HTTP/1.0 200", 12) != 0 || body == NULL) {
    fprintf(stderr, "not the answer of a web server: %.80s\n", answer);
    return 1;
  }
  fputs(body + 4, stdout);
  closesocket(s);
  WSACleanup();
  return 0;
}
