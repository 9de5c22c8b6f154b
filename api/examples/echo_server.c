/* SPDX-License-Identifier: MIT */
/*
 * The classic server in seven steps: it accepts one client and sends back whatever arrives, until the client
 * is done. Usage: echo_server [port [address]]     port 0 (the default) lets the system choose one Only
 * Winsock 2: the same file compiles on Windows (link with ws2_32).
 */
#include <winsock2.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <string.h>

#define BUFFER_SIZE 65536

static int fail(const char* what) {
  fprintf(stderr, "echo_server: %s failed with error %d\n", what, WSAGetLastError());
  WSACleanup();
  return 1;
}

/* "10.0.0.1 port 80" for an address of any family. */
static void print_address(const char* label, const SOCKADDR* address, int length) {
  char host[NI_MAXHOST];
  char port[NI_MAXSERV];
  if (getnameinfo(address, length, host, sizeof(host), port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) ==
      0) {
    printf("%s %s port %s\n", label, host, port);
  }
}

/* Sends all of the buffer; one send may take only a part of it. */
static int send_all(SOCKET s, const char* data, int length) {
  while (length > 0) {
    int sent = send(s, data, length, 0);
    if (sent == SOCKET_ERROR) return SOCKET_ERROR;
    data += sent;
    length -= sent;
  }
  return 0;
}

int main(int argc, char** argv) {
  static char buffer[BUFFER_SIZE];
  const char* port = argc > 1 ? argv[1] : "0";
  const char* host = argc > 2 ? argv[2] : "127.0.0.1";
  WSADATA start_up;
  ADDRINFOA hints;
  ADDRINFOA* where = NULL;
  SOCKADDR_STORAGE address;
  WSAPROTOCOL_INFOA provider;
  SOCKET listener;
  SOCKET client;
  int length;
  int received;
  double echoed = 0;

  /* 1. Initialise: ask for Winsock 2.2. */
  if (WSAStartup(MAKEWORD(2, 2), &start_up) != 0) {
    fprintf(stderr, "echo_server: there is no Winsock 2.2 here\n");
    return 1;
  }

  /* 2. Create a socket of the address's family. The catalog decides which provider serves it. */
  memset(&hints, 0, sizeof(hints));
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_protocol = IPPROTO_TCP;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST;
  if (getaddrinfo(host, port, &hints, &where) != 0) return fail("getaddrinfo");
  listener = socket(where->ai_family, where->ai_socktype, where->ai_protocol);
  if (listener == INVALID_SOCKET) return fail("socket");
  length = sizeof(provider);
  if (getsockopt(listener, SOL_SOCKET, SO_PROTOCOL_INFOA, (char*)&provider, &length) == SOCKET_ERROR) {
    return fail("getsockopt");
  }
  printf("provider %s\n", provider.szProtocol);

  /* 3. Bind it to the address. */
  if (bind(listener, where->ai_addr, (int)where->ai_addrlen) == SOCKET_ERROR) return fail("bind");
  freeaddrinfo(where);

  /* 4. Listen. */
  if (listen(listener, SOMAXCONN) == SOCKET_ERROR) return fail("listen");
  length = sizeof(address);
  if (getsockname(listener, (SOCKADDR*)&address, &length) == SOCKET_ERROR) return fail("getsockname");
  print_address("listening on", (SOCKADDR*)&address, length);
  fflush(stdout);

  /* 5. Accept a client. */
  length = sizeof(address);
  client = accept(listener, (SOCKADDR*)&address, &length);
  if (client == INVALID_SOCKET) return fail("accept");
  closesocket(listener);
  print_address("client", (SOCKADDR*)&address, length);

  /* 6. Receive and send, until the client has sent all. */
  while ((received = recv(client, buffer, sizeof(buffer), 0)) > 0) {
    if (send_all(client, buffer, received) == SOCKET_ERROR) return fail("send");
    echoed += received;
  }
  if (received == SOCKET_ERROR) return fail("recv");
  printf("echoed %.0f bytes\n", echoed);

  /* 7. Disconnect. */
  if (shutdown(client, SD_SEND) == SOCKET_ERROR) return fail("shutdown");
  closesocket(client);
  WSACleanup();
  return 0;
}
