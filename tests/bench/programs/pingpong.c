/* SPDX-License-Identifier: MIT */
/* 64-byte round trips over one connection, as many a second. pingpong server | pingpong client PORT */
#include "sockets.h"

enum { MESSAGE_BYTES = 64 };

static void serve(void) {
  char data[MESSAGE_BYTES];
  SOCKET listener = bench_listen();
  SOCKET s = accept(listener, NULL, NULL);
  if (s == INVALID_SOCKET) bench_fail("accept");
  bench_no_delay(s);
  while (bench_receive_all(s, data, MESSAGE_BYTES)) {
    if (!bench_send_all(s, data, MESSAGE_BYTES)) break;
  }
  closesocket(s);
  closesocket(listener);
}

static long round_trips(SOCKET s, double seconds) {
  char data[MESSAGE_BYTES];
  long count = 0;
  double end = bench_seconds() + seconds;
  memset(data, 'x', MESSAGE_BYTES);
  do {
    int i;
    for (i = 0; i < 64; ++i) {
      if (!bench_send_all(s, data, MESSAGE_BYTES) || !bench_receive_all(s, data, MESSAGE_BYTES))
        bench_fail("round trip");
    }
    count += 64;
  } while (bench_seconds() < end);
  return count;
}

int main(int argc, char** argv) {
  bench_start();
  if (argc == 2 && strcmp(argv[1], "server") == 0) {
    serve();
  } else if (argc == 3 && strcmp(argv[1], "client") == 0) {
    SOCKET s = bench_connect((unsigned short)atoi(argv[2]));
    double seconds;
    bench_no_delay(s);
    while (bench_next_slice(&seconds)) {
      double begin = bench_seconds();
      long count = round_trips(s, seconds);
      bench_answer((double)count / (bench_seconds() - begin));
    }
    closesocket(s);
  } else {
    fprintf(stderr, "usage: pingpong server | pingpong client PORT\n");
    return 2;
  }
  bench_stop();
  return 0;
}
