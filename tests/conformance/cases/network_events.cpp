// SPDX-License-Identifier: MIT
// Section 12: selecting network events, the record and the event object.
#include "kit/network_events.hpp"

#include "kit/case.hpp"

namespace {

int set_blocking(SOCKET s) {
  u_long off = 0;
  return ioctlsocket(s, FIONBIO, &off);
}

// Until everything that was sent is there to be read.
bool arrives(SOCKET s, u_long size) {
  return kit::eventually([&] {
    u_long bytes = 0;
    return ioctlsocket(s, FIONREAD, &bytes) == 0 && bytes >= size;
  });
}

}  // namespace

ENTRY_CASE(NetworkEvents, SelectingMakesNonBlocking, kit::kTransport, 151, 153) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_CLOSE);
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
  EXPECT_FAILS(set_blocking(pair.server), WSAEINVAL);
  EXPECT_SUCCEEDS(WSAEventSelect(pair.server, WSA_INVALID_EVENT, 0));
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
  EXPECT_SUCCEEDS(set_blocking(pair.server));
}

ENTRY_CASE(NetworkEvents, CancellingMakesNonBlockingToo, kit::kTransport, 151, 153) {
  kit::Pair pair = entry.connected();
  EXPECT_SUCCEEDS(WSAEventSelect(pair.server, reinterpret_cast<WSAEVENT>(12345), 0));
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
}

ENTRY_CASE(NetworkEvents, ANewSelectionReplaces, kit::kTransport, 152) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent first;
  kit::NetworkEvent second;
  first.select(pair.server, FD_READ);
  ASSERT_EQ(send(pair.client, "x", 1, 0), 1);
  ASSERT_TRUE(first.is_set(kit::kPatienceMs));
  second.select(pair.server, FD_WRITE);
  EXPECT_TRUE(second.comes(pair.server, FD_WRITE));
  EXPECT_EQ(second.seen.lNetworkEvents, FD_WRITE) << "the record begins anew";
}

ENTRY_CASE(NetworkEvents, CancellingClearsTheRecord, kit::kTransport, 152, 153) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_WRITE);
  EXPECT_TRUE(event.is_set(kit::kPatienceMs));
  EXPECT_SUCCEEDS(WSAEventSelect(pair.server, event, 0));
  EXPECT_EQ(event.take(pair.server), 0);
  ASSERT_EQ(send(pair.client, "x", 1, 0), 1);
  ASSERT_TRUE(arrives(pair.server, 1));
  EXPECT_FALSE(event.is_set());
  EXPECT_EQ(event.take(pair.server), 0);
}

ENTRY_CASE(NetworkEvents, RecordsOnceUntilReenabled, kit::kTransport, 155) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ);
  ASSERT_EQ(send(pair.client, "1", 1, 0), 1);
  ASSERT_TRUE(event.comes(pair.server, FD_READ));
  ASSERT_EQ(send(pair.client, "2", 1, 0), 1);
  ASSERT_TRUE(arrives(pair.server, 2));
  EXPECT_EQ(event.take(pair.server), 0);
  EXPECT_FALSE(event.is_set()) << "no receive has re-enabled it";
}

ENTRY_CASE(NetworkEvents, AReceiveReenablesWhatIsLeft, kit::kTransport, 156, 160) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ);
  ASSERT_EQ(send(pair.client, "1", 1, 0), 1);
  ASSERT_EQ(send(pair.client, "2", 1, 0), 1);
  ASSERT_TRUE(arrives(pair.server, 2));
  ASSERT_TRUE(event.comes(pair.server, FD_READ));
  char byte = 0;
  ASSERT_EQ(recv(pair.server, &byte, 1, 0), 1);
  EXPECT_TRUE(event.is_set()) << "one is left: at once";
  EXPECT_EQ(event.take(pair.server), FD_READ);
  ASSERT_EQ(recv(pair.server, &byte, 1, 0), 1);
  EXPECT_EQ(event.take(pair.server), 0) << "nothing is left";
  EXPECT_FALSE(event.is_set());
  ASSERT_EQ(send(pair.client, "3", 1, 0), 1);
  EXPECT_TRUE(event.comes(pair.server, FD_READ));
}

ENTRY_CASE(NetworkEvents, AFailingReceiveReenables, kit::kTransport, 159, 160) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ);
  ASSERT_EQ(send(pair.client, "1", 1, 0), 1);
  ASSERT_TRUE(event.comes(pair.server, FD_READ));
  char byte = 0;
  ASSERT_FAILS(recv(pair.server, &byte, 1, 0x40000000), WSAEOPNOTSUPP, WSAEINVAL);
  EXPECT_TRUE(event.is_set());
  EXPECT_EQ(event.take(pair.server), FD_READ);
}

ENTRY_CASE(NetworkEvents, PeekingReenables, kit::kTransport, 156, 160) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ);
  ASSERT_EQ(send(pair.client, "1", 1, 0), 1);
  ASSERT_TRUE(event.comes(pair.server, FD_READ));
  char byte = 0;
  ASSERT_EQ(recv(pair.server, &byte, 1, MSG_PEEK), 1);
  EXPECT_EQ(event.take(pair.server), FD_READ);
}

