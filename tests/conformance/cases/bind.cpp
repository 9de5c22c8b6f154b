// SPDX-License-Identifier: MIT
// Section 5, first half: bind, implicit binding, listen's conditions.
#include "kit/case.hpp"

ENTRY_CASE(Bind, TwiceIsInvalid, kit::kTransport, 54) {
  kit::Socket s = entry.bound();
  const kit::Address another = entry.loopback();
  EXPECT_FAILS(bind(s, another.data(), another.length()), WSAEINVAL);
  const kit::Address same = kit::local_address(s);
  EXPECT_FAILS(bind(s, same.data(), same.length()), WSAEINVAL);
}

ENTRY_CASE(Bind, AfterConnectIsInvalid, kit::kTransport, 54) {
  kit::Pair pair = entry.connected();
  const kit::Address another = entry.loopback();
  EXPECT_FAILS(bind(pair.client, another.data(), another.length()), WSAEINVAL);
}

ENTRY_CASE(Bind, WrongFamily, kit::kFamily, 54) {
  kit::Socket s = entry.open();
  kit::Address wrong = entry.loopback();
  wrong.data()->sa_family = 99;
  EXPECT_FAILS(bind(s, wrong.data(), wrong.length()), WSAEFAULT, WSAEAFNOSUPPORT);
  const kit::Address other = entry.other_family();
  EXPECT_FAILS(bind(s, other.data(), other.length()), WSAEFAULT, WSAEAFNOSUPPORT);
}

ENTRY_CASE(Bind, ShortLength, kit::kFamily, 54) {
  kit::Socket s = entry.open();
  const kit::Address address = entry.loopback();
  for (int length = 0; length < entry.info().iMinSockAddr; ++length) {
    EXPECT_FAILS(bind(s, address.data(), length), WSAEFAULT) << "length " << length;
  }
  EXPECT_FAILS(bind(s, address.data(), -1), WSAEFAULT);
  EXPECT_SUCCEEDS(bind(s, address.data(), address.length()));
}

ENTRY_CASE(Bind, LongerStructureIsFine, kit::kIp, 54) {
  kit::Socket s = entry.open();
  const kit::Address address = entry.loopback();
  EXPECT_SUCCEEDS(bind(s, address.data(), static_cast<int>(sizeof(SOCKADDR_STORAGE))));
}

ENTRY_CASE(Bind, NotOurAddress, kit::kIp, 55) {
  kit::Socket s = entry.open();
  const kit::Address foreign = entry.nobody();
  EXPECT_FAILS(bind(s, foreign.data(), foreign.length()), WSAEADDRNOTAVAIL);
  const kit::Address own = entry.loopback();
  EXPECT_SUCCEEDS(bind(s, own.data(), own.length())) << "a failed bind leaves the socket unbound";
}

ENTRY_CASE(Bind, PortZeroChoosesADynamicPort, kit::kPorts, 55) {
  for (int i = 0; i < 20; ++i) {
    kit::Socket s = entry.bound();
    const kit::Address address = kit::local_address(s);
    EXPECT_GE(address.port(), 49152);
    EXPECT_TRUE(address.same_host(entry.loopback())) << address.text();
  }
}

ENTRY_CASE(Bind, WildcardStaysWildcard, kit::kPorts, 55) {
  kit::Socket s = entry.open();
  const kit::Address any = entry.wildcard();
  ASSERT_SUCCEEDS(bind(s, any.data(), any.length()));
  EXPECT_TRUE(kit::local_address(s).is_wildcard());
  EXPECT_NE(kit::local_address(s).port(), 0);
}

ENTRY_CASE(Bind, UnboundHasNoName, kit::kTransport, 56) {
  kit::Socket s = entry.open();
  kit::Address address;
  EXPECT_FAILS(getsockname(s, address.data(), address.length_for_output()), WSAEINVAL);
}

