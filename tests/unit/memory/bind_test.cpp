// SPDX-License-Identifier: MIT
#include "memory_fixture.hpp"

namespace {

using namespace memory_test;

class MemoryBind : public MemoryTest {
 protected:
  enum Mode { kNone, kReuse, kExclusive };

  Socket prepared(int type, Mode mode) {
    Socket socket = open(WS_AF_INET, type);
    socket->options().reuse = mode == kReuse;
    socket->options().exclusive = mode == kExclusive;
    return socket;
  }
};

TEST_F(MemoryBind, GivesADynamicPort) {
  for (const int type : {WS_SOCK_STREAM, WS_SOCK_DGRAM}) {
    for (int i = 0; i < 50; ++i) {
      const Socket socket = bound(type);
      EXPECT_GE(port_of(*socket->local_name()), 49152);
      EXPECT_EQ(with_port(*socket->local_name(), 0), ipv4(kLoopback));
    }
  }
}

TEST_F(MemoryBind, UnboundHasNoName) {
  EXPECT_EQ(code(stream()->local_name()), WSAEINVAL);
  EXPECT_EQ(code(datagram()->local_name()), WSAEINVAL);
}

TEST_F(MemoryBind, KeepsAWildcard) {
  const Socket socket = stream();
  ASSERT_EQ(code(socket->bind(ipv4(0))), 0);
  EXPECT_EQ(with_port(*socket->local_name(), 0), ipv4(0));
  const Socket six = stream(WS_AF_INET6);
  ASSERT_EQ(code(six->bind(ipv6("::", 4000))), 0);
  EXPECT_EQ(*six->local_name(), ipv6("::", 4000));
}

TEST_F(MemoryBind, OnlyOwnAddresses) {
  for (const int type : {WS_SOCK_STREAM, WS_SOCK_DGRAM}) {
    const Socket socket = open(WS_AF_INET, type);
    EXPECT_EQ(code(socket->bind(ipv4(0xCB007107))), WSAEADDRNOTAVAIL);
    EXPECT_EQ(code(socket->bind(ipv4(0x7F0A0B0C))), 0) << "the refused bind left it unbound";
    const Socket six = open(WS_AF_INET6, type);
    EXPECT_EQ(code(six->bind(ipv6("2001:db8::77"))), WSAEADDRNOTAVAIL);
    EXPECT_EQ(code(six->bind(ipv6("::ffff:127.0.0.1"))), WSAEADDRNOTAVAIL) << "IPv6 only";
    EXPECT_EQ(code(six->bind(ipv6("::1"))), 0);
  }
}

// Annex A of the behaviours: the second bind's result for every pair.
TEST_F(MemoryBind, ConflictMatrix) {
  constexpr int ok = 0, inuse = WSAEADDRINUSE, access = WSAEACCES;
  struct Party {
    Mode mode;
    std::uint32_t host;
  };
  const Party parties[] = {{kNone, 0},          {kNone, kLoopback}, {kReuse, 0},
                           {kReuse, kLoopback}, {kExclusive, 0},    {kExclusive, kLoopback}};
  const int expected[6][6] = {
      {inuse, ok, access, ok, inuse, ok},
      {ok, inuse, ok, access, inuse, inuse},
      {inuse, ok, ok, ok, inuse, ok},
      {ok, inuse, ok, ok, inuse, inuse},
      {inuse, access, access, access, inuse, access},
      {ok, inuse, ok, access, inuse, inuse},
  };
  for (const int type : {WS_SOCK_STREAM, WS_SOCK_DGRAM}) {
    for (int first = 0; first < 6; ++first) {
      for (int second = 0; second < 6; ++second) {
        const Socket holder = prepared(type, parties[first].mode);
        ASSERT_EQ(code(holder->bind(ipv4(parties[first].host))), 0);
        const Socket rival = prepared(type, parties[second].mode);
        const auto port = port_of(*holder->local_name());
        EXPECT_EQ(code(rival->bind(ipv4(parties[second].host, port))), expected[first][second])
            << first << " then " << second;
      }
    }
  }
}

TEST_F(MemoryBind, ProtocolsAndNetworksHaveTheirOwnPorts) {
  const Socket tcp = prepared(WS_SOCK_STREAM, kExclusive);
  ASSERT_EQ(code(tcp->bind(ipv4(kLoopback, 700))), 0);
  const Socket udp = prepared(WS_SOCK_DGRAM, kExclusive);
  EXPECT_EQ(code(udp->bind(ipv4(kLoopback, 700))), 0);
  wosa::spi::MemoryTransport other(environment());
  const WSAPROTOCOL_INFOW info{};
  const auto elsewhere = other.open({WS_AF_INET, WS_SOCK_STREAM, 0, 0, info});
  EXPECT_EQ(code((*elsewhere)->bind(ipv4(kLoopback, 700))), 0);
}

// Its memory is a copy that other threads may have been changing: nothing of it is used.
TEST_F(MemoryBind, ChildOfAForkStartsWithAnEmptyNetwork) {
  const Socket listening = listener();
  const Address where = *listening->local_name();
  pretend_fork();
  const Socket client = stream();
  EXPECT_EQ(code(client->start_connect(where)), WSAECONNREFUSED);
  const Socket again = stream();
  EXPECT_EQ(code(again->bind(where)), 0);
  EXPECT_EQ(code(again->listen(1)), 0);
  EXPECT_EQ(code(client->start_connect(where)), 0);
  EXPECT_EQ(code(listening->try_accept()), WSAEWOULDBLOCK);
  EXPECT_EQ(code(again->try_accept()), 0);
}

TEST_F(MemoryBind, CloseFreesThePort) {
  for (const Mode mode : {kNone, kReuse, kExclusive}) {
    const Socket holder = prepared(WS_SOCK_STREAM, mode);
    ASSERT_EQ(code(holder->bind(ipv4(kLoopback, 800))), 0);
    holder->close(Ending::graceful);
    const Socket next = prepared(WS_SOCK_STREAM, kExclusive);
    EXPECT_EQ(code(next->bind(ipv4(kLoopback, 800))), 0);
  }
}

TEST_F(MemoryBind, DualModeHasBothFamilies) {
  const Socket four = stream();
  four->options().exclusive = true;
  ASSERT_EQ(code(four->bind(ipv4(0, 900))), 0);
  const Socket only_six = stream(WS_AF_INET6);
  EXPECT_EQ(code(only_six->bind(ipv6("::", 900))), 0) << "an IPv6-only socket has its own ports";
  only_six->close(Ending::graceful);
  const Socket both = dual(WS_SOCK_STREAM);
  EXPECT_EQ(code(both->bind(ipv6("::", 900))), WSAEACCES);
  EXPECT_EQ(code(both->bind(ipv6("::ffff:127.0.0.1", 901))), 0);
  const Socket rival = stream();
  EXPECT_EQ(code(rival->bind(ipv4(kLoopback, 901))), WSAEADDRINUSE);
}

TEST_F(MemoryBind, ModeComesBeforeBind) {
  const Socket socket = stream(WS_AF_INET6);
  ASSERT_EQ(code(socket->bind(ipv6("::1"))), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, DWORD{0}), WSAEINVAL);
  EXPECT_EQ(get(*socket, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY), 1);
}

