// SPDX-License-Identifier: MIT
#include <arpa/inet.h>

#include "memory_fixture.hpp"
#include "ws2tcpip.h"

namespace {

using namespace memory_test;

class MemoryOptions : public MemoryTest {
 protected:
  static void expect_kept(Endpoint& socket, int level, int name, DWORD initial, DWORD other) {
    SCOPED_TRACE(testing::Message() << "level " << level << " option " << name);
    EXPECT_EQ(get(socket, level, name), std::int64_t{initial});
    EXPECT_EQ(set(socket, level, name, other), 0);
    EXPECT_EQ(get(socket, level, name), std::int64_t{other});
  }
};

TEST_F(MemoryOptions, KeptOnes) {
  const Socket tcp = stream(), udp = datagram(), six = datagram(WS_AF_INET6);
  expect_kept(*tcp, WS_IPPROTO_TCP, WS_TCP_NODELAY, 0, 1);
  expect_kept(*tcp, WS_IPPROTO_TCP, WS_TCP_KEEPIDLE, 7200, 60);
  expect_kept(*tcp, WS_IPPROTO_TCP, WS_TCP_KEEPINTVL, 1, 5);
  expect_kept(*tcp, WS_IPPROTO_TCP, WS_TCP_KEEPCNT, 10, 255);
  expect_kept(*tcp, WS_IPPROTO_IP, WS_IP_TTL, 128, 5);
  expect_kept(*tcp, WS_IPPROTO_IP, WS_IP_TOS, 0, 0x10);
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_MULTICAST_TTL, 1, 17);
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_MULTICAST_LOOP, 1, 0);
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_MULTICAST_IF, 0, htonl(kLoopback));
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_PKTINFO, 0, 1);
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_RECVTTL, 0, 1);
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_RECVTOS, 0, 1);
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_PROTECTION_LEVEL, static_cast<DWORD>(PROTECTION_LEVEL_DEFAULT),
              PROTECTION_LEVEL_RESTRICTED);
  expect_kept(*udp, WS_IPPROTO_IP, WS_IP_MTU_DISCOVER, IP_PMTUDISC_NOT_SET, WS_IP_PMTUDISC_PROBE);
  expect_kept(*udp, WS_IPPROTO_UDP, WS_UDP_NOCHECKSUM, 0, 1);
  expect_kept(*six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, 128, 5);
  expect_kept(*six, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_HOPS, 1, 17);
  expect_kept(*six, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_IF, 0, 1);
  expect_kept(*six, WS_IPPROTO_IPV6, WS_IPV6_TCLASS, 0, 7);
  expect_kept(*six, WS_IPPROTO_IPV6, WS_IPV6_PKTINFO, 0, 1);
  expect_kept(*six, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, 1, 0);
}

TEST_F(MemoryOptions, FlagsAreNormalised) {
  const Socket socket = stream();
  EXPECT_EQ(set(*socket, WS_IPPROTO_TCP, WS_TCP_NODELAY, DWORD{0x100}), 0);
  EXPECT_EQ(get(*socket, WS_IPPROTO_TCP, WS_TCP_NODELAY), 1);
}

TEST_F(MemoryOptions, Ranges) {
  const Socket tcp = stream(), udp = datagram(), six = datagram(WS_AF_INET6);
  EXPECT_EQ(set(*tcp, WS_IPPROTO_IP, WS_IP_TTL, DWORD{256}), WSAEINVAL);
  EXPECT_EQ(set(*tcp, WS_IPPROTO_TCP, WS_TCP_KEEPCNT, DWORD{256}), WSAEINVAL);
  EXPECT_EQ(set(*udp, WS_IPPROTO_IP, WS_IP_MULTICAST_TTL, DWORD{256}), WSAEINVAL);
  EXPECT_EQ(set(*udp, WS_IPPROTO_IP, WS_IP_MTU_DISCOVER, DWORD{77}), WSAEINVAL);
  EXPECT_EQ(set(*udp, WS_IPPROTO_IP, WS_IP_PROTECTION_LEVEL, DWORD{11}), WSAEINVAL);
  EXPECT_EQ(set(*udp, WS_IPPROTO_IP, WS_IP_MULTICAST_IF, DWORD{htonl(0xCB007107)}), WSAEADDRNOTAVAIL);
  EXPECT_EQ(get(*udp, WS_IPPROTO_IP, WS_IP_MULTICAST_IF), 0) << "a refused value changes nothing";
  EXPECT_EQ(set(*six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, DWORD{256}), WSAEINVAL);
  EXPECT_EQ(set(*six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, DWORD{5}), 0);
  EXPECT_EQ(set(*six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, ~DWORD{0}), 0);
  EXPECT_EQ(get(*six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS), 128) << "-1 is the default";
  EXPECT_EQ(set(*six, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_IF, DWORD{987654}), WSAEADDRNOTAVAIL);
}

