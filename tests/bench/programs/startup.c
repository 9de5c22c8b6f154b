/* SPDX-License-Identifier: MIT */
/*
 * startup COUNT: the median time in microseconds of WSAStartup + socket + closesocket + WSACleanup in a
 * running program, and of socket + closesocket alone, over the catalog that WOSA_CATALOG names. Prints both,
 * a line each.
 */
#include "sockets.h"

static int compare(const void* a, const void* b) {
  double x = *(const double*)a, y = *(const double*)b;
  return (x > y) - (x < y);
}

static void one_socket(void) {
  SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (s == INVALID_SOCKET) bench_fail("socket");
  closesocket(s);
}

static double median(double* times, int count) {
  qsort(times, (size_t)count, sizeof *times, &compare);
  return times[count / 2] * 1e6;
}

int main(int argc, char** argv) {
  int count = argc == 2 ? atoi(argv[1]) : 0;
  double* times;
  int i;
  if (count < 1) {
    fprintf(stderr, "usage: startup COUNT\n");
    return 2;
  }
  times = (double*)malloc((size_t)count * sizeof *times);
  if (times == NULL) return 1;
  for (i = 0; i < count; ++i) {
    double begin = bench_seconds();
    bench_start();
    one_socket();
    bench_stop();
    times[i] = bench_seconds() - begin;
  }
  printf("%.2f\n", median(times, count));
  bench_start();
  for (i = 0; i < count; ++i) {
    double begin = bench_seconds();
    one_socket();
    times[i] = bench_seconds() - begin;
  }
  printf("%.2f\n", median(times, count));
  bench_stop();
  free(times);
  return 0;
}
