// SPDX-License-Identifier: MIT
// Section 11, first half: select.
#define FD_SETSIZE 2048  // a program's own set size is honoured
#include <winsock2.h>

#include "kit/case.hpp"

namespace {

struct Sets {
  fd_set read, write, except;
  Sets() {
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_ZERO(&except);
  }
  void add(SOCKET s) {
    FD_SET(s, &read);
    FD_SET(s, &write);
    FD_SET(s, &except);
  }
  int wait(long ms) {
    const timeval time{ms / 1000, (ms % 1000) * 1000};
    return select(0, &read, &write, &except, &time);
  }
};

void make_nonblocking(SOCKET s) {
  u_long on = 1;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &on));
}

}  // namespace

ENTRY_CASE(Select, NumberOfDescriptorsIsIgnored, kit::kStream, 134) {
  kit::Pair pair = entry.connected();
  for (const int nfds : {0, -1, 1, 0x7FFFFFFF}) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(pair.client, &set);
    const timeval none{0, 0};
    EXPECT_EQ(select(nfds, nullptr, &set, nullptr, &none), 1) << nfds;
  }
}

ENTRY_CASE(Select, LargeHandleValues, kit::kStream, 134) {
  std::vector<kit::Socket> fillers;
  for (int i = 0; i < 100; ++i) fillers.push_back(entry.open());
  kit::Pair pair = entry.connected();
  EXPECT_GT(SOCKET{pair.server}, SOCKET{64});
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  EXPECT_TRUE(kit::readable(pair.server));
}

ENTRY_CASE(Select, HandFilledDuplicates, kit::kStream, 134, 137) {
  kit::Pair pair = entry.connected();
  fd_set set;
  set.fd_count = 2;
  set.fd_array[0] = pair.client;
  set.fd_array[1] = pair.client;
  const timeval none{0, 0};
  const int count = select(0, nullptr, &set, nullptr, &none);
  EXPECT_GE(count, 1);
  EXPECT_LE(count, 2);
  EXPECT_EQ(set.fd_count, static_cast<u_int>(count));
}

API_CASE(Select, NothingToWaitFor, 135) {
  const timeval none{0, 0};
  EXPECT_FAILS(select(0, nullptr, nullptr, nullptr, &none), WSAEINVAL);
  Sets empty;
  EXPECT_FAILS(empty.wait(0), WSAEINVAL);
  EXPECT_FAILS(select(0, &empty.read, nullptr, nullptr, nullptr), WSAEINVAL);
}

ENTRY_CASE(Select, OneBadHandleFailsAll, kit::kTransport, 136) {
  kit::Pair pair = entry.connected();
  kit::Socket closed = entry.open();
  const SOCKET gone = closed;
  closed.close();
  for (const SOCKET bad : {gone, INVALID_SOCKET, static_cast<SOCKET>(1) << 33}) {
    for (int which = 0; which < 3; ++which) {
      Sets sets;
      FD_SET(pair.client, &sets.write);
      FD_SET(bad, which == 0 ? &sets.read : which == 1 ? &sets.write : &sets.except);
      EXPECT_FAILS(sets.wait(0), WSAENOTSOCK) << "set " << which;
    }
  }
}

ENTRY_CASE(Select, CountsEntriesNotSockets, kit::kStream, 137) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  ASSERT_TRUE(kit::readable(pair.server));
  Sets sets;
  sets.add(pair.server);
  EXPECT_EQ(sets.wait(0), 2);
  EXPECT_NE(FD_ISSET(pair.server, &sets.read), 0);
  EXPECT_NE(FD_ISSET(pair.server, &sets.write), 0);
  EXPECT_EQ(sets.except.fd_count, 0U);
}

ENTRY_CASE(Select, TimeOutEmptiesTheSets, kit::kStream, 137) {
  kit::Pair pair = entry.connected();
  kit::Socket listening = entry.listener();
  Sets sets;
  FD_SET(pair.server, &sets.read);
  FD_SET(listening, &sets.read);
  FD_SET(pair.server, &sets.except);
  EXPECT_EQ(sets.wait(20), 0);
  EXPECT_EQ(sets.read.fd_count, 0U);
  EXPECT_EQ(sets.except.fd_count, 0U);
}

