// SPDX-License-Identifier: MIT
#include <cstring>

#include "memory_fixture.hpp"

namespace {

using namespace memory_test;

constexpr std::uint32_t kGroup = 0xEF010203;
constexpr std::uint32_t kOtherGroup = 0xEF010204;

IN_ADDR in_addr_of(std::uint32_t host_order) { return ipv4(host_order).as<SOCKADDR_IN>().sin_addr; }

IP_MREQ membership(std::uint32_t group = kGroup, std::uint32_t where = kLoopback) {
  return {in_addr_of(group), in_addr_of(where)};
}

IP_MREQ_SOURCE from_source(std::uint32_t source, std::uint32_t group = kGroup) {
  return {in_addr_of(group), in_addr_of(source), in_addr_of(kLoopback)};
}

GROUP_REQ group_request(const Address& group, ULONG index = 0) {
  GROUP_REQ request{};
  request.gr_interface = index;
  std::memcpy(&request.gr_group, group.get(), static_cast<std::size_t>(group.length()));
  return request;
}

GROUP_SOURCE_REQ source_request(const Address& group, const Address& source) {
  GROUP_SOURCE_REQ request{};
  std::memcpy(&request.gsr_group, group.get(), static_cast<std::size_t>(group.length()));
  std::memcpy(&request.gsr_source, source.get(), static_cast<std::size_t>(source.length()));
  return request;
}

class MemoryMulticast : public MemoryTest {
 protected:
  Socket sharing(std::uint16_t port) {
    Socket socket = datagram();
    socket->options().reuse = true;
    EXPECT_EQ(code(socket->bind(ipv4(0, port))), 0);
    return socket;
  }
  Socket member(std::uint16_t port = 700) {
    Socket socket = sharing(port);
    EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, membership()), 0);
    return socket;
  }
  bool arrives(const Socket& at, const Socket& from, std::uint32_t group = kGroup) {
    EXPECT_EQ(code(send_to(*from, "m", ipv4(group, 700))), 0);
    return receive_from(*at).error == 0;
  }
};

TEST_F(MemoryMulticast, EveryMemberGetsIt) {
  const Socket one = member(), two = member(), outsider = sharing(700), elsewhere = member(701),
               from = datagram();
  ASSERT_EQ(*send_to(*from, "hello", ipv4(kGroup, 700)), 5U);
  for (const Socket* socket : {&one, &two}) {
    const Arrived arrived = receive_from(**socket);
    EXPECT_EQ(arrived.text, "hello");
    EXPECT_EQ(with_port(arrived.from, 0), ipv4(kLoopback));
  }
  EXPECT_EQ(receive_from(*outsider).error, WSAEWOULDBLOCK);
  EXPECT_EQ(receive_from(*elsewhere).error, WSAEWOULDBLOCK);
  EXPECT_EQ(receive_from(*from).error, WSAEWOULDBLOCK) << "no report where nobody is";
}

TEST_F(MemoryMulticast, JoinAndLeavePairs) {
  const Socket socket = member(), from = datagram();
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, membership()), WSAEADDRNOTAVAIL);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, membership(kOtherGroup)), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_DROP_MEMBERSHIP, membership()), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_DROP_MEMBERSHIP, membership()), WSAEADDRNOTAVAIL);
  EXPECT_FALSE(arrives(socket, from));
  EXPECT_TRUE(arrives(socket, from, kOtherGroup));
}

TEST_F(MemoryMulticast, BadMemberships) {
  const Socket socket = datagram();
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, membership(kLoopback)), WSAEINVAL);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, membership(kGroup, 0xCB007107)),
            WSAEADDRNOTAVAIL);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, DWORD{1}), WSAEFAULT);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_JOIN_GROUP, group_request(ipv4(kGroup), 987654)),
            WSAEADDRNOTAVAIL);
  GROUP_REQ foreign = group_request(ipv4(kGroup));
  foreign.gr_group.ss_family = 99;
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_JOIN_GROUP, foreign), WSAEAFNOSUPPORT);
  EXPECT_EQ(get(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP), -WSAENOPROTOOPT);
}

TEST_F(MemoryMulticast, BlockedSource) {
  const Socket socket = member(), from = datagram();
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_UNBLOCK_SOURCE, from_source(kLoopback)), WSAEADDRNOTAVAIL);
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_BLOCK_SOURCE, from_source(kLoopback)), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_BLOCK_SOURCE, from_source(kLoopback)), WSAEADDRNOTAVAIL);
  EXPECT_FALSE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_UNBLOCK_SOURCE, from_source(kLoopback)), 0);
  EXPECT_TRUE(arrives(socket, from));
}