ENTRY_CASE(NetworkEvents, WhatHoldsAlreadyIsRecorded, kit::kTransport, 162) {
  kit::Pair pair = entry.connected();
  ASSERT_EQ(send(pair.client, "1", 1, 0), 1);
  ASSERT_TRUE(arrives(pair.server, 1));
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ | FD_WRITE);
  EXPECT_TRUE(event.is_set());
  EXPECT_EQ(event.take(pair.server), FD_READ | FD_WRITE);
}

ENTRY_CASE(NetworkEvents, EnumeratingWithoutAnEventLeavesItSet, kit::kTransport, 165) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_WRITE);
  WSANETWORKEVENTS record{};
  EXPECT_SUCCEEDS(WSAEnumNetworkEvents(pair.server, nullptr, &record));
  EXPECT_EQ(record.lNetworkEvents, FD_WRITE);
  EXPECT_TRUE(event.is_set());
  EXPECT_SUCCEEDS(WSAEnumNetworkEvents(pair.server, event, &record));
  EXPECT_EQ(record.lNetworkEvents, 0) << "it was cleared";
  EXPECT_FALSE(event.is_set());
}

ENTRY_CASE(NetworkEvents, BadArgumentsTakeNothing, kit::kTransport, 165, 169) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_WRITE);
  WSANETWORKEVENTS record{};
  EXPECT_FAILS(WSAEnumNetworkEvents(pair.server, event, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSAEnumNetworkEvents(pair.server, event, reinterpret_cast<WSANETWORKEVENTS*>(16)), WSAEFAULT);
  EXPECT_FAILS(WSAEnumNetworkEvents(pair.server, reinterpret_cast<WSAEVENT>(12345), &record), WSAEINVAL);
  EXPECT_TRUE(event.is_set());
  EXPECT_EQ(event.take(pair.server), FD_WRITE);
}

ENTRY_CASE(NetworkEvents, BadSelections, kit::kTransport, 169) {
  kit::Pair pair = entry.connected();
  kit::NetworkEvent event;
  EXPECT_FAILS(WSAEventSelect(pair.server, event, 0x400), WSAEINVAL);
  EXPECT_FAILS(WSAEventSelect(pair.server, event, FD_READ | 0x40000000), WSAEINVAL);
  EXPECT_FAILS(WSAEventSelect(pair.server, nullptr, FD_READ), WSAEINVAL);
  EXPECT_FAILS(WSAEventSelect(pair.server, reinterpret_cast<WSAEVENT>(12345), FD_READ), WSAEINVAL);
  const auto not_an_event = reinterpret_cast<WSAEVENT>(static_cast<SOCKET>(pair.client));
  EXPECT_FAILS(WSAEventSelect(pair.server, not_an_event, FD_READ), WSAEINVAL);
  EXPECT_SUCCEEDS(set_blocking(pair.server)) << "nothing is selected";
  EXPECT_FALSE(event.is_set());
  pair.server.close();
}

ENTRY_CASE(NetworkEvents, AClosedSocket, kit::kTransport, 169) {
  kit::Socket s = entry.open();
  const SOCKET was = s;
  s.close();
  kit::NetworkEvent event;
  WSANETWORKEVENTS record{};
  EXPECT_FAILS(WSAEventSelect(was, event, FD_READ), WSAENOTSOCK);
  EXPECT_FAILS(WSAEnumNetworkEvents(was, event, &record), WSAENOTSOCK);
}

ENTRY_CASE(NetworkEvents, NoneThatWasSelected, kit::kTransport, 165) {
  kit::Socket s = entry.open();
  kit::NetworkEvent event;
  EXPECT_TRUE(WSASetEvent(event));
  EXPECT_EQ(event.take(s), 0);
  EXPECT_FALSE(event.is_set());
}

ENTRY_CASE(NetworkEvents, OneEventForTwoSockets, kit::kTransport, 170) {
  kit::Pair pair = entry.connected();
  kit::Pair other = entry.connected();
  kit::NetworkEvent event;
  event.select(pair.server, FD_READ);
  event.select(other.server, FD_READ);
  ASSERT_EQ(send(other.client, "x", 1, 0), 1);
  EXPECT_TRUE(event.comes(other.server, FD_READ));
  EXPECT_EQ(event.take(pair.server), 0);
  ASSERT_EQ(send(pair.client, "x", 1, 0), 1);
  EXPECT_TRUE(event.comes(pair.server, FD_READ));
}

API_CASE(NetworkEvents, Bits, 167) {
  EXPECT_EQ(FD_READ, 1);
  EXPECT_EQ(FD_WRITE, 2);
  EXPECT_EQ(FD_OOB, 4);
  EXPECT_EQ(FD_ACCEPT, 8);
  EXPECT_EQ(FD_CONNECT, 0x10);
  EXPECT_EQ(FD_CLOSE, 0x20);
  EXPECT_EQ(FD_QOS, 0x40);
  EXPECT_EQ(FD_GROUP_QOS, 0x80);
  EXPECT_EQ(FD_ROUTING_INTERFACE_CHANGE, 0x100);
  EXPECT_EQ(FD_ADDRESS_LIST_CHANGE, 0x200);
  EXPECT_EQ(FD_ALL_EVENTS, 0x3FF);
}

UNSTARTED_CASE(NetworkEvents, NeedsAStart, 20) {
  WSANETWORKEVENTS record{};
  EXPECT_FAILS(WSAEventSelect(0, nullptr, 0), WSANOTINITIALISED);
  EXPECT_FAILS(WSAEnumNetworkEvents(0, nullptr, &record), WSANOTINITIALISED);
}