ENTRY_CASE(Select, KeepsOrderOfReadySockets, kit::kStream, 137) {
  kit::Pair one = entry.connected(), two = entry.connected(), three = entry.connected();
  ASSERT_TRUE(kit::send_all(one.client, "x") && kit::send_all(three.client, "x"));
  ASSERT_TRUE(kit::readable(one.server) && kit::readable(three.server));
  Sets sets;
  for (const SOCKET s : {SOCKET{three.server}, SOCKET{two.server}, SOCKET{one.server}}) FD_SET(s, &sets.read);
  EXPECT_EQ(sets.wait(0), 2);
  EXPECT_EQ(FD_ISSET(two.server, &sets.read), 0);
  EXPECT_NE(FD_ISSET(one.server, &sets.read), 0);
  EXPECT_NE(FD_ISSET(three.server, &sets.read), 0);
}

ENTRY_CASE(Select, TimevalIsChecked, kit::kStream, 138) {
  kit::Pair pair = entry.connected();
  for (const timeval bad : {timeval{-1, 0}, timeval{0, -1}}) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(pair.server, &set);
    EXPECT_FAILS(select(0, &set, nullptr, nullptr, &bad), WSAEINVAL);
  }
}

ENTRY_CASE(Select, TimevalIsLeftAlone, kit::kStream, 138) {
  kit::Pair pair = entry.connected();
  fd_set set;
  FD_ZERO(&set);
  FD_SET(pair.server, &set);
  timeval time{0, 20000};
  EXPECT_EQ(select(0, &set, nullptr, nullptr, &time), 0);
  EXPECT_EQ(time.tv_sec, 0);
  EXPECT_EQ(time.tv_usec, 20000);
}

ENTRY_CASE(Select, WaitsWithoutATimeOut, kit::kStream, 138, 139) {
  kit::Pair pair = entry.connected();
  const SOCKET server = pair.server;
  kit::Blocked waiting([server] {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(server, &set);
    return select(0, &set, nullptr, nullptr, nullptr);
  });
  ASSERT_TRUE(waiting.wait_until_inside());
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  ASSERT_TRUE(waiting.finished());
  EXPECT_EQ(waiting.result(), 1);
}

ENTRY_CASE(Select, ReadableConditions, kit::kStream, 139) {
  kit::Socket listening = entry.listener();
  EXPECT_FALSE(kit::readable(listening, 0));
  kit::Socket client = entry.open();
  make_nonblocking(client);
  const kit::Address where = kit::local_address(listening);
  connect(client, where.data(), where.length());
  EXPECT_TRUE(kit::readable(listening)) << "a pending connection";
  kit::Socket server(accept(listening, nullptr, nullptr));
  EXPECT_FALSE(kit::readable(server, 0));
  ASSERT_TRUE(kit::writable(client) && kit::send_all(client, "x"));
  EXPECT_TRUE(kit::readable(server)) << "data";
  char byte = 0;
  EXPECT_EQ(recv(server, &byte, 1, 0), 1);
  EXPECT_FALSE(kit::readable(server, 0));
  client.close();
  EXPECT_TRUE(kit::readable(server)) << "the end";
  EXPECT_TRUE(kit::readable(server, 0)) << "the end lasts";
}

ENTRY_CASE(Select, ResetIsReadable, kit::kStream, 139) {
  kit::Pair pair = entry.connected();
  const linger hard{1, 0};
  ASSERT_SUCCEEDS(
      setsockopt(pair.client, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard), sizeof hard));
  pair.client.close();
  EXPECT_TRUE(kit::readable(pair.server));
}

