/* SPDX-License-Identifier: MIT */
/*
 * The traffic whose system calls are counted, written once for Winsock and once for POSIX: the file that
 * includes it defines Socket, Length, BEFORE, AFTER and CLOSE. The calls stand between two lines "mark" on
 * standard error. One thread holds both ends of a TCP connection, or of two UDP sockets, over loopback, so
 * that nothing depends on timing. Usage: <program> pingpong|stream|datagram|connection <rounds>
 */
#ifndef TRAFFIC_H
#define TRAFFIC_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK 65536

static void check(int good, const char* what) {
  if (good) return;
  fprintf(stderr, "%s failed\n", what);
  exit(1);
}

static void mark(void) { fputs("mark\n", stderr); }

static struct sockaddr_in bind_to_loopback(Socket s) {
  struct sockaddr_in name;
  Length length = sizeof(name);
  memset(&name, 0, sizeof(name));
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  check(bind(s, (struct sockaddr*)&name, sizeof(name)) == 0, "bind");
  check(getsockname(s, (struct sockaddr*)&name, &length) == 0, "getsockname");
  return name;
}

static void make_stream_pair(Socket pair[2]) {
  int size = 4 * CHUNK;
  int on = 1;
  struct sockaddr_in name;
  Socket listener = socket(AF_INET, SOCK_STREAM, 0);
  pair[0] = socket(AF_INET, SOCK_STREAM, 0);
  check(setsockopt(listener, SOL_SOCKET, SO_RCVBUF, (const char*)&size, sizeof(size)) == 0, "SO_RCVBUF");
  check(setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, (const char*)&size, sizeof(size)) == 0, "SO_SNDBUF");
  name = bind_to_loopback(listener);
  check(listen(listener, 1) == 0, "listen");
  check(connect(pair[0], (struct sockaddr*)&name, sizeof(name)) == 0, "connect");
  pair[1] = accept(listener, NULL, NULL);
  check(pair[1] != (Socket)-1, "accept");
  check(setsockopt(pair[0], IPPROTO_TCP, TCP_NODELAY, (const char*)&on, sizeof(on)) == 0, "TCP_NODELAY");
  check(setsockopt(pair[1], IPPROTO_TCP, TCP_NODELAY, (const char*)&on, sizeof(on)) == 0, "TCP_NODELAY");
  CLOSE(listener);
}

static void pingpong(int n) {
  char data[64] = "ping";
  Socket pair[2];
  make_stream_pair(pair);
  mark();
  while (n-- > 0) {
    check(send(pair[0], data, sizeof(data), 0) == sizeof(data), "send");
    check(recv(pair[1], data, sizeof(data), 0) == sizeof(data), "recv");
    check(send(pair[1], data, sizeof(data), 0) == sizeof(data), "send");
    check(recv(pair[0], data, sizeof(data), 0) == sizeof(data), "recv");
  }
  mark();
  CLOSE(pair[0]);
  CLOSE(pair[1]);
}

static void stream(int n) {
  static char data[CHUNK];
  Socket pair[2];
  make_stream_pair(pair);
  mark();
  while (n-- > 0) {
    check(send(pair[0], data, CHUNK, 0) == CHUNK, "send");
    check(recv(pair[1], data, CHUNK, MSG_WAITALL) == CHUNK, "recv");
  }
  mark();
  CLOSE(pair[0]);
  CLOSE(pair[1]);
}

static void datagram(int n) {
  char data[64] = "ping";
  struct sockaddr_in names[2];
  struct sockaddr_in from;
  Length length;
  Socket pair[2];
  int i;
  for (i = 0; i < 2; ++i) {
    pair[i] = socket(AF_INET, SOCK_DGRAM, 0);
    names[i] = bind_to_loopback(pair[i]);
  }
  mark();
  while (n-- > 0) {
    for (i = 0; i < 2; ++i) {
      length = sizeof(from);
      check(sendto(pair[i], data, sizeof(data), 0, (struct sockaddr*)&names[1 - i], sizeof(from)) ==
                sizeof(data),
            "sendto");
      check(recvfrom(pair[1 - i], data, sizeof(data), 0, (struct sockaddr*)&from, &length) == sizeof(data),
            "recvfrom");
    }
  }
  mark();
  CLOSE(pair[0]);
  CLOSE(pair[1]);
}

static void connection(int n) {
  struct sockaddr_in name;
  struct linger hard;
  Socket listener = socket(AF_INET, SOCK_STREAM, 0);
  name = bind_to_loopback(listener);
  check(listen(listener, 1) == 0, "listen");
  hard.l_onoff = 1;
  hard.l_linger = 0;
  mark();
  while (n-- > 0) {
    Socket pair[2];
    pair[0] = socket(AF_INET, SOCK_STREAM, 0);
    check(connect(pair[0], (struct sockaddr*)&name, sizeof(name)) == 0, "connect");
    pair[1] = accept(listener, NULL, NULL);
    check(pair[1] != (Socket)-1, "accept");
    check(setsockopt(pair[0], SOL_SOCKET, SO_LINGER, (const char*)&hard, sizeof(hard)) == 0, "SO_LINGER");
    CLOSE(pair[0]);
    CLOSE(pair[1]);
  }
  mark();
  CLOSE(listener);
}

int main(int argc, char** argv) {
  int n = argc == 3 ? atoi(argv[2]) : 0;
  check(n > 0, "usage: pingpong|stream|datagram|connection <n>, which");
  BEFORE;
  if (strcmp(argv[1], "pingpong") == 0) pingpong(n);
  if (strcmp(argv[1], "stream") == 0) stream(n);
  if (strcmp(argv[1], "datagram") == 0) datagram(n);
  if (strcmp(argv[1], "connection") == 0) connection(n);
  AFTER;
  return 0;
}

#endif
