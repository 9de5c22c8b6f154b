/* SPDX-License-Identifier: MIT */
/*
 * Server and client as two threads of one program: what a provider inside the process (loopback) serves as
 * well as TCP/IP does. The catalog alone decides which; the program does not know. Usage: echo_threads
 * [seconds [message bytes]] Only Winsock 2 and C11's threads: the same file compiles on Windows (link with
 * ws2_32).
 */
#include <winsock2.h>
#include <ws2spi.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#define LARGEST_MESSAGE 65536

static int fail(const char* what) {
  fprintf(stderr, "echo_threads: %s failed with error %d\n", what, WSAGetLastError());
  WSACleanup();
  return 1;
}

static double seconds_now(void) {
  LARGE_INTEGER ticks;
  LARGE_INTEGER ticks_per_second;
  QueryPerformanceFrequency(&ticks_per_second);
  QueryPerformanceCounter(&ticks);
  return (double)ticks.QuadPart / (double)ticks_per_second.QuadPart;
}

/* Everything, in as many calls as it takes: the bytes moved, fewer only at the end or after an error. */
static int send_all(SOCKET s, const char* data, int length) {
  int done = 0;
  while (done < length) {
    int count = send(s, data + done, length - done, 0);
    if (count == SOCKET_ERROR) break;
    done += count;
  }
  return done;
}

static int receive_all(SOCKET s, char* data, int length) {
  int done = 0;
  while (done < length) {
    int count = recv(s, data + done, length - done, 0);
    if (count <= 0) break;
    done += count;
  }
  return done;
}

static void no_delay(SOCKET s) {
  BOOL on = TRUE;
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (const char*)&on, sizeof(on));
}

/* Which catalog entry the socket got, and which library serves it. 0, or SOCKET_ERROR. */
static int print_provider(SOCKET s) {
  WSAPROTOCOL_INFOA info;
  WCHAR library[MAX_PATH];
  char text[4 * MAX_PATH];
  int length = sizeof(info);
  int characters = MAX_PATH;
  int error;
  if (getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOA, (char*)&info, &length) == SOCKET_ERROR)
    return SOCKET_ERROR;
  if (WSCGetProviderPath(&info.ProviderId, library, &characters, &error) == SOCKET_ERROR) return SOCKET_ERROR;
  printf("provider %s, entry %lu\n", info.szProtocol, (unsigned long)info.dwCatalogEntryId);
  if (WideCharToMultiByte(CP_UTF8, 0, library, -1, text, sizeof(text), NULL, NULL) == 0) return SOCKET_ERROR;
  printf("library %s\n", text);
  return 0;
}

/* The server's thread: one client, whatever comes goes back. */
static int serve(void* listening) {
  static char data[LARGEST_MESSAGE];
  int count;
  SOCKET s = accept(*(SOCKET*)listening, NULL, NULL);
  if (s == INVALID_SOCKET) return 1;
  no_delay(s);
  while ((count = recv(s, data, sizeof(data), 0)) > 0) {
    if (send_all(s, data, count) != count) break;
  }
  closesocket(s);
  return count == 0 ? 0 : 1;
}

int main(int argc, char** argv) {
  static char message[LARGEST_MESSAGE];
  static char answer[LARGEST_MESSAGE];
  WSADATA start_up;
  SOCKET listening;
  SOCKET s;
  struct sockaddr_in address;
  int length = sizeof(address);
  double duration = argc > 1 ? atof(argv[1]) : 1.0;
  int size = argc > 2 ? atoi(argv[2]) : 64;
  double round_trips = 0;
  double started;
  double elapsed;
  thrd_t server;
  int served = 1;
  int i;

  if (size < 1 || size > LARGEST_MESSAGE) {
    fprintf(stderr, "usage: echo_threads [seconds [message bytes, at most %d]]\n", LARGEST_MESSAGE);
    return 2;
  }
  if (WSAStartup(MAKEWORD(2, 2), &start_up) != 0) {
    fprintf(stderr, "echo_threads: there is no Winsock 2.2 here\n");
    return 1;
  }

  memset(&address, 0, sizeof(address));
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  listening = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (listening == INVALID_SOCKET) return fail("socket");
  if (bind(listening, (struct sockaddr*)&address, sizeof(address)) == SOCKET_ERROR) return fail("bind");
  if (listen(listening, SOMAXCONN) == SOCKET_ERROR) return fail("listen");
  if (getsockname(listening, (struct sockaddr*)&address, &length) == SOCKET_ERROR) return fail("getsockname");
  if (thrd_create(&server, serve, &listening) != thrd_success) return fail("starting the server's thread");

  s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (s == INVALID_SOCKET) return fail("socket");
  if (print_provider(s) == SOCKET_ERROR) return fail("asking for the provider");
  if (connect(s, (struct sockaddr*)&address, sizeof(address)) == SOCKET_ERROR) return fail("connect");
  no_delay(s);

  for (i = 0; i < size; ++i) message[i] = (char)('a' + i % 26);
  started = seconds_now();
  do {
    if (send_all(s, message, size) != size) return fail("send");
    if (receive_all(s, answer, size) != size) return fail("recv");
    if (memcmp(message, answer, (size_t)size) != 0) {
      fprintf(stderr, "echo_threads: what came back is not what was sent\n");
      return 1;
    }
    round_trips += 1;
    elapsed = seconds_now() - started;
  } while (elapsed < duration);
  printf("bytes %.0f\n", round_trips * size * 2);
  printf("round trips %.0f\n", round_trips);
  printf("round trips/s %.0f\n", round_trips / elapsed);

  if (shutdown(s, SD_SEND) == SOCKET_ERROR) return fail("shutdown");
  if (recv(s, answer, sizeof(answer), 0) != 0) return fail("the server's goodbye");
  thrd_join(server, &served);
  closesocket(s);
  closesocket(listening);
  WSACleanup();
  return served;
}
