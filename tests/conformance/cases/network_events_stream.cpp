// SPDX-License-Identifier: MIT
// Section 12, and 72, 83 and 88: the network events of connections.
#include "kit/case.hpp"
#include "kit/network_events.hpp"

namespace {

int CALLBACK answer(LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*, DWORD_PTR what) {
  return static_cast<int>(what);
}

kit::Socket started_client(const kit::Entry& entry, SOCKET listening) {
  kit::Socket client = entry.open();
  const kit::Address where = kit::local_address(listening);
  EXPECT_SUCCEEDS(connect(client, where.data(), where.length()));
  return client;
}

// Sends until the connection takes no more.
std::size_t fill(SOCKET s) {
  const std::string block(65536, 'x');
  std::size_t sent = 0;
  for (;;) {
    const int count = send(s, block.data(), static_cast<int>(block.size()), 0);
    if (count < 0) break;
    sent += static_cast<std::size_t>(count);
  }
  EXPECT_EQ(WSAGetLastError(), WSAEWOULDBLOCK);
  return sent;
}

void reset_connection(kit::Socket& s) {
  const linger hard{1, 0};
  EXPECT_SUCCEEDS(setsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard), sizeof hard));
  s.close();
}

}  // namespace

ENTRY_CASE(NetworkEvents, ConnectSucceeds, kit::kStream | kit::kTransport, 72, 161, 166) {
  kit::Socket listening = entry.listener();
  kit::Socket s = entry.open();
  kit::NetworkEvent event;
  event.select(s, FD_CONNECT | FD_WRITE | FD_READ | FD_CLOSE);
  EXPECT_FALSE(event.is_set()) << "nothing has happened yet";
  const kit::Address where = kit::local_address(listening);
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  ASSERT_TRUE(event.comes(s, FD_CONNECT | FD_WRITE));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_CONNECT | FD_WRITE);
  EXPECT_EQ(event.seen.iErrorCode[FD_CONNECT_BIT], 0);
  EXPECT_EQ(event.seen.iErrorCode[FD_WRITE_BIT], 0);
}

ENTRY_CASE(NetworkEvents, ConnectFails, kit::kStream | kit::kTransport, 72) {
  const kit::Address where = entry.dead_end();
  const int code = entry.outcome_of_connect(where);
  kit::Socket s = entry.open();
  kit::NetworkEvent event;
  event.select(s, FD_CONNECT | FD_WRITE | FD_READ | FD_CLOSE);
  ASSERT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  ASSERT_TRUE(event.comes(s, FD_CONNECT));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_CONNECT);
  EXPECT_CODE(event.seen.iErrorCode[FD_CONNECT_BIT], code);
}

ENTRY_CASE(NetworkEvents, SelectedWhileItConnects, kit::kStream | kit::kTransport, 72, 162) {
  kit::Socket listening = entry.listener();
  kit::Socket s = entry.open();
  EXPECT_SUCCEEDS(WSAEventSelect(s, nullptr, 0));
  const kit::Address where = kit::local_address(listening);
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  kit::NetworkEvent event;
  event.select(s, FD_CONNECT);
  ASSERT_TRUE(event.comes(s, FD_CONNECT));
  EXPECT_EQ(event.seen.iErrorCode[FD_CONNECT_BIT], 0);
}

ENTRY_CASE(NetworkEvents, WriteComesBackAfterARefusedSend, kit::kStream | kit::kTransport, 156, 161) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_WRITE);
  ASSERT_TRUE(event.comes(pair.server, FD_WRITE));
  ASSERT_EQ(send(pair.server, "x", 1, 0), 1);
  EXPECT_EQ(event.take(pair.server), 0) << "sends are possible until one is refused";
  std::size_t left = fill(pair.server) + 1;
  std::string room(65536, '\0');
  bool announced = false;
  while (left > 0) {
    const int count = recv(pair.client, room.data(), static_cast<int>(room.size()), 0);
    ASSERT_GT(count, 0);
    left -= static_cast<std::size_t>(count);
  }
  announced = event.comes(pair.server, FD_WRITE);
  EXPECT_TRUE(announced);
  EXPECT_EQ(send(pair.server, "x", 1, 0), 1);
}

ENTRY_CASE(NetworkEvents, CloseComesAfterTheData, kit::kStream | kit::kTransport, 157, 163) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ | FD_CLOSE);
  ASSERT_EQ(send(pair.client, "x", 1, 0), 1);
  pair.client.close();
  ASSERT_TRUE(event.comes(pair.server, FD_READ));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_READ);
  char byte = 0;
  ASSERT_EQ(recv(pair.server, &byte, 1, 0), 1);
  ASSERT_TRUE(event.comes(pair.server, FD_CLOSE));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_CLOSE) << "the end is nothing to read";
  EXPECT_EQ(event.seen.iErrorCode[FD_CLOSE_BIT], 0);
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 0);
  EXPECT_EQ(event.take(pair.server), 0) << "once for a selection";
}

ENTRY_CASE(NetworkEvents, ShutdownOfThePeerCloses, kit::kStream | kit::kTransport | kit::kGraceful, 163) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ | FD_CLOSE);
  ASSERT_SUCCEEDS(shutdown(pair.client, SD_SEND));
  ASSERT_TRUE(event.comes(pair.server, FD_CLOSE));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_CLOSE);
  EXPECT_EQ(event.seen.iErrorCode[FD_CLOSE_BIT], 0);
}

ENTRY_CASE(NetworkEvents, ResetCloses, kit::kStream | kit::kTransport | kit::kReset, 163) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ | FD_CLOSE);
  reset_connection(pair.client);
  ASSERT_TRUE(event.comes(pair.server, FD_CLOSE));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_CLOSE);
  EXPECT_CODE(event.seen.iErrorCode[FD_CLOSE_BIT], WSAECONNRESET);
}

