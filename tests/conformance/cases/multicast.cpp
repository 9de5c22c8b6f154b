// SPDX-License-Identifier: MIT
// Section 9, multicast, over the loopback interface.
#include <ws2tcpip.h>

#include "kit/case.hpp"

namespace {

constexpr std::uint32_t kGroup = 0xEF010203U;  // 239.1.2.3

template <typename T>
int set(SOCKET s, int level, int option, T value) {
  return setsockopt(s, level, option, reinterpret_cast<const char*>(&value), sizeof value);
}

DWORD get(SOCKET s, int level, int option) {
  DWORD value = 7777;
  int length = sizeof value;
  EXPECT_SUCCEEDS(getsockopt(s, level, option, reinterpret_cast<char*>(&value), &length));
  return value;
}

ip_mreq on_loopback(std::uint32_t group = kGroup) {
  ip_mreq request{};
  request.imr_multiaddr.s_addr = htonl(group);
  request.imr_interface.s_addr = htonl(INADDR_LOOPBACK);
  return request;
}

kit::Socket member(const kit::Entry& entry, u_short port) {
  kit::Socket s = entry.open();
  EXPECT_SUCCEEDS(set<BOOL>(s, SOL_SOCKET, SO_REUSEADDR, TRUE));
  const kit::Address any = entry.wildcard(port);
  EXPECT_SUCCEEDS(bind(s, any.data(), any.length()));
  EXPECT_SUCCEEDS(set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, on_loopback()));
  return s;
}

kit::Socket sender(const kit::Entry& entry) {
  kit::Socket s = entry.open();
  EXPECT_SUCCEEDS(set<DWORD>(s, IPPROTO_IP, IP_MULTICAST_IF, htonl(INADDR_LOOPBACK)));
  return s;
}

bool receives(SOCKET s, int ms = kit::kPatienceMs) {
  char buffer[8];
  return kit::readable(s, ms) && recv(s, buffer, sizeof buffer, 0) == 1;
}

}  // namespace

ENTRY_CASE(Multicast, EveryMemberGetsEveryDatagram, kit::kUdp | kit::kMultipoint | kit::kInet, 67) {
  kit::Socket one = member(entry, 0);
  const u_short port = kit::local_address(one).port();
  kit::Socket two = member(entry, port), three = member(entry, port);
  kit::Socket from = sender(entry);
  const kit::Address group = kit::Address::inet(kGroup, port);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(sendto(from, "m", 1, 0, group.data(), group.length()), 1) << kit::error_name(WSAGetLastError());
    EXPECT_TRUE(receives(one) && receives(two) && receives(three));
  }
}

ENTRY_CASE(Multicast, Defaults, kit::kUdp | kit::kMultipoint | kit::kInet, 127) {
  kit::Socket s = entry.open();
  EXPECT_EQ(get(s, IPPROTO_IP, IP_MULTICAST_TTL), 1U);
  EXPECT_EQ(get(s, IPPROTO_IP, IP_MULTICAST_LOOP), 1U);
  ASSERT_SUCCEEDS(set<DWORD>(s, IPPROTO_IP, IP_MULTICAST_TTL, 17));
  EXPECT_EQ(get(s, IPPROTO_IP, IP_MULTICAST_TTL), 17U);
  ASSERT_SUCCEEDS(set<DWORD>(s, IPPROTO_IP, IP_MULTICAST_LOOP, 0));
  EXPECT_EQ(get(s, IPPROTO_IP, IP_MULTICAST_LOOP), 0U);
  EXPECT_FAILS(set<DWORD>(s, IPPROTO_IP, IP_MULTICAST_TTL, 256), WSAEINVAL);
}

ENTRY_CASE(Multicast, DefaultsOfIPv6, kit::kUdp | kit::kMultipoint | kit::kInet6, 127) {
  kit::Socket s = entry.open();
  EXPECT_EQ(get(s, IPPROTO_IPV6, IPV6_MULTICAST_HOPS), 1U);
  EXPECT_EQ(get(s, IPPROTO_IPV6, IPV6_MULTICAST_LOOP), 1U);
  ASSERT_SUCCEEDS(set<DWORD>(s, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 17));
  EXPECT_EQ(get(s, IPPROTO_IPV6, IPV6_MULTICAST_HOPS), 17U);
}

// The switch belongs to the one who receives: a sender's own setting does not silence it.
ENTRY_CASE(Multicast, LoopIsTheReceiversChoice, kit::kUdp | kit::kMultipoint | kit::kInet, 127) {
  kit::Socket listening = member(entry, 0);
  const kit::Address group = kit::Address::inet(kGroup, kit::local_address(listening).port());
  kit::Socket from = sender(entry);
  ASSERT_SUCCEEDS(set<DWORD>(from, IPPROTO_IP, IP_MULTICAST_LOOP, 0));
  ASSERT_EQ(sendto(from, "m", 1, 0, group.data(), group.length()), 1);
  EXPECT_TRUE(receives(listening, 2000)) << "the sender's switch kept the datagram from the receiver";
}

ENTRY_CASE(Multicast, ReceiverCanSwitchLoopOff, kit::kUdp | kit::kMultipoint | kit::kInet, 127) {
  kit::Socket listening = member(entry, 0);
  const kit::Address group = kit::Address::inet(kGroup, kit::local_address(listening).port());
  kit::Socket from = sender(entry);
  ASSERT_SUCCEEDS(set<DWORD>(listening, IPPROTO_IP, IP_MULTICAST_LOOP, 0));
  ASSERT_EQ(sendto(from, "m", 1, 0, group.data(), group.length()), 1);
  EXPECT_FALSE(receives(listening, 500)) << "own-host multicast was switched off";
}