TEST_F(MemoryOptions, TwoNamesOfOneValue) {
  const Socket tcp = stream(), udp = datagram();
  EXPECT_EQ(set(*tcp, WS_IPPROTO_TCP, WS_TCP_MAXRT, DWORD{3}), 0);
  EXPECT_EQ(get(*tcp, WS_IPPROTO_TCP, WS_TCP_MAXRTMS), 3000);
  EXPECT_EQ(set(*tcp, WS_IPPROTO_TCP, WS_TCP_MAXRT, ~DWORD{0}), 0);
  EXPECT_EQ(get(*tcp, WS_IPPROTO_TCP, WS_TCP_MAXRT), 0xFFFFFFFF) << "for ever";
  EXPECT_EQ(set(*udp, WS_IPPROTO_IP, WS_IP_DONTFRAGMENT, DWORD{1}), 0);
  EXPECT_EQ(get(*udp, WS_IPPROTO_IP, WS_IP_MTU_DISCOVER), WS_IP_PMTUDISC_DO);
  EXPECT_EQ(set(*udp, WS_IPPROTO_UDP, WS_UDP_CHECKSUM_COVERAGE, DWORD{0}), 0);
  EXPECT_EQ(get(*udp, WS_IPPROTO_UDP, WS_UDP_NOCHECKSUM), 1);
}

// Set in network byte order, told in host byte order, as documented.
TEST_F(MemoryOptions, UnicastInterface) {
  const Socket four = datagram(), six = datagram(WS_AF_INET6);
  EXPECT_EQ(set(*four, WS_IPPROTO_IP, WS_IP_UNICAST_IF, DWORD{htonl(1)}), 0);
  EXPECT_EQ(get(*four, WS_IPPROTO_IP, WS_IP_UNICAST_IF), 1);
  EXPECT_EQ(set(*six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_IF, DWORD{1}), 0);
  EXPECT_EQ(get(*six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_IF), 1);
}

TEST_F(MemoryOptions, PathMtuNeedsAPeer) {
  const Socket tcp = stream(), udp = datagram();
  EXPECT_EQ(get(*tcp, WS_IPPROTO_IP, WS_IP_MTU), -WSAENOTCONN);
  EXPECT_EQ(get(*udp, WS_IPPROTO_IP, WS_IP_MTU), -WSAENOTCONN);
  const Pair pair = connected();
  EXPECT_GT(get(*pair.client, WS_IPPROTO_IP, WS_IP_MTU), 0);
  EXPECT_GT(get(*pair.client, WS_IPPROTO_TCP, WS_TCP_MAXSEG), 0);
  EXPECT_EQ(set(*pair.client, WS_IPPROTO_IP, WS_IP_MTU, DWORD{9}), WSAENOPROTOOPT);
  EXPECT_EQ(get(*pair.client, WS_IPPROTO_TCP, WS_TCP_ATMARK), 1);
}

TEST_F(MemoryOptions, LevelsFollowTheFamily) {
  const Socket four = stream(), six = stream(WS_AF_INET6), both = dual(WS_SOCK_STREAM);
  EXPECT_EQ(get(*four, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY), -WSAEINVAL);
  EXPECT_EQ(get(*six, WS_IPPROTO_IP, WS_IP_TTL), -WSAEINVAL);
  EXPECT_EQ(set(*six, WS_IPPROTO_IP, WS_IP_TTL, DWORD{5}), WSAEINVAL);
  EXPECT_EQ(set(*both, WS_IPPROTO_IP, WS_IP_TTL, DWORD{5}), 0);
}

TEST_F(MemoryOptions, UnknownOnes) {
  const Socket tcp = stream(), udp = datagram();
  for (const int level : {1, 77, -1, 0x12345}) EXPECT_EQ(get(*tcp, level, 1), -WSAEINVAL) << level;
  for (const int level : {113, 1000}) EXPECT_EQ(get(*tcp, level, 1), -WSAENOPROTOOPT) << level;
  EXPECT_EQ(get(*tcp, WS_IPPROTO_TCP, 0x7654), -WSAENOPROTOOPT);
  EXPECT_EQ(get(*udp, WS_IPPROTO_TCP, WS_TCP_NODELAY), -WSAENOPROTOOPT);
  EXPECT_EQ(set(*tcp, WS_IPPROTO_UDP, WS_UDP_NOCHECKSUM, DWORD{1}), WSAENOPROTOOPT);
  EXPECT_EQ(set(*tcp, WS_IPPROTO_IP, WS_IP_PKTINFO, DWORD{1}), WSAENOPROTOOPT);
  for (const int refused : {WS_IP_OPTIONS, WS_IP_RTHDR, WS_IP_NRT_INTERFACE, WS_IP_USER_MTU})
    EXPECT_EQ(set(*udp, WS_IPPROTO_IP, refused, DWORD{1}), WSAENOPROTOOPT) << refused;
}

TEST_F(MemoryOptions, ShortValues) {
  const Socket socket = stream();
  std::byte few[3]{};
  EXPECT_EQ(code(socket->set_option(WS_IPPROTO_TCP, WS_TCP_NODELAY, few)), WSAEFAULT);
  EXPECT_EQ(code(socket->get_option(WS_IPPROTO_TCP, WS_TCP_NODELAY, few)), WSAEFAULT);
}

TEST_F(MemoryOptions, ReceiveBroadcastCannotBeLeftOut) {
  const Socket socket = datagram();
  EXPECT_EQ(get(*socket, WS_IPPROTO_IP, WS_IP_RECEIVE_BROADCAST), 1);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_RECEIVE_BROADCAST, DWORD{1}), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_RECEIVE_BROADCAST, DWORD{0}), WSAENOPROTOOPT);
}

}  // namespace
