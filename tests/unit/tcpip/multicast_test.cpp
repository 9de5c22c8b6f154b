// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <poll.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Multicast : public TcpipTest {
 protected:
  static IN_ADDR address(const char* text) {
    IN_ADDR out;
    EXPECT_EQ(1, inet_pton(AF_INET, text, &out));
    return out;
  }
  int change(SOCKET s, int name, const char* group, const char* interface_) {
    const IP_MREQ request{address(group), address(interface_)};
    return set_option(s, WS_IPPROTO_IP, name, request) == 0 ? 0 : error;
  }
  // A port where two sockets listen, of which the first has joined.
  SOCKET receiver(int port) {
    const SOCKET s = open(kUdp4);
    EXPECT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_REUSEADDR, DWORD{1}));
    EXPECT_EQ(0, bind(s, ipv4("0.0.0.0", port))) << error;
    return s;
  }
  SOCKET sender() {
    const SOCKET s = open(kUdp4);
    EXPECT_EQ(0, set_option(s, WS_IPPROTO_IP, WS_IP_MULTICAST_IF, address("127.0.0.1")));
    return s;
  }
};

TEST_F(Multicast, JoinedSocketsReceiveAndOthersDoNot_67) {
  const SOCKET first = receiver(0);
  const int port = local_name(first).port();
  const SOCKET second = receiver(port);
  const SOCKET stranger = receiver(port);
  ASSERT_EQ(0, change(first, WS_IP_ADD_MEMBERSHIP, "239.255.7.1", "127.0.0.1"));
  ASSERT_EQ(0, change(second, WS_IP_ADD_MEMBERSHIP, "239.255.7.1", "127.0.0.1"));
  const SOCKET from = sender();
  ASSERT_EQ(5, send_to(from, "group", ipv4("239.255.7.1", port))) << error;
  EXPECT_EQ("group", text(first));
  EXPECT_EQ("group", text(second));
  set_non_blocking(stranger);
  EXPECT_EQ("", text(stranger));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  close(first);
  close(second);
  close(stranger);
  close(from);
}

TEST_F(Multicast, TwiceIsNotAvailable_128) {
  const SOCKET s = open(kUdp4);
  EXPECT_EQ(0, change(s, WS_IP_ADD_MEMBERSHIP, "239.255.7.2", "127.0.0.1"));
  EXPECT_EQ(WSAEADDRNOTAVAIL, change(s, WS_IP_ADD_MEMBERSHIP, "239.255.7.2", "127.0.0.1"));
  EXPECT_EQ(0, change(s, WS_IP_DROP_MEMBERSHIP, "239.255.7.2", "127.0.0.1"));
  EXPECT_EQ(WSAEADDRNOTAVAIL, change(s, WS_IP_DROP_MEMBERSHIP, "239.255.7.2", "127.0.0.1"));
  EXPECT_EQ(WSAEINVAL, change(s, WS_IP_ADD_MEMBERSHIP, "10.0.0.1", "127.0.0.1"));
  close(s);
}

TEST_F(Multicast, InterfacesMayBeIndexes) {
  const SOCKET s = open(kUdp4);
  EXPECT_EQ(0, change(s, WS_IP_ADD_MEMBERSHIP, "239.255.7.3", "0.0.0.1"));
  EXPECT_EQ(0, change(s, WS_IP_DROP_MEMBERSHIP, "239.255.7.3", "127.0.0.1"));  // the same interface
  const IN_ADDR index = address("0.0.0.1");
  ASSERT_EQ(0, set_option(s, WS_IPPROTO_IP, WS_IP_MULTICAST_IF, index));
  EXPECT_EQ(index.S_un.S_addr, option(s, WS_IPPROTO_IP, WS_IP_MULTICAST_IF));
  EXPECT_EQ(SOCKET_ERROR, set_option(s, WS_IPPROTO_IP, WS_IP_MULTICAST_IF, address("0.0.99.1")));
  EXPECT_EQ(WSAEADDRNOTAVAIL, error);
  close(s);
}