TEST_F(MemoryBind, DynamicPortsRunOut) {
  constexpr int kFirst = 49152, kCount = 16384, kLeft = 3;
  std::vector<Socket> all;
  for (int i = 0; i < kCount - kLeft; ++i) {
    all.push_back(datagram());
    ASSERT_EQ(code(all.back()->bind(ipv4(kLoopback, static_cast<std::uint16_t>(kFirst + i)))), 0) << i;
  }
  for (int i = 0; i < kLeft; ++i) {
    all.push_back(datagram());
    ASSERT_EQ(code(all.back()->bind(ipv4(kLoopback))), 0) << "once around the range";
    EXPECT_GE(port_of(*all.back()->local_name()), kFirst + kCount - kLeft);
  }
  const Socket late = datagram();
  EXPECT_EQ(code(late->bind(ipv4(kLoopback))), WSAENOBUFS);
  EXPECT_EQ(code(late->bind(ipv4(kLoopback, 5000))), 0) << "there are other ports";
  const Socket elsewhere = datagram();
  EXPECT_EQ(code(elsewhere->bind(ipv4(0x7F000002))), 0) << "and other addresses";
  const auto freed = port_of(*all[777]->local_name());
  all[777]->close(Ending::graceful);
  const Socket next = datagram();
  ASSERT_EQ(code(next->bind(ipv4(kLoopback))), 0);
  EXPECT_EQ(port_of(*next->local_name()), freed);
}

TEST_F(MemoryBind, ExclusivePortLivesWithItsConnections) {
  const Socket listening = prepared(WS_SOCK_STREAM, kExclusive);
  ASSERT_EQ(code(listening->bind(ipv4(kLoopback, 1000))), 0);
  ASSERT_EQ(code(listening->listen(4)), 0);
  Pair pair = connected(*listening, stream());
  listening->close(Ending::graceful);
  const Socket again = stream();
  EXPECT_EQ(code(again->bind(ipv4(kLoopback, 1000))), WSAEADDRINUSE);
  pair.server->close(Ending::graceful);
  EXPECT_EQ(code(again->bind(ipv4(kLoopback, 1000))), 0);
}

TEST_F(MemoryBind, PlainPortDoesNot) {
  const Socket listening = listener();
  const Address where = *listening->local_name();
  const Pair pair = connected(*listening, stream());
  listening->close(Ending::graceful);
  const Socket again = stream();
  EXPECT_EQ(code(again->bind(where)), 0);
}

}  // namespace