ENTRY_CASE(Bind, NameNeedsRoom, kit::kTransport, 56, 1002) {
  kit::Socket s = entry.bound();
  kit::Address address;
  int length = entry.info().iMinSockAddr - 1;
  EXPECT_FAILS(getsockname(s, address.data(), &length), WSAEFAULT);
  length = sizeof(SOCKADDR_STORAGE);
  ASSERT_SUCCEEDS(getsockname(s, address.data(), &length));
  EXPECT_LE(length, entry.info().iMaxSockAddr);
  if (entry.is(kit::kIp)) {
    EXPECT_EQ(length, entry.loopback().length());
  }
  EXPECT_FAILS(getsockname(s, nullptr, &length), WSAEFAULT);
  EXPECT_FAILS(getsockname(s, address.data(), nullptr), WSAEFAULT);
}

ENTRY_CASE(Listen, UnboundIsInvalid, kit::kConnection, 57) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(listen(s, 5), WSAEINVAL);
}

ENTRY_CASE(Listen, NotOnDatagrams, kit::kConnectionless | kit::kIp, 57) {
  kit::Socket s = entry.bound();
  EXPECT_FAILS(listen(s, 5), WSAEOPNOTSUPP);
}

ENTRY_CASE(Listen, NotOnAConnection, kit::kConnection, 57) {
  kit::Pair pair = entry.connected();
  EXPECT_FAILS(listen(pair.client, 5), WSAEISCONN);
  EXPECT_FAILS(listen(pair.server, 5), WSAEISCONN);
}

ENTRY_CASE(Listen, AgainIsFine, kit::kConnection, 57) {
  kit::Socket s = entry.listener();
  EXPECT_SUCCEEDS(listen(s, 3));
  EXPECT_TRUE(entry.connected_through(s).server.valid());
}

ENTRY_CASE(Listen, AnyBacklogIsAdjusted, kit::kConnection, 58) {
  for (const int backlog : {0, 1, -1, -5, -300, -70000, 100000, SOMAXCONN, SOMAXCONN_HINT(300)}) {
    kit::Socket s = entry.bound();
    EXPECT_SUCCEEDS(listen(s, backlog)) << "backlog " << backlog;
    EXPECT_TRUE(entry.connected_through(s).server.valid()) << "backlog " << backlog;
  }
}

// With a full backlog somebody is refused; nobody is left waiting for an answer that never comes.
ENTRY_CASE(Listen, FullBacklogRefuses, kit::kConnection, 59) {
  kit::Socket listening = entry.listener(1);
  const kit::Address where = kit::local_address(listening);
  constexpr int kClients = 24;
  kit::Socket clients[kClients];
  int refused = 0;
  for (kit::Socket& client : clients) {
    client = entry.open();
    u_long on = 1;
    ioctlsocket(client, FIONBIO, &on);
    if (connect(client, where.data(), where.length()) == SOCKET_ERROR && WSAGetLastError() == WSAECONNREFUSED)
      ++refused;
  }
  kit::eventually(
      [&] {
        for (const kit::Socket& client : clients) {
          DWORD error = 0;
          int length = sizeof error;
          getsockopt(client, SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &length);
          if (error == static_cast<DWORD>(WSAECONNREFUSED)) ++refused;
        }
        return refused > 0;
      },
      1500);
  EXPECT_GT(refused, 0);
}

ENTRY_CASE(Bind, ConnectBindsByItself, kit::kPorts, 68) {
  kit::Socket target = entry.is(kit::kConnection) ? entry.listener() : entry.bound();
  kit::Socket s = entry.open();
  const kit::Address where = kit::local_address(target);
  ASSERT_SUCCEEDS(connect(s, where.data(), where.length()));
  EXPECT_NE(kit::local_address(s).port(), 0);
  EXPECT_TRUE(kit::local_address(s).same_host(entry.loopback()));
}

ENTRY_CASE(Bind, SendtoBindsByItself, kit::kDatagram | kit::kIp, 68) {
  kit::Socket target = entry.bound();
  kit::Socket s = entry.open();
  const kit::Address where = kit::local_address(target);
  ASSERT_SUCCEEDS(sendto(s, "x", 1, 0, where.data(), where.length()));
  const kit::Address mine = kit::local_address(s);
  EXPECT_NE(mine.port(), 0);
  EXPECT_TRUE(mine.is_wildcard()) << mine.text();
  char byte = 0;
  kit::Address from;
  EXPECT_EQ(recvfrom(target, &byte, 1, 0, from.data(), from.length_for_output()), 1);
  EXPECT_EQ(from.port(), mine.port());
}
