/* SPDX-License-Identifier: MIT */
/*
 * One source, two programs: with BENCH_WINSOCK it is a Winsock program (ours, or Windows' own under Wine),
 * without it the same program on POSIX sockets. Only what the two cannot share stands here.
 */
#ifndef BENCH_SOCKETS_H
#define BENCH_SOCKETS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef BENCH_WINSOCK
#include <winsock2.h>
#include <ws2tcpip.h>

static inline double bench_seconds(void) {
  LARGE_INTEGER now, frequency;
  QueryPerformanceCounter(&now);
  QueryPerformanceFrequency(&frequency);
  return (double)now.QuadPart / (double)frequency.QuadPart;
}
static inline void bench_start(void) {
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) exit(2);
}
static inline void bench_stop(void) { WSACleanup(); }
static inline int bench_error(void) { return WSAGetLastError(); }
typedef int bench_length;
#else
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef int SOCKET;
typedef socklen_t bench_length;
#define INVALID_SOCKET (-1)
#define closesocket close
static inline double bench_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
static inline void bench_start(void) { signal(SIGPIPE, SIG_IGN); }
static inline void bench_stop(void) {}
static int bench_error(void) { return errno; }
#endif

static inline void bench_fail(const char* what) {
  fprintf(stderr, "%s failed with error %d\n", what, bench_error());
  exit(1);
}

/*
 * A client measures in slices: each line on standard input is the length of one in seconds, and the figure of
 * the slice is the answer. So two programs can be measured in turns without starting either anew.
 */
static inline int bench_next_slice(double* seconds) {
  char line[64];
  if (fgets(line, sizeof line, stdin) == NULL) return 0;
  *seconds = atof(line);
  return 1;
}
static inline void bench_answer(double figure) {
  printf("%.1f\n", figure);
  fflush(stdout);
}

static inline struct sockaddr_in bench_loopback(unsigned short port) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/* A listener on a free port of the loopback address; the port is the first line on standard output. */
static inline SOCKET bench_listen(void) {
  struct sockaddr_in address = bench_loopback(0);
  bench_length length = sizeof address;
  SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (listener == INVALID_SOCKET) bench_fail("socket");
  if (bind(listener, (struct sockaddr*)&address, sizeof address) != 0) bench_fail("bind");
  if (listen(listener, 128) != 0) bench_fail("listen");
  if (getsockname(listener, (struct sockaddr*)&address, &length) != 0) bench_fail("getsockname");
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

static inline SOCKET bench_connect(unsigned short port) {
  struct sockaddr_in address = bench_loopback(port);
  SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (s == INVALID_SOCKET) bench_fail("socket");
  if (connect(s, (struct sockaddr*)&address, sizeof address) != 0) bench_fail("connect");
  return s;
}

static inline void bench_no_delay(SOCKET s) {
  int on = 1;
  if (setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (const char*)&on, sizeof on) != 0) bench_fail("TCP_NODELAY");
}

/* Sends or receives everything, or says that the peer is gone. */
static inline int bench_send_all(SOCKET s, const char* data, int size) {
  int done = 0;
  while (done < size) {
    int sent = (int)send(s, data + done, size - done, 0);
    if (sent <= 0) return 0;
    done += sent;
  }
  return 1;
}

static inline int bench_receive_all(SOCKET s, char* data, int size) {
  int done = 0;
  while (done < size) {
    int received = (int)recv(s, data + done, size - done, 0);
    if (received <= 0) return 0;
    done += received;
  }
  return 1;
}

#endif