ENTRY_CASE(Select, DatagramConditions, kit::kDatagram, 139, 140) {
  kit::Pair pair = entry.connected();
  EXPECT_FALSE(kit::readable(pair.server, 0));
  EXPECT_TRUE(kit::writable(pair.client, 0));
  ASSERT_EQ(send(pair.client, "", 0, 0), 0);
  EXPECT_TRUE(kit::readable(pair.server)) << "an empty datagram can be received";
}

ENTRY_CASE(Select, WritableConditions, kit::kStream, 140) {
  kit::Pair pair = entry.connected();
  EXPECT_TRUE(kit::writable(pair.client, 0));
  make_nonblocking(pair.client);
  const std::string text(1 << 18, 'x');
  while (send(pair.client, text.data(), static_cast<int>(text.size()), 0) > 0) {
  }
  EXPECT_FALSE(kit::writable(pair.client, 0)) << "no room";
  char buffer[1 << 16];
  make_nonblocking(pair.server);
  EXPECT_TRUE(kit::eventually([&] {
    while (recv(pair.server, buffer, sizeof buffer, 0) > 0) {
    }
    return kit::writable(pair.client, 0);
  }));
}

ENTRY_CASE(Select, RunningConnectIsInNoSet, kit::kStream | kit::kTransport, 141) {
  const kit::FullListener full(entry);
  const kit::Socket s = full.waiting_connect();
  Sets sets;
  sets.add(s);
  EXPECT_EQ(sets.wait(0), 0);
  EXPECT_EQ(sets.read.fd_count + sets.write.fd_count + sets.except.fd_count, 0U);
}

ENTRY_CASE(Select, IdleUnconnectedStreamIsInNoSet, kit::kStream, 141) {
  kit::Socket fresh = entry.open();
  Sets sets;
  sets.add(fresh);
  EXPECT_EQ(sets.wait(0), 0);
  kit::Socket bound = entry.bound();
  sets = Sets();
  sets.add(bound);
  EXPECT_EQ(sets.wait(0), 0);
}

// One call over the sockets of two providers: Windows refuses it, this system serves it. Either way nothing
// is lost.
API_CASE(Select, SocketsOfSeveralEntries, 142) {
  const auto entries = kit::enumerate();
  std::vector<kit::Socket> sockets;
  Sets sets;
  for (const WSAPROTOCOL_INFOW& info : entries) {
    const kit::Entry entry(info);
    if (!entry.is(kit::kDatagram | kit::kPorts)) continue;
    sockets.push_back(entry.open());
    FD_SET(sockets.back(), &sets.write);
  }
  ASSERT_FALSE(sockets.empty());
  const timeval none{0, 0};
  const int count = select(0, nullptr, &sets.write, nullptr, &none);
  if (count == SOCKET_ERROR) {
    EXPECT_CODE(WSAGetLastError(), WSAEINVAL, WSAENOTSOCK);
  } else {
    EXPECT_EQ(count, static_cast<int>(sockets.size()));
  }
}

ENTRY_CASE(Select, MoreThanTheDefaultSet, kit::kDatagram, 134, 1016) {
  kit::Pair pair = entry.connected();
  std::vector<kit::Socket> idle;
  Sets sets;
  for (int i = 0; i < 900; ++i) {
    idle.push_back(entry.open());
    FD_SET(idle.back(), &sets.except);
  }
  FD_SET(pair.server, &sets.read);
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  ASSERT_TRUE(kit::readable(pair.server));
  EXPECT_EQ(sets.except.fd_count, 900U);
  EXPECT_EQ(sets.wait(0), 1);
  EXPECT_NE(FD_ISSET(pair.server, &sets.read), 0);
}

API_CASE(Select, BadPointers, 1002) {
  const timeval none{0, 0};
  EXPECT_FAILS(select(0, reinterpret_cast<fd_set*>(24), nullptr, nullptr, &none), WSAEFAULT);
  const kit::Socket s(socket(AF_INET, SOCK_DGRAM, 0));
  fd_set set;
  FD_ZERO(&set);
  FD_SET(s, &set);
  EXPECT_FAILS(select(0, nullptr, &set, nullptr, reinterpret_cast<timeval*>(24)), WSAEFAULT);
}