TEST_F(Multicast, SourcesAreInWinsocksOrder) {
  const SOCKET s = receiver(0);
  const int port = local_name(s).port();
  const IP_MREQ_SOURCE request{address("239.255.7.4"), address("127.0.0.1"), address("127.0.0.1")};
  const IP_MREQ_SOURCE other{address("239.255.7.4"), address("127.0.0.2"), address("127.0.0.1")};
  ASSERT_EQ(0, set_option(s, WS_IPPROTO_IP, WS_IP_ADD_SOURCE_MEMBERSHIP, request)) << error;
  const SOCKET from = sender();
  ASSERT_EQ(3, send_to(from, "one", ipv4("239.255.7.4", port)));
  EXPECT_EQ("one", text(s));
  ASSERT_EQ(0, set_option(s, WS_IPPROTO_IP, WS_IP_DROP_SOURCE_MEMBERSHIP, request)) << error;
  ASSERT_EQ(0, set_option(s, WS_IPPROTO_IP, WS_IP_ADD_SOURCE_MEMBERSHIP, other)) << error;
  ASSERT_EQ(3, send_to(from, "two", ipv4("239.255.7.4", port)));
  set_non_blocking(s);
  EXPECT_EQ("", text(s));
  close(s);
  close(from);
}

TEST_F(Multicast, FamilyNeutralGroups) {
  const SOCKET six = open(kUdp6);
  const IPV6_MREQ request = [] {
    IPV6_MREQ out{};
    EXPECT_EQ(1, inet_pton(AF_INET6, "ff15::7", &out.ipv6mr_multiaddr));
    out.ipv6mr_interface = 1;
    return out;
  }();
  EXPECT_EQ(0, set_option(six, WS_IPPROTO_IPV6, WS_IPV6_ADD_MEMBERSHIP, request)) << error;
  EXPECT_EQ(SOCKET_ERROR, set_option(six, WS_IPPROTO_IPV6, WS_IPV6_ADD_MEMBERSHIP, request));
  EXPECT_EQ(WSAEADDRNOTAVAIL, error);
  EXPECT_EQ(0, set_option(six, WS_IPPROTO_IPV6, WS_IPV6_DROP_MEMBERSHIP, request)) << error;
  GROUP_REQ group{};
  group.gr_interface = 1;
  group.gr_group = ipv6("ff15::8", 0).storage;
  EXPECT_EQ(0, set_option(six, WS_IPPROTO_IPV6, WS_MCAST_JOIN_GROUP, group)) << error;
  EXPECT_EQ(0, set_option(six, WS_IPPROTO_IPV6, WS_MCAST_LEAVE_GROUP, group)) << error;
  group.gr_group.ss_family = 99;
  EXPECT_EQ(SOCKET_ERROR, set_option(six, WS_IPPROTO_IPV6, WS_MCAST_JOIN_GROUP, group));
  EXPECT_EQ(WSAEAFNOSUPPORT, error);
  close(six);
  const SOCKET four = open(kUdp4);
  group.gr_group = ipv4("239.255.7.5", 0).storage;
  EXPECT_EQ(0, set_option(four, WS_IPPROTO_IP, WS_MCAST_JOIN_GROUP, group)) << error;
  GROUP_SOURCE_REQ source{};
  source.gsr_interface = 1;
  source.gsr_group = group.gr_group;
  source.gsr_source = loopback4().storage;
  EXPECT_EQ(0, set_option(four, WS_IPPROTO_IP, WS_MCAST_BLOCK_SOURCE, source)) << error;
  EXPECT_EQ(0, set_option(four, WS_IPPROTO_IP, WS_MCAST_UNBLOCK_SOURCE, source)) << error;
  EXPECT_EQ(0, set_option(four, WS_IPPROTO_IP, WS_MCAST_LEAVE_GROUP, group)) << error;
  close(four);
}

TEST_F(Multicast, StreamsHaveNone) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAENOPROTOOPT, change(s, WS_IP_ADD_MEMBERSHIP, "239.255.7.2", "127.0.0.1"));
  close(s);
}

}  // namespace
}  // namespace wosa::test
