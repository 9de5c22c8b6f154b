/* SPDX-License-Identifier: MIT */
/* Server: many clients at a time in one thread, each with a network event; every byte goes back to where it
   came from. Ends after <n> clients have come and gone. event_server <address> <n> */
#include "program.h"

typedef struct {
  SOCKET s;
  char data[4096];
  int have; /* bytes that were received ... */
  int sent; /* ... and those of them that went back */
} Client;

/* Until the socket has nothing or takes nothing: WSAEWOULDBLOCK has the event come when that changes. */
static void echo(Client* client) {
  for (;;) {
    while (client->sent < client->have) {
      const int count = send(client->s, client->data + client->sent, client->have - client->sent, 0);
      if (count == SOCKET_ERROR) return;
      client->sent += count;
    }
    client->sent = 0;
    client->have = recv(client->s, client->data, sizeof(client->data), 0);
    if (client->have <= 0) {
      client->have = 0;
      return;
    }
  }
}

int main(int argc, char** argv) {
  static Client clients[WSA_MAXIMUM_WAIT_EVENTS];
  WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS];
  DWORD count = 1;
  int expected, gone = 0;
  if (argc != 3) return 2;
  expected = atoi(argv[2]);
  clients[0].s = listen_on(argv[1], SOCK_STREAM);
  events[0] = WSACreateEvent();
  if (WSAEventSelect(clients[0].s, events[0], FD_ACCEPT) != 0) return fail("WSAEventSelect");
  while (gone < expected) {
    WSANETWORKEVENTS happened;
    const DWORD which = WSAWaitForMultipleEvents(count, events, FALSE, 10000, FALSE) - WSA_WAIT_EVENT_0;
    if (which >= count) return fail("WSAWaitForMultipleEvents");
    if (WSAEnumNetworkEvents(clients[which].s, events[which], &happened) != 0)
      return fail("WSAEnumNetworkEvents");
    if (happened.lNetworkEvents & FD_ACCEPT) {
      clients[count].s = accept(clients[0].s, NULL, NULL);
      clients[count].have = clients[count].sent = 0;
      events[count] = WSACreateEvent();
      if (clients[count].s == INVALID_SOCKET) return fail("accept");
      if (WSAEventSelect(clients[count].s, events[count], FD_READ | FD_WRITE | FD_CLOSE) != 0)
        return fail("WSAEventSelect");
      ++count;
    }
    if (happened.lNetworkEvents & (FD_READ | FD_WRITE)) echo(&clients[which]);
    if (happened.lNetworkEvents & FD_CLOSE) {
      closesocket(clients[which].s);
      WSACloseEvent(events[which]);
      --count;
      clients[which] = clients[count];
      events[which] = events[count];
      ++gone;
    }
  }
  WSACleanup();
  return 0;
}