TEST_F(MemoryMulticast, WantedSources) {
  const Socket socket = sharing(700), from = datagram();
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_SOURCE_MEMBERSHIP, from_source(0x7F000002)), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_SOURCE_MEMBERSHIP, from_source(0x7F000002)),
            WSAEADDRNOTAVAIL);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_BLOCK_SOURCE, from_source(kLoopback)), WSAEINVAL);
  EXPECT_FALSE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_SOURCE_MEMBERSHIP, from_source(kLoopback)), 0);
  EXPECT_TRUE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_DROP_SOURCE_MEMBERSHIP, from_source(kLoopback)), 0);
  EXPECT_FALSE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_DROP_SOURCE_MEMBERSHIP, from_source(0x7F000002)), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_DROP_MEMBERSHIP, membership()), WSAEADDRNOTAVAIL)
      << "the last source took the membership with it";
}

TEST_F(MemoryMulticast, ProtocolIndependentOptions) {
  const Socket socket = sharing(700), from = datagram();
  const Address group = ipv4(kGroup), here = ipv4(kLoopback);
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_JOIN_GROUP, group_request(group)), 0);
  EXPECT_TRUE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_BLOCK_SOURCE, source_request(group, here)), 0);
  EXPECT_FALSE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_UNBLOCK_SOURCE, source_request(group, here)), 0);
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_LEAVE_GROUP, group_request(group)), 0);
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_JOIN_SOURCE_GROUP, source_request(group, here)), 0);
  EXPECT_TRUE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_MCAST_LEAVE_SOURCE_GROUP, source_request(group, here)), 0);
  EXPECT_FALSE(arrives(socket, from));
}

TEST_F(MemoryMulticast, Ipv6Groups) {
  const Socket socket = datagram(WS_AF_INET6), from = datagram(WS_AF_INET6);
  ASSERT_EQ(code(socket->bind(ipv6("::", 700))), 0);
  IPV6_MREQ request{};
  request.ipv6mr_multiaddr = ipv6("ff01::123").as<SOCKADDR_IN6>().sin6_addr;
  request.ipv6mr_interface = 1;
  ASSERT_EQ(set(*socket, WS_IPPROTO_IPV6, WS_IPV6_ADD_MEMBERSHIP, request), 0);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IPV6, WS_IPV6_ADD_MEMBERSHIP, request), WSAEADDRNOTAVAIL);
  ASSERT_EQ(*send_to(*from, "m", ipv6("ff01::123", 700)), 1U);
  EXPECT_EQ(with_port(receive_from(*socket).from, 0), ipv6("::1"));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_LOOP, DWORD{0}), 0);
  ASSERT_EQ(*send_to(*from, "m", ipv6("ff01::123", 700)), 1U);
  EXPECT_EQ(receive_from(*socket).error, WSAEWOULDBLOCK);
  ASSERT_EQ(set(*socket, WS_IPPROTO_IPV6, WS_IPV6_DROP_MEMBERSHIP, request), 0);
}

// The switch belongs to the one who receives.
TEST_F(MemoryMulticast, LoopIsTheReceiversChoice) {
  const Socket socket = member(), from = datagram();
  ASSERT_EQ(set(*from, WS_IPPROTO_IP, WS_IP_MULTICAST_LOOP, DWORD{0}), 0);
  EXPECT_TRUE(arrives(socket, from));
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_MULTICAST_LOOP, DWORD{0}), 0);
  EXPECT_FALSE(arrives(socket, from));
}

TEST_F(MemoryMulticast, BoundToTheGroup) {
  const Socket socket = datagram(), from = datagram();
  ASSERT_EQ(code(socket->bind(ipv4(kGroup, 700))), 0);
  ASSERT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, membership()), 0);
  EXPECT_TRUE(arrives(socket, from));
}

TEST_F(MemoryMulticast, ConnectedToAGroup) {
  const Socket socket = member(), from = datagram();
  ASSERT_EQ(code(from->start_connect(ipv4(kGroup, 700))), 0);
  ASSERT_EQ(*send_to(*from, "m"), 1U);
  EXPECT_EQ(receive_from(*socket).text, "m");
}

TEST_F(MemoryMulticast, NotOnStreams) {
  const Socket socket = stream();
  EXPECT_EQ(set(*socket, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, membership()), WSAENOPROTOOPT);
}

}  // namespace
