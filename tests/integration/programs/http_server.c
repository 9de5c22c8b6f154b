/* SPDX-License-Identifier: MIT */
/* Server: answers one web request with its path and a body of 100000 bytes; waits with select. http_server
 * <address> */
#include "program.h"

#define BODY_SIZE 100000

static void send_all(SOCKET s, const char* data, int length) {
  while (length > 0) {
    int sent = send(s, data, length, 0);
    if (sent == SOCKET_ERROR) fail("send");
    data += sent;
    length -= sent;
  }
}

/* Reads until the empty line that ends a request. */
static void read_request(SOCKET s, char* request, int size) {
  int used = 0;
  do {
    fd_set readable;
    struct timeval limit = {5, 0};
    int count;
    FD_ZERO(&readable);
    FD_SET(s, &readable);
    if (select(0, &readable, NULL, NULL, &limit) != 1 || !FD_ISSET(s, &readable)) fail("select");
    count = recv(s, request + used, size - 1 - used, 0);
    if (count <= 0) fail("recv");
    used += count;
    request[used] = '\0';
  } while (strstr(request, "\r\n\r\n") == NULL);
}

int main(int argc, char** argv) {
  static char body[BODY_SIZE];
  char request[8192];
  char head[512];
  char path[201] = "";
  int length;
  SOCKET listener = listen_on(argc > 1 ? argv[1] : "127.0.0.1", SOCK_STREAM);
  SOCKET client = WSAAccept(listener, NULL, NULL, NULL, 0);
  if (client == INVALID_SOCKET) return fail("WSAAccept");
  read_request(client, request, sizeof(request));
  sscanf(request, "GET %200s", path);
  length = sprintf(head, "HTTP/1.1 200 OK\r\nConnection: close\r\nX-Path: %s\r\nContent-Length: %d\r\n\r\n",
                   path, BODY_SIZE);
  memset(body, 'w', sizeof(body));
  send_all(client, head, length);
  send_all(client, body, sizeof(body));
  shutdown(client, SD_SEND);
  while (recv(client, request, sizeof(request), 0) > 0) continue;
  closesocket(client);
  closesocket(listener);
  WSACleanup();
  return 0;
}
