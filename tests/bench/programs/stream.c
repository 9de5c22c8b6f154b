/* SPDX-License-Identifier: MIT */
/* A stream in blocks of 64 KiB; the client sends. stream server | stream client PORT SECONDS: prints bytes a
 * second. */
#include "sockets.h"

enum { SIZE = 65536 };

static char data[SIZE];

/* Counts what arrives and answers with one byte at the end, so that the client knows that all of it did. */
static void serve(void) {
  SOCKET listener = bench_listen();
  SOCKET s = accept(listener, NULL, NULL);
  if (s == INVALID_SOCKET) bench_fail("accept");
  for (;;) {
    int received = (int)recv(s, data, SIZE, 0);
    if (received < 0) bench_fail("recv");
    if (received == 0) break;
  }
  send(s, data, 1, 0);
  closesocket(s);
  closesocket(listener);
}

static double stream(SOCKET s, double seconds) {
  double bytes = 0;
  double end = bench_seconds() + seconds;
  do {
    int i;
    for (i = 0; i < 16; ++i) {
      if (!bench_send_all(s, data, SIZE)) bench_fail("send");
    }
    bytes += 16.0 * SIZE;
  } while (bench_seconds() < end);
  return bytes;
}

int main(int argc, char** argv) {
  bench_start();
  if (argc == 2 && strcmp(argv[1], "server") == 0) {
    serve();
  } else if (argc == 4 && strcmp(argv[1], "client") == 0) {
    SOCKET s = bench_connect((unsigned short)atoi(argv[2]));
    double begin;
    double bytes;
    stream(s, 0.2);
    begin = bench_seconds();
    bytes = stream(s, atof(argv[3]));
    shutdown(s, 1);
    recv(s, data, 1, 0);
    printf("%.0f\n", bytes / (bench_seconds() - begin));
    closesocket(s);
  } else {
    fprintf(stderr, "usage: stream server | stream client PORT SECONDS\n");
    return 2;
  }
  bench_stop();
  return 0;
}