ENTRY_CASE(Multicast, JoinAndLeavePairs, kit::kUdp | kit::kMultipoint | kit::kInet, 128) {
  kit::Socket s = entry.bound();
  ASSERT_SUCCEEDS(set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, on_loopback()));
  EXPECT_FAILS(set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, on_loopback()), WSAEADDRNOTAVAIL, WSAEINVAL);
  ASSERT_SUCCEEDS(set(s, IPPROTO_IP, IP_DROP_MEMBERSHIP, on_loopback()));
  EXPECT_FAILS(set(s, IPPROTO_IP, IP_DROP_MEMBERSHIP, on_loopback()), WSAEADDRNOTAVAIL, WSAEINVAL);
  EXPECT_SUCCEEDS(set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, on_loopback()));
}

ENTRY_CASE(Multicast, LeavingStopsReception, kit::kUdp | kit::kMultipoint | kit::kInet, 128) {
  kit::Socket listening = member(entry, 0);
  const kit::Address group = kit::Address::inet(kGroup, kit::local_address(listening).port());
  kit::Socket from = sender(entry);
  ASSERT_EQ(sendto(from, "m", 1, 0, group.data(), group.length()), 1);
  EXPECT_TRUE(receives(listening));
  ASSERT_SUCCEEDS(set(listening, IPPROTO_IP, IP_DROP_MEMBERSHIP, on_loopback()));
  ASSERT_EQ(sendto(from, "m", 1, 0, group.data(), group.length()), 1);
  EXPECT_FALSE(receives(listening, 200));
}

ENTRY_CASE(Multicast, BadMemberships, kit::kUdp | kit::kMultipoint | kit::kInet, 128) {
  kit::Socket s = entry.bound();
  EXPECT_FAILS(set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, on_loopback(INADDR_LOOPBACK)), WSAEADDRNOTAVAIL,
               WSAEINVAL);
  ip_mreq nowhere = on_loopback();
  nowhere.imr_interface.s_addr = htonl(0xCB007107U);
  EXPECT_FAILS(set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, nowhere), WSAEADDRNOTAVAIL);
  const ip_mreq good = on_loopback();
  EXPECT_FAILS(setsockopt(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, reinterpret_cast<const char*>(&good), 4),
               WSAEFAULT);
}

ENTRY_CASE(Multicast, MembershipOfIPv6, kit::kUdp | kit::kMultipoint | kit::kInet6, 128) {
  kit::Socket s = entry.bound();
  ipv6_mreq request{};
  inet_pton(AF_INET6, "ff01::123", &request.ipv6mr_multiaddr);
  request.ipv6mr_interface = 1;  // the loopback interface is always the first
  ASSERT_SUCCEEDS(set(s, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, request));
  EXPECT_FAILS(set(s, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, request), WSAEADDRNOTAVAIL, WSAEINVAL);
  ASSERT_SUCCEEDS(set(s, IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP, request));
  EXPECT_FAILS(set(s, IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP, request), WSAEADDRNOTAVAIL, WSAEINVAL);
}

ENTRY_CASE(Multicast, NotClaimedNotSupported, kit::kTcp | kit::kNoMultipoint | kit::kInet, 128) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, on_loopback()), WSAENOPROTOOPT, WSAEINVAL);
}

ENTRY_CASE(Multicast, PacketInformationIsForDatagrams, kit::kTcp, 129) {
  kit::Socket s = entry.open();
  if (entry.is(kit::kInet6)) {
    EXPECT_FAILS(set<DWORD>(s, IPPROTO_IPV6, IPV6_PKTINFO, 1), WSAENOPROTOOPT);
  } else {
    EXPECT_FAILS(set<DWORD>(s, IPPROTO_IP, IP_PKTINFO, 1), WSAENOPROTOOPT);
  }
}

ENTRY_CASE(Multicast, PacketInformationOnDatagrams, kit::kUdp, 129) {
  kit::Socket s = entry.open();
  const int level = entry.is(kit::kInet6) ? IPPROTO_IPV6 : IPPROTO_IP;
  const int option = entry.is(kit::kInet6) ? IPV6_PKTINFO : IP_PKTINFO;
  EXPECT_EQ(get(s, level, option), 0U);
  ASSERT_SUCCEEDS(set<DWORD>(s, level, option, 1));
  EXPECT_EQ(get(s, level, option), 1U);
}

ENTRY_CASE(Multicast, OutgoingInterface, kit::kUdp | kit::kMultipoint, 1017) {
  kit::Socket s = entry.open();
  const int level = entry.is(kit::kInet6) ? IPPROTO_IPV6 : IPPROTO_IP;
  const int option = entry.is(kit::kInet6) ? IPV6_MULTICAST_IF : IP_MULTICAST_IF;
  EXPECT_EQ(get(s, level, option), 0U);
  // An IPv4 interface is told by its address, an IPv6 one by its index; the loopback interface is always the
  // first.
  const DWORD loopback = entry.is(kit::kInet6) ? 1 : htonl(INADDR_LOOPBACK);
  ASSERT_SUCCEEDS(set<DWORD>(s, level, option, loopback));
  EXPECT_EQ(get(s, level, option), loopback);
  const DWORD nowhere = entry.is(kit::kInet6) ? 987654 : htonl(0xCB007107U);
  EXPECT_FAILS(set<DWORD>(s, level, option, nowhere), WSAEADDRNOTAVAIL, WSAEINVAL);
  EXPECT_EQ(get(s, level, option), loopback) << "a refused value changes nothing";
}
