/* SPDX-License-Identifier: MIT */
/* A stream in blocks of 64 KiB, as many bytes a second; the client sends. stream server | stream client PORT
 */
#include "sockets.h"

enum { BLOCK_BYTES = 65536 };

/* On a page of its own: where a buffer begins decides how fast the kernel copies, and the linker decides that
 * otherwise. */
static char data[BLOCK_BYTES] __attribute__((aligned(4096)));

/* The last byte of a block, in the last block of a slice. */
static const char last_mark = 'e';

/* Takes what arrives, and answers the last block of a slice with one byte, so that the client knows that all
 * of it did. */
static void serve(void) {
  unsigned place = 0; /* within the block */
  SOCKET listener = bench_listen();
  SOCKET s = accept(listener, NULL, NULL);
  if (s == INVALID_SOCKET) bench_fail("accept");
  for (;;) {
    int received = (int)recv(s, data, BLOCK_BYTES, 0);
    if (received < 0) bench_fail("recv");
    if (received == 0) break;
    place = (place + (unsigned)received) % BLOCK_BYTES;
    if (place == 0 && data[received - 1] == last_mark && send(s, data, 1, 0) != 1) bench_fail("answer");
  }
  closesocket(s);
  closesocket(listener);
}

static double stream(SOCKET s, double seconds) {
  double bytes = 0;
  double end = bench_seconds() + seconds;
  char answer;
  do {
    int i;
    for (i = 0; i < 16; ++i) {
      if (!bench_send_all(s, data, BLOCK_BYTES)) bench_fail("send");
    }
    bytes += 16.0 * BLOCK_BYTES;
  } while (bench_seconds() < end);
  data[BLOCK_BYTES - 1] = last_mark;
  if (!bench_send_all(s, data, BLOCK_BYTES)) bench_fail("send");
  data[BLOCK_BYTES - 1] = 0;
  if (!bench_receive_all(s, &answer, 1)) bench_fail("recv");
  return bytes + BLOCK_BYTES;
}

int main(int argc, char** argv) {
  bench_start();
  if (argc == 2 && strcmp(argv[1], "server") == 0) {
    serve();
  } else if (argc == 3 && strcmp(argv[1], "client") == 0) {
    SOCKET s = bench_connect((unsigned short)atoi(argv[2]));
    double seconds;
    while (bench_next_slice(&seconds)) {
      double begin = bench_seconds();
      double bytes = stream(s, seconds);
      bench_answer(bytes / (bench_seconds() - begin));
    }
    closesocket(s);
  } else {
    fprintf(stderr, "usage: stream server | stream client PORT\n");
    return 2;
  }
  bench_stop();
  return 0;
}
