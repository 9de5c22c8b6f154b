/* SPDX-License-Identifier: MIT */
/*
 * Connections made, accepted and closed, one after the other, as many a second. connect server | connect
 * client PORT. The server resets each connection at once, and the client waits for that:
 * neither runs ahead of the other, and no port lingers. The server serves until it is killed.
 */
#include "sockets.h"

static void serve(void) {
  SOCKET listener = bench_listen();
  for (;;) {
    SOCKET s = accept(listener, NULL, NULL);
    if (s == INVALID_SOCKET) bench_fail("accept");
    closesocket(s);
  }
}

static void one(unsigned short port) {
  char byte;
  struct linger hard;
  SOCKET s = bench_connect(port);
  hard.l_onoff = 1;
  hard.l_linger = 0;
  if (recv(s, &byte, 1, 0) != 0) bench_fail("recv of the end");
  if (setsockopt(s, SOL_SOCKET, SO_LINGER, (const char*)&hard, sizeof hard) != 0) bench_fail("SO_LINGER");
  closesocket(s);
}

static long connections(unsigned short port, double seconds) {
  long count = 0;
  double end = bench_seconds() + seconds;
  do {
    int i;
    for (i = 0; i < 16; ++i) one(port);
    count += 16;
  } while (bench_seconds() < end);
  return count;
}

int main(int argc, char** argv) {
  bench_start();
  if (argc == 2 && strcmp(argv[1], "server") == 0) {
    serve();
  } else if (argc == 3 && strcmp(argv[1], "client") == 0) {
    unsigned short port = (unsigned short)atoi(argv[2]);
    double seconds;
    while (bench_next_slice(&seconds)) {
      double begin = bench_seconds();
      long count = connections(port, seconds);
      bench_answer((double)count / (bench_seconds() - begin));
    }
  } else {
    fprintf(stderr, "usage: connect server | connect client PORT\n");
    return 2;
  }
  bench_stop();
  return 0;
}
