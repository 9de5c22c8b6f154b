// SPDX-License-Identifier: MIT
// Section 6: connect, blocking and not, on streams and datagrams.
#include "kit/case.hpp"

namespace {

void make_nonblocking(SOCKET s) {
  u_long on = 1;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &on));
}

DWORD pending_error(SOCKET s) {
  DWORD error = 0;
  int length = sizeof error;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &length));
  return error;
}

DWORD connect_time(SOCKET s) {
  DWORD seconds = 0;
  int length = sizeof seconds;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_CONNECT_TIME, reinterpret_cast<char*>(&seconds), &length));
  return seconds;
}

}  // namespace

ENTRY_CASE(Connect, NonBlockingStarts, kit::kStream, 69) {
  kit::Socket listening = entry.listener();
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address where = kit::local_address(listening);
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  EXPECT_TRUE(kit::writable(s));
  const kit::Socket server(accept(listening, nullptr, nullptr));
  EXPECT_TRUE(server.valid());
  EXPECT_TRUE(kit::peer_address(s).same_as(where));
}

ENTRY_CASE(Connect, AgainWhileRunning, kit::kStream | kit::kTransport, 70) {
  const kit::FullListener full(entry);
  const kit::Socket s = full.waiting_connect();
  const kit::Address nowhere = full.address();
  kit::Socket other = entry.listener();
  EXPECT_FAILS(connect(s, nowhere.data(), nowhere.length()), WSAEALREADY);
  const kit::Address where = kit::local_address(other);
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEALREADY);
}

ENTRY_CASE(Connect, AgainWhenConnected, kit::kStream, 70) {
  kit::Socket listening = entry.listener();
  kit::Pair pair = entry.connected_through(listening);
  const kit::Address where = kit::local_address(listening);
  EXPECT_FAILS(connect(pair.client, where.data(), where.length()), WSAEISCONN);
  EXPECT_FAILS(connect(pair.server, where.data(), where.length()), WSAEISCONN);
  EXPECT_TRUE(kit::send_all(pair.client, "still"));
  EXPECT_EQ(kit::receive_exactly(pair.server, 5), "still");
}

ENTRY_CASE(Connect, AgainAfterNonBlockingSuccess, kit::kStream, 70) {
  kit::Socket listening = entry.listener();
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address where = kit::local_address(listening);
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  ASSERT_TRUE(kit::writable(s));
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEISCONN);
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEISCONN);
}

ENTRY_CASE(Connect, FailureShowsInExceptSetOnly, kit::kStream, 71, 79) {
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address nobody = entry.dead_end();
  ASSERT_FAILS(connect(s, nobody.data(), nobody.length()), WSAEWOULDBLOCK);
  fd_set writes, exceptions;
  FD_ZERO(&writes);
  FD_ZERO(&exceptions);
  FD_SET(s, &writes);
  FD_SET(s, &exceptions);
  const timeval patience{kit::kPatienceMs / 1000, 0};
  EXPECT_EQ(select(0, nullptr, &writes, &exceptions, &patience), 1);
  EXPECT_EQ(writes.fd_count, 0U);
  EXPECT_EQ(exceptions.fd_count, 1U);
  EXPECT_EQ(pending_error(s), static_cast<DWORD>(WSAECONNREFUSED));
}

ENTRY_CASE(Connect, SuccessShowsInWriteSetOnly, kit::kStream, 71) {
  kit::Socket listening = entry.listener();
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address where = kit::local_address(listening);
  ASSERT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  fd_set reads, writes, exceptions;
  FD_ZERO(&reads);
  FD_ZERO(&writes);
  FD_ZERO(&exceptions);
  FD_SET(s, &reads);
  FD_SET(s, &writes);
  FD_SET(s, &exceptions);
  const timeval patience{kit::kPatienceMs / 1000, 0};
  EXPECT_EQ(select(0, &reads, &writes, &exceptions, &patience), 1);
  EXPECT_EQ(writes.fd_count, 1U);
  EXPECT_EQ(pending_error(s), 0U);
}

ENTRY_CASE(Connect, FailureIsToldOnceAndForgotten, kit::kStream, 73) {
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address nobody = entry.dead_end();
  ASSERT_FAILS(connect(s, nobody.data(), nobody.length()), WSAEWOULDBLOCK);
  ASSERT_TRUE(kit::exceptional(s));
  EXPECT_EQ(pending_error(s), static_cast<DWORD>(WSAECONNREFUSED));
  EXPECT_EQ(pending_error(s), 0U);
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  EXPECT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  EXPECT_TRUE(kit::writable(s));
  EXPECT_EQ(pending_error(s), 0U);
}

