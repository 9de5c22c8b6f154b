/* SPDX-License-Identifier: MIT */
/*
 * A server and a client that are two threads of one program, each pinned to a processor.
 *
 *   inprocess pingpong SECONDS CPU CPU    64-byte round trips; prints round trips per second
 *   inprocess stream SECONDS CPU CPU      64 KiB messages one way; prints bytes per second
 *   inprocess many SECONDS CPU CPU N      64-byte round trips, in turn over N connections; round trips per
 * second inprocess idle N                      prints the bytes of memory that each of N connected pairs
 * costs
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>

#include "sockets.h"

enum { SMALL = 64, LARGE = 65536, MOST = 4096, BATCH = 64 };

static SOCKET near_end[MOST], far_end[MOST];
static int connections = 1;
static int server_cpu, client_cpu;
static int streaming;

static void pin_to(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  if (sched_setaffinity(0, sizeof set, &set) != 0) bench_fail("sched_setaffinity");
}

static void make_connections(void) {
  struct sockaddr_in address = bench_loopback(0);
  bench_length length = sizeof address;
  int i;
  SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (listener == INVALID_SOCKET) bench_fail("socket");
  if (bind(listener, (struct sockaddr*)&address, sizeof address) != 0) bench_fail("bind");
  if (listen(listener, 128) != 0) bench_fail("listen");
  if (getsockname(listener, (struct sockaddr*)&address, &length) != 0) bench_fail("getsockname");
  for (i = 0; i < connections; ++i) {
    near_end[i] = bench_connect(ntohs(address.sin_port));
    far_end[i] = accept(listener, NULL, NULL);
    if (far_end[i] == INVALID_SOCKET) bench_fail("accept");
    bench_no_delay(near_end[i]);
    bench_no_delay(far_end[i]);
  }
  closesocket(listener);
}

static void* serve(void* unused) {
  static char data[LARGE];
  int turn = 0;
  (void)unused;
  pin_to(server_cpu);
  if (streaming) {
    while (recv(far_end[0], data, LARGE, 0) > 0) {
    }
  } else {
    while (bench_receive_all(far_end[turn], data, SMALL) && bench_send_all(far_end[turn], data, SMALL)) {
      turn = (turn + 1) % connections;
    }
  }
  return NULL;
}

static double exchange(double seconds) {
  static char data[LARGE];
  double begin = bench_seconds(), now;
  double done = 0;
  int turn = 0;
  do {
    int i;
    for (i = 0; i < BATCH; ++i) {
      if (streaming) {
        if (!bench_send_all(near_end[0], data, LARGE)) bench_fail("send");
        done += LARGE;
      } else {
        if (!bench_send_all(near_end[turn], data, SMALL) || !bench_receive_all(near_end[turn], data, SMALL)) {
          bench_fail("round trip");
        }
        turn = (turn + 1) % connections;
        done += 1;
      }
    }
    now = bench_seconds();
  } while (now - begin < seconds || turn != 0);
  return done / (now - begin);
}

static void run(double seconds) {
  pthread_t server;
  int i;
  make_connections();
  if (pthread_create(&server, NULL, serve, NULL) != 0) bench_fail("pthread_create");
  pin_to(client_cpu);
  exchange(0.05);
  printf("%.1f\n", exchange(seconds));
  for (i = 0; i < connections; ++i) closesocket(near_end[i]);
  pthread_join(server, NULL);
  for (i = 0; i < connections; ++i) closesocket(far_end[i]);
}

/* Resident bytes of the process. */
static double resident(void) {
  char line[256];
  double kilobytes = 0;
  FILE* status = fopen("/proc/self/status", "r");
  if (status == NULL) bench_fail("/proc/self/status");
  while (fgets(line, sizeof line, status) != NULL) {
    if (strncmp(line, "VmRSS:", 6) == 0) kilobytes = atof(line + 6);
  }
  fclose(status);
  return kilobytes * 1024;
}

static void measure_idle(int count) {
  double before, after;
  char data[SMALL] = {0};
  int i;
  connections = 8;
  make_connections(); /* what is allocated once */
  before = resident();
  connections = count;
  make_connections();
  for (i = 0; i < count; ++i) {
    if (!bench_send_all(near_end[i], data, SMALL) || !bench_receive_all(far_end[i], data, SMALL))
      bench_fail("one exchange");
  }
  after = resident();
  printf("%.1f\n", (after - before) / count);
}

int main(int argc, char** argv) {
  bench_start();
  if (argc == 3 && strcmp(argv[1], "idle") == 0 && atoi(argv[2]) > 0 && atoi(argv[2]) <= MOST) {
    measure_idle(atoi(argv[2]));
  } else if (argc >= 5 && argc <= 6) {
    streaming = strcmp(argv[1], "stream") == 0;
    server_cpu = atoi(argv[3]);
    client_cpu = atoi(argv[4]);
    if (argc == 6) connections = atoi(argv[5]);
    if (connections < 1 || connections > MOST) connections = MOST;
    run(atof(argv[2]));
  } else {
    fprintf(stderr, "usage: inprocess pingpong|stream|many SECONDS CPU CPU [N] | inprocess idle N\n");
    return 2;
  }
  bench_stop();
  return 0;
}
