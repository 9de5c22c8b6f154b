// SPDX-License-Identifier: MIT
#include "memory_fixture.hpp"

namespace {

using namespace memory_test;

class MemoryConnect : public MemoryTest {};

TEST_F(MemoryConnect, BothEndsHaveNames) {
  const Socket listening = listener();
  const Pair pair = connected(*listening, stream());
  EXPECT_EQ(*pair.client->peer_name(), *listening->local_name());
  EXPECT_EQ(*pair.server->local_name(), *listening->local_name());
  EXPECT_EQ(*pair.server->peer_name(), *pair.client->local_name());
  EXPECT_EQ(with_port(*pair.client->local_name(), 0), ipv4(kLoopback));
  EXPECT_GE(port_of(*pair.client->local_name()), 49152);
}

TEST_F(MemoryConnect, NamesThroughAWildcard) {
  const Socket listening = stream();
  ASSERT_EQ(code(listening->bind(ipv4(0, 80))), 0);
  ASSERT_EQ(code(listening->listen(1)), 0);
  Socket client = stream();
  ASSERT_EQ(code(client->bind(ipv4(0, 81))), 0);
  ASSERT_EQ(code(client->start_connect(ipv4(0x7F000009, 80))), 0);
  const auto server = listening->try_accept();
  ASSERT_TRUE(server);
  EXPECT_EQ(*(*server)->local_name(), ipv4(0x7F000009, 80));
  EXPECT_EQ(*(*server)->peer_name(), ipv4(kLoopback, 81));
  EXPECT_EQ(*client->local_name(), ipv4(kLoopback, 81));
}

TEST_F(MemoryConnect, NobodyThere) {
  const Socket bound_only = bound(WS_SOCK_STREAM);
  const Socket client = stream();
  EXPECT_EQ(code(client->start_connect(*bound_only->local_name())), WSAECONNREFUSED);
  EXPECT_EQ(code(client->start_connect(ipv4(kLoopback, 9))), WSAECONNREFUSED);
  EXPECT_EQ(code(client->local_name()), WSAEINVAL) << "the port is given back";
  EXPECT_EQ(client->ready(kAll), 0U);
  const Socket listening = listener();
  EXPECT_EQ(code(client->start_connect(*listening->local_name())), 0) << "it may try again";
}

TEST_F(MemoryConnect, NoWayThere) {
  const Socket listening = stream();
  ASSERT_EQ(code(listening->bind(ipv4(0, 80))), 0);
  ASSERT_EQ(code(listening->listen(1)), 0);
  const Socket client = stream();
  EXPECT_EQ(code(client->start_connect(ipv4(0xCB007107, 80))), WSAENETUNREACH);
  EXPECT_EQ(code(client->start_connect(ipv4(0, 80))), WSAEADDRNOTAVAIL);
  EXPECT_EQ(code(client->start_connect(ipv4(kLoopback, 0))), WSAEADDRNOTAVAIL);
}

TEST_F(MemoryConnect, FullBacklogRefuses) {
  const Socket listening = listener(2);
  const Socket one = stream(), two = stream(), three = stream();
  EXPECT_EQ(code(one->start_connect(*listening->local_name())), 0);
  EXPECT_EQ(code(two->start_connect(*listening->local_name())), 0);
  EXPECT_EQ(code(three->start_connect(*listening->local_name())), WSAECONNREFUSED);
  ASSERT_TRUE(listening->try_accept());
  EXPECT_EQ(code(three->start_connect(*listening->local_name())), 0);
  ASSERT_EQ(code(listening->listen(3)), 0) << "a new backlog";
  const Socket four = stream();
  EXPECT_EQ(code(four->start_connect(*listening->local_name())), 0);
}

TEST_F(MemoryConnect, InOrder) {
  const Socket listening = listener();
  EXPECT_EQ(listening->ready(kAll), 0U);
  EXPECT_EQ(code(listening->try_accept()), WSAEWOULDBLOCK);
  const Socket one = stream(), two = stream();
  ASSERT_EQ(code(one->start_connect(*listening->local_name())), 0);
  ASSERT_EQ(code(two->start_connect(*listening->local_name())), 0);
  EXPECT_EQ(listening->ready(kAll), DWORD{WOSA_READY_READ | WOSA_READY_DATA});
  const auto first = listening->try_accept(), second = listening->try_accept();
  EXPECT_EQ(*(*first)->peer_name(), *one->local_name());
  EXPECT_EQ(*(*second)->peer_name(), *two->local_name());
  EXPECT_EQ(listening->ready(kAll), 0U);
}

TEST_F(MemoryConnect, DataBeforeAccept) {
  const Socket listening = listener();
  const Socket client = stream();
  ASSERT_EQ(code(client->start_connect(*listening->local_name())), 0);
  EXPECT_EQ(*send(*client, "early"), 5U);
  client->close(Ending::graceful);
  const auto server = listening->try_accept();
  ASSERT_TRUE(server);
  EXPECT_EQ(receive(**server), "early");
  EXPECT_EQ(receive(**server), "");
}

TEST_F(MemoryConnect, ResetWhileItWaited) {
  const Socket listening = listener();
  const Socket client = stream(), next = stream();
  ASSERT_EQ(code(client->start_connect(*listening->local_name())), 0);
  ASSERT_EQ(code(next->start_connect(*listening->local_name())), 0);
  client->close(Ending::reset);
  EXPECT_EQ(code(listening->try_accept()), WSAECONNRESET);
  EXPECT_EQ(code(listening->try_accept()), 0);
}

TEST_F(MemoryConnect, ListenerGoes) {
  const Socket listening = listener();
  const Address where = *listening->local_name();
  const Socket client = stream(), late = stream();
  ASSERT_EQ(code(client->start_connect(where)), 0);
  listening->close(Ending::graceful);
  EXPECT_EQ(receive(*client), "error " + std::to_string(WSAECONNRESET));
  EXPECT_EQ(code(late->start_connect(where)), WSAECONNREFUSED);
}

TEST_F(MemoryConnect, MoreParticularListenerServes) {
  const Socket any = stream(), here = stream();
  for (const Socket* one : {&any, &here}) (*one)->options().reuse = true;
  ASSERT_EQ(code(any->bind(ipv4(0, 80))), 0);
  ASSERT_EQ(code(here->bind(ipv4(kLoopback, 80))), 0);
  ASSERT_EQ(code(any->listen(4)), 0);
  ASSERT_EQ(code(here->listen(4)), 0);
  const Socket one = stream(), two = stream();
  ASSERT_EQ(code(one->start_connect(ipv4(kLoopback, 80))), 0);
  EXPECT_EQ(code(any->try_accept()), WSAEWOULDBLOCK);
  EXPECT_EQ(code(here->try_accept()), 0);
  ASSERT_EQ(code(two->start_connect(ipv4(0x7F000002, 80))), 0);
  EXPECT_EQ(code(any->try_accept()), 0);
}

TEST_F(MemoryConnect, FamiliesStayApart) {
  const Socket six = stream(WS_AF_INET6);
  ASSERT_EQ(code(six->bind(ipv6("::", 80))), 0);
  ASSERT_EQ(code(six->listen(4)), 0);
  const Socket four = stream();
  EXPECT_EQ(code(four->start_connect(ipv4(kLoopback, 80))), WSAECONNREFUSED);
  const Socket client = stream(WS_AF_INET6);
  EXPECT_EQ(code(client->start_connect(ipv6("::ffff:127.0.0.1", 80))), WSAENETUNREACH);
  EXPECT_EQ(code(client->start_connect(ipv6("::1", 80))), 0);
  EXPECT_EQ(with_port(*client->local_name(), 0), ipv6("::1"));
}

TEST_F(MemoryConnect, DualModeSpeaksBoth) {
  const Socket listening = dual(WS_SOCK_STREAM);
  ASSERT_EQ(code(listening->bind(ipv6("::", 80))), 0);
  ASSERT_EQ(code(listening->listen(4)), 0);
  const Socket four = stream(), six = stream(WS_AF_INET6), both = dual(WS_SOCK_STREAM);
  ASSERT_EQ(code(four->start_connect(ipv4(kLoopback, 80))), 0);
  const auto of_four = listening->try_accept();
  EXPECT_EQ(with_port(*(*of_four)->peer_name(), 0), ipv6("::ffff:127.0.0.1"));
  EXPECT_EQ(*(*of_four)->local_name(), ipv6("::ffff:127.0.0.1", 80));
  EXPECT_EQ(get(**of_four, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY), 0);
  ASSERT_EQ(code(six->start_connect(ipv6("::1", 80))), 0);
  EXPECT_EQ(code(listening->try_accept()), 0);
  ASSERT_EQ(code(both->start_connect(ipv6("::ffff:127.0.0.1", 80))), 0);
  EXPECT_EQ(*both->peer_name(), ipv6("::ffff:127.0.0.1", 80));
}

TEST_F(MemoryConnect, BoundToTheOtherFamily) {
  const Socket listening = listener();
  const Socket client = dual(WS_SOCK_STREAM);
  ASSERT_EQ(code(client->bind(ipv6("::1"))), 0);
  const auto where = ipv6("::ffff:127.0.0.1", port_of(*listening->local_name()));
  EXPECT_EQ(code(client->start_connect(where)), WSAENETUNREACH);
  EXPECT_NE(code(client->local_name()), WSAEINVAL) << "an explicit binding stays";
}

// -- SO_CONDITIONAL_ACCEPT ----------------------------------------------------------------------------------

TEST_F(MemoryConnect, ConditionalAcceptLetsTheClientWait) {
  const Socket listening = bound(WS_SOCK_STREAM);
  listening->options().conditional_accept = true;
  ASSERT_EQ(code(listening->listen(1)), 0);
  const Socket client = stream(), more = stream();
  EXPECT_EQ(code(client->start_connect(*listening->local_name())), WSAEWOULDBLOCK);
  EXPECT_EQ(code(more->start_connect(*listening->local_name())), WSAEWOULDBLOCK) << "no backlog";
  EXPECT_EQ(code(client->finish_connect()), WSAEWOULDBLOCK);
  EXPECT_EQ(client->ready(kAll), 0U);
  auto server = listening->try_accept();
  ASSERT_TRUE(server);
  EXPECT_EQ(code(client->finish_connect()), WSAEWOULDBLOCK) << "the program has not agreed yet";
  (*server)->accepted();
  EXPECT_EQ(client->ready(WOSA_READY_WRITE), DWORD{WOSA_READY_WRITE});
  EXPECT_EQ(code(client->finish_connect()), 0);
  EXPECT_EQ(*send(*client, "x"), 1U);
  EXPECT_EQ(receive(**server), "x");
}

TEST_F(MemoryConnect, ConditionalAcceptRefuses) {
  const Socket listening = bound(WS_SOCK_STREAM);
  listening->options().conditional_accept = true;
  ASSERT_EQ(code(listening->listen(1)), 0);
  const Socket client = stream();
  for (int round = 0; round < 2; ++round) {
    ASSERT_EQ(code(client->start_connect(*listening->local_name())), WSAEWOULDBLOCK);
    const auto server = listening->try_accept();
    ASSERT_TRUE(server);
    (*server)->close(Ending::reset);
    EXPECT_EQ(client->ready(kAll), DWORD{WOSA_READY_FAILED});
    EXPECT_EQ(code(client->finish_connect()), WSAECONNREFUSED);
    EXPECT_EQ(client->ready(kAll), 0U);
    EXPECT_EQ(code(client->local_name()), WSAEINVAL);
  }
}

TEST_F(MemoryConnect, ConditionalAcceptThatTheClientTakesBack) {
  const Socket listening = bound(WS_SOCK_STREAM);
  listening->options().conditional_accept = true;
  ASSERT_EQ(code(listening->listen(1)), 0);
  const Socket client = stream();
  ASSERT_EQ(code(client->start_connect(*listening->local_name())), WSAEWOULDBLOCK);
  client->close(Ending::graceful);
  EXPECT_EQ(code(listening->try_accept()), WSAECONNRESET);
}

TEST_F(MemoryConnect, OptionsComeFromTheListener) {
  const Socket listening = listener();
  EXPECT_EQ(set(*listening, WS_IPPROTO_IP, WS_IP_TTL, DWORD{9}), 0);
  const Pair pair = connected(*listening, stream());
  EXPECT_EQ(get(*pair.server, WS_IPPROTO_IP, WS_IP_TTL), 9);
  EXPECT_EQ(get(*pair.client, WS_IPPROTO_IP, WS_IP_TTL), 128);
}

}  // namespace