ENTRY_CASE(Connect, RefusedSocketMayTryAgain, kit::kStream, 73, 79) {
  kit::Socket s = entry.open();
  const kit::Address nobody = entry.dead_end();
  ASSERT_FAILS(connect(s, nobody.data(), nobody.length()), WSAECONNREFUSED);
  EXPECT_EQ(pending_error(s), 0U) << "the code was already told by connect";
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  EXPECT_SUCCEEDS(connect(s, where.data(), where.length()));
}

ENTRY_CASE(Connect, NoAddressNoPort, kit::kStream | kit::kPorts, 74) {
  kit::Socket s = entry.open();
  const kit::Address no_port = entry.loopback(0);
  EXPECT_FAILS(connect(s, no_port.data(), no_port.length()), WSAEADDRNOTAVAIL);
  kit::Socket listening = entry.listener();
  const kit::Address no_host = entry.wildcard(kit::local_address(listening).port());
  EXPECT_FAILS(connect(s, no_host.data(), no_host.length()), WSAEADDRNOTAVAIL);
  const kit::Address where = kit::local_address(listening);
  EXPECT_SUCCEEDS(connect(s, where.data(), where.length()));
}

ENTRY_CASE(Connect, ListeningSocketIsInvalid, kit::kStream, 75) {
  kit::Socket one = entry.listener();
  kit::Socket other = entry.listener();
  const kit::Address where = kit::local_address(other);
  EXPECT_FAILS(connect(one, where.data(), where.length()), WSAEINVAL);
}

ENTRY_CASE(Connect, ForeignFamily, kit::kTransport, 75) {
  kit::Socket s = entry.open();
  const kit::Address foreign = entry.other_family(1000);
  EXPECT_FAILS(connect(s, foreign.data(), foreign.length()), WSAEAFNOSUPPORT);
  kit::Address unknown = entry.loopback(1000);
  unknown.data()->sa_family = 99;
  EXPECT_FAILS(connect(s, unknown.data(), unknown.length()), WSAEAFNOSUPPORT);
}

ENTRY_CASE(Connect, ShortLengthAndBadPointer, kit::kTransport, 1002) {
  kit::Socket s = entry.open();
  const kit::Address where = entry.loopback(1000);
  for (int length = -1; length < entry.info().iMinSockAddr; ++length) {
    EXPECT_FAILS(connect(s, where.data(), length), WSAEFAULT) << "length " << length;
  }
  EXPECT_FAILS(connect(s, nullptr, where.length()), WSAEFAULT);
  EXPECT_FAILS(connect(s, reinterpret_cast<sockaddr*>(24), where.length()), WSAEFAULT);
}

ENTRY_CASE(Connect, DatagramPeerIsReplaced, kit::kDatagram | kit::kPorts, 76) {
  kit::Socket one = entry.bound(), other = entry.bound(), s = entry.bound();
  const kit::Address first = kit::local_address(one), second = kit::local_address(other);
  ASSERT_SUCCEEDS(connect(s, first.data(), first.length()));
  EXPECT_TRUE(kit::peer_address(s).same_as(first));
  ASSERT_SUCCEEDS(connect(s, second.data(), second.length()));
  EXPECT_TRUE(kit::peer_address(s).same_as(second));
  EXPECT_SUCCEEDS(send(s, "2", 1, 0));
  char byte = 0;
  EXPECT_EQ(recv(other, &byte, 1, 0), 1);
}

ENTRY_CASE(Connect, ZeroAddressDissolves, kit::kDatagram | kit::kPorts, 76) {
  kit::Pair pair = entry.connected();
  const kit::Address server = kit::local_address(pair.server);
  const kit::Address mine = kit::local_address(pair.client);
  const kit::Address zero = entry.wildcard(0);
  ASSERT_SUCCEEDS(connect(pair.client, zero.data(), zero.length()));
  EXPECT_FAILS(send(pair.client, "x", 1, 0), WSAENOTCONN);
  EXPECT_SUCCEEDS(sendto(pair.client, "x", 1, 0, server.data(), server.length()));
  kit::Address peer;
  EXPECT_FAILS(getpeername(pair.client, peer.data(), peer.length_for_output()), WSAENOTCONN);
  EXPECT_TRUE(kit::local_address(pair.client).same_as(mine)) << "an explicit binding outlives the peer";
}

ENTRY_CASE(Connect, BroadcastPeerNeedsTheOption, kit::kDatagram | kit::kBroadcast | kit::kInet, 77) {
  kit::Socket s = entry.open();
  const kit::Address everybody = kit::Address::inet(INADDR_BROADCAST, 9999);
  EXPECT_FAILS(connect(s, everybody.data(), everybody.length()), WSAEACCES);
  const BOOL on = TRUE;
  ASSERT_SUCCEEDS(setsockopt(s, SOL_SOCKET, SO_BROADCAST, reinterpret_cast<const char*>(&on), sizeof on));
  EXPECT_SUCCEEDS(connect(s, everybody.data(), everybody.length()));
}