ENTRY_CASE(NetworkEvents, AnEndedConnectionIsRecordedAtSelection, kit::kStream | kit::kTransport, 162, 163) {
  kit::Pair pair = entry.connected();
  pair.client.close();
  ASSERT_TRUE(kit::readable(pair.server));
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ | FD_CLOSE);
  EXPECT_EQ(event.take(pair.server), FD_CLOSE);
  event.select(pair.server, FD_READ | FD_CLOSE);
  EXPECT_EQ(event.take(pair.server), FD_CLOSE) << "once for each selection";
}

ENTRY_CASE(NetworkEvents, NoneAfterClosesocket, kit::kStream | kit::kTransport, 164) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_CLOSE | FD_READ);
  EXPECT_EQ(event.take(pair.server), 0);
  pair.server.close();
  char byte = 0;
  recv(pair.client, &byte, 1, 0);
  pair.client.close();
  EXPECT_FALSE(event.is_set());
}

ENTRY_CASE(NetworkEvents, PendingConnections, kit::kStream | kit::kTransport, 156, 160) {
  kit::Socket listening = entry.listener();
  kit::NetworkEvent event;
  event.select(listening, FD_ACCEPT);
  EXPECT_FALSE(event.is_set());
  kit::Socket first = started_client(entry, listening);
  ASSERT_TRUE(event.comes(listening, FD_ACCEPT));
  EXPECT_EQ(event.seen.iErrorCode[FD_ACCEPT_BIT], 0);
  kit::Socket second = started_client(entry, listening);
  EXPECT_EQ(event.take(listening), 0) << "no accept has re-enabled it";
  EXPECT_TRUE(kit::Socket(accept(listening, nullptr, nullptr)).valid());
  ASSERT_TRUE(event.comes(listening, FD_ACCEPT)) << "the second one waits";
  EXPECT_TRUE(kit::Socket(accept(listening, nullptr, nullptr)).valid());
  EXPECT_EQ(event.take(listening), 0);
  EXPECT_FAILS(accept(listening, nullptr, nullptr), WSAEWOULDBLOCK);
}

ENTRY_CASE(NetworkEvents, APendingConnectionIsRecordedAtSelection, kit::kStream | kit::kTransport, 162) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  ASSERT_TRUE(kit::readable(listening));
  kit::NetworkEvent event;
  event.select(listening, FD_ACCEPT);
  EXPECT_TRUE(event.is_set());
  EXPECT_EQ(event.take(listening), FD_ACCEPT);
}

ENTRY_CASE(NetworkEvents, AcceptedSocketsInherit, kit::kStream | kit::kTransport, 83, 161) {
  kit::Socket listening = entry.listener();
  kit::NetworkEvent event;
  event.select(listening, FD_ACCEPT | FD_READ | FD_WRITE);
  kit::Socket client = started_client(entry, listening);
  ASSERT_TRUE(event.comes(listening, FD_ACCEPT));
  kit::Socket accepted(accept(listening, nullptr, nullptr));
  ASSERT_TRUE(accepted.valid());
  ASSERT_TRUE(event.comes(accepted, FD_WRITE)) << "the same event, and writable from the start";
  EXPECT_EQ(event.seen.lNetworkEvents, FD_WRITE);
  ASSERT_EQ(send(client, "x", 1, 0), 1);
  ASSERT_TRUE(event.comes(accepted, FD_READ));
  u_long off = 0;
  EXPECT_FAILS(ioctlsocket(accepted, FIONBIO, &off), WSAEINVAL);
}

ENTRY_CASE(NetworkEvents, ADeferredConnectionReenablesNothing, kit::kStream | kit::kTransport, 88, 156) {
  kit::Socket listening = entry.listener();
  kit::NetworkEvent event;
  event.select(listening, FD_ACCEPT);
  kit::Socket client = started_client(entry, listening);
  ASSERT_TRUE(event.comes(listening, FD_ACCEPT));
  ASSERT_FAILS(WSAAccept(listening, nullptr, nullptr, &answer, CF_DEFER), WSATRY_AGAIN);
  EXPECT_EQ(event.take(listening), 0);
  EXPECT_FALSE(event.is_set());
  kit::Socket accepted(WSAAccept(listening, nullptr, nullptr, &answer, CF_ACCEPT));
  EXPECT_TRUE(accepted.valid());
}

ENTRY_CASE(NetworkEvents, UrgentData, kit::kStream | kit::kExpedited, 156, 160) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_OOB | FD_READ);
  ASSERT_EQ(send(pair.client, "!", 1, MSG_OOB), 1);
  ASSERT_TRUE(event.comes(pair.server, FD_OOB));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_OOB) << "urgent data is not normal data";
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, MSG_OOB | MSG_PEEK), 1);
  EXPECT_EQ(event.take(pair.server), FD_OOB) << "it is still there";
  EXPECT_EQ(recv(pair.server, &byte, 1, MSG_OOB), 1);
  EXPECT_EQ(event.take(pair.server), 0);
}

ENTRY_CASE(NetworkEvents, InlineUrgentDataIsData, kit::kStream | kit::kExpedited, 156) {
  kit::Pair pair = entry.connected();
  const BOOL on = TRUE;
  ASSERT_SUCCEEDS(
      setsockopt(pair.server, SOL_SOCKET, SO_OOBINLINE, reinterpret_cast<const char*>(&on), sizeof on));
  kit::NetworkEvent event;
  event.select(pair.server, FD_OOB | FD_READ);
  ASSERT_EQ(send(pair.client, "!", 1, MSG_OOB), 1);
  ASSERT_TRUE(event.comes(pair.server, FD_READ));
  EXPECT_EQ(event.seen.lNetworkEvents, FD_READ);
}
