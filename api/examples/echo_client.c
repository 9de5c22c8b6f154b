/* SPDX-License-Identifier: MIT */
/*
 * The classic client in five steps: it sends a message to an echo server, waits until it is back, and does so
 * again and again for some seconds; then it says how fast that was. Usage: echo_client <address> <port>
 * [seconds [message bytes]] Only Winsock 2: the same file compiles on Windows (link with ws2_32).
 */
#include <winsock2.h>
#include <ws2spi.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_MESSAGE 65536

static int fail(const char* what) {
  fprintf(stderr, "echo_client: %s failed with error %d\n", what, WSAGetLastError());
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

/* One message there and back; both directions may take several calls. 0, or SOCKET_ERROR. */
static int round_trip(SOCKET s, const char* message, char* answer, int length) {
  int done;
  int count;
  for (done = 0; done < length; done += count) {
    count = send(s, message + done, length - done, 0);
    if (count == SOCKET_ERROR) return SOCKET_ERROR;
  }
  for (done = 0; done < length; done += count) {
    count = recv(s, answer + done, length - done, 0);
    if (count == SOCKET_ERROR) return SOCKET_ERROR;
    if (count == 0) {
      WSASetLastError(WSAEDISCON);
      return SOCKET_ERROR;
    }
  }
  return 0;
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

int main(int argc, char** argv) {
  static char message[LARGEST_MESSAGE];
  static char answer[LARGEST_MESSAGE];
  WSADATA start_up;
  ADDRINFOA hints;
  ADDRINFOA* server = NULL;
  SOCKET s;
  BOOL no_delay = TRUE;
  double duration = argc > 3 ? atof(argv[3]) : 1.0;
  int size = argc > 4 ? atoi(argv[4]) : 64;
  double round_trips = 0;
  double started;
  double elapsed;
  int i;

  if (argc < 3 || size < 1 || size > LARGEST_MESSAGE) {
    fprintf(stderr, "usage: echo_client <address> <port> [seconds [message bytes, at most %d]]\n",
            LARGEST_MESSAGE);
    return 2;
  }

  /* 1. Initialise: ask for Winsock 2.2. */
  if (WSAStartup(MAKEWORD(2, 2), &start_up) != 0) {
    fprintf(stderr, "echo_client: there is no Winsock 2.2 here\n");
    return 1;
  }

  /* 2. Create a socket of the server's family. The catalog decides which provider serves it. */
  memset(&hints, 0, sizeof(hints));
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_protocol = IPPROTO_TCP;
  if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return fail("getaddrinfo");
  s = socket(server->ai_family, server->ai_socktype, server->ai_protocol);
  if (s == INVALID_SOCKET) return fail("socket");
  if (print_provider(s) == SOCKET_ERROR) return fail("asking for the provider");

  /* 3. Connect. */
  if (connect(s, server->ai_addr, (int)server->ai_addrlen) == SOCKET_ERROR) return fail("connect");
  freeaddrinfo(server);
  if (setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (const char*)&no_delay, sizeof(no_delay)) == SOCKET_ERROR) {
    return fail("setsockopt");
  }

  /* 4. Send and receive. */
  for (i = 0; i < size; ++i) message[i] = (char)('a' + i % 26);
  started = seconds_now();
  do {
    if (round_trip(s, message, answer, size) == SOCKET_ERROR) return fail("send or recv");
    if (memcmp(message, answer, (size_t)size) != 0) {
      fprintf(stderr, "echo_client: what came back is not what was sent\n");
      return 1;
    }
    round_trips += 1;
    elapsed = seconds_now() - started;
  } while (elapsed < duration);
  printf("bytes %.0f\n", round_trips * size * 2);
  printf("round trips %.0f\n", round_trips);
  printf("round trips/s %.0f\n", round_trips / elapsed);

  /* 5. Disconnect: say that we are done, wait until the server is, too. */
  if (shutdown(s, SD_SEND) == SOCKET_ERROR) return fail("shutdown");
  if (recv(s, answer, sizeof(answer), 0) != 0) return fail("the server's goodbye");
  closesocket(s);
  WSACleanup();
  return 0;
}