ENTRY_CASE(Connect, OnlyThePeerIsHeard, kit::kDatagram | kit::kPorts, 78) {
  kit::Socket s = entry.bound(), peer = entry.bound(), stranger = entry.bound();
  const kit::Address mine = kit::local_address(s), friendly = kit::local_address(peer);
  ASSERT_SUCCEEDS(connect(s, friendly.data(), friendly.length()));
  ASSERT_SUCCEEDS(sendto(stranger, "no", 2, 0, mine.data(), mine.length()));
  ASSERT_SUCCEEDS(sendto(peer, "yes", 3, 0, mine.data(), mine.length()));
  char buffer[8];
  EXPECT_EQ(recv(s, buffer, sizeof buffer, 0), 3);
}

ENTRY_CASE(Connect, NewPeerDropsWhatWasQueued, kit::kDatagram | kit::kPorts, 78) {
  kit::Socket s = entry.bound(), old_peer = entry.bound(), new_peer = entry.bound();
  const kit::Address mine = kit::local_address(s);
  const kit::Address first = kit::local_address(old_peer), second = kit::local_address(new_peer);
  ASSERT_SUCCEEDS(connect(s, first.data(), first.length()));
  ASSERT_SUCCEEDS(sendto(old_peer, "old", 3, 0, mine.data(), mine.length()));
  ASSERT_TRUE(kit::readable(s));
  ASSERT_SUCCEEDS(connect(s, second.data(), second.length()));
  ASSERT_SUCCEEDS(sendto(new_peer, "newer", 5, 0, mine.data(), mine.length()));
  char buffer[8];
  EXPECT_EQ(recv(s, buffer, sizeof buffer, 0), 5);
}

ENTRY_CASE(Connect, TimeSinceConnect, kit::kTcp, 82) {
  kit::Socket idle = entry.open();
  EXPECT_EQ(connect_time(idle), 0xFFFFFFFFU);
  kit::Pair pair = entry.connected();
  EXPECT_LT(connect_time(pair.client), 3600U);
  EXPECT_LT(connect_time(pair.server), 3600U);
}

ENTRY_CASE(Connect, PeerNameNeedsAConnection, kit::kTransport, 1003) {
  kit::Socket s = entry.bound();
  kit::Address peer;
  EXPECT_FAILS(getpeername(s, peer.data(), peer.length_for_output()), WSAENOTCONN);
  kit::Pair pair = entry.connected();
  EXPECT_TRUE(kit::peer_address(pair.client).same_as(kit::local_address(pair.server)));
  EXPECT_TRUE(kit::peer_address(pair.server).same_as(kit::local_address(pair.client)));
  int length = entry.info().iMinSockAddr - 1;
  EXPECT_FAILS(getpeername(pair.client, peer.data(), &length), WSAEFAULT);
  EXPECT_FAILS(getpeername(pair.client, peer.data(), nullptr), WSAEFAULT);
  length = sizeof(SOCKADDR_STORAGE);
  EXPECT_FAILS(getpeername(pair.client, nullptr, &length), WSAEFAULT);
}

ENTRY_CASE(Connect, WsaConnectConnects, kit::kStream, 1004) {
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  kit::Socket s = entry.open();
  char answer[8];
  WSABUF callee{sizeof answer, answer};
  ASSERT_SUCCEEDS(WSAConnect(s, where.data(), where.length(), nullptr,
                             entry.is(kit::kNoConnectData) ? &callee : nullptr, nullptr, nullptr));
  if (entry.is(kit::kNoConnectData)) {
    EXPECT_EQ(callee.len, 0U) << "no data came with the answer";
  }
  EXPECT_TRUE(kit::readable(listening));
}

ENTRY_CASE(Connect, ConnectDataIsRefused, kit::kStream | kit::kNoConnectData, 1004) {
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  kit::Socket s = entry.open();
  char text[] = "hello";
  WSABUF caller{5, text};
  EXPECT_FAILS(WSAConnect(s, where.data(), where.length(), &caller, nullptr, nullptr, nullptr),
               WSAEPROTONOSUPPORT, WSAEOPNOTSUPP, WSAENOPROTOOPT);
}

// The connection of a non-blocking connect that nobody asked about was there, and was reset: that is what is
// told.
ENTRY_CASE(Connect, ResetOfAnUnnoticedConnection, kit::kReset, 100) {
  kit::Socket listening = entry.listener();
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address where = kit::local_address(listening);
  ASSERT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  kit::Socket server(accept(listening, nullptr, nullptr));
  ASSERT_TRUE(server.valid());
  const linger hard{1, 0};
  ASSERT_SUCCEEDS(
      setsockopt(server, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard), sizeof hard));
  server.close();
  u_long off = 0;
  ASSERT_SUCCEEDS(ioctlsocket(s, FIONBIO, &off));
  char byte = 0;
  EXPECT_FAILS(recv(s, &byte, 1, 0), WSAECONNRESET);
}
