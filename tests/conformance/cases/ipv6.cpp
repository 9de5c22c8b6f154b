// SPDX-License-Identifier: MIT
// Section 10: IPv6 and dual-mode sockets.
#include <ws2tcpip.h>

#include "kit/case.hpp"

namespace {

int set_only6(SOCKET s, DWORD value) {
  return setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, reinterpret_cast<const char*>(&value), sizeof value);
}

DWORD get_only6(SOCKET s) {
  DWORD value = 77;
  int length = sizeof value;
  EXPECT_SUCCEEDS(getsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, reinterpret_cast<char*>(&value), &length));
  return value;
}

kit::Socket of_v4(const kit::Entry& entry) { return entry.open_sibling(AF_INET); }

kit::Socket dual(const kit::Entry& entry) {
  kit::Socket s = entry.open();
  EXPECT_SUCCEEDS(set_only6(s, 0));
  return s;
}

}  // namespace

ENTRY_CASE(IPv6, OnlyIPv6ByDefault, kit::kInet6 | kit::kPorts, 130) {
  kit::Socket s = entry.open();
  EXPECT_EQ(get_only6(s), 1U);
  ASSERT_SUCCEEDS(set_only6(s, 0));
  EXPECT_EQ(get_only6(s), 0U);
  ASSERT_SUCCEEDS(set_only6(s, 1));
  EXPECT_EQ(get_only6(s), 1U);
}

ENTRY_CASE(IPv6, ModeComesBeforeBind, kit::kInet6 | kit::kPorts, 130) {
  kit::Socket s = entry.bound();
  EXPECT_FAILS(set_only6(s, 0), WSAEINVAL);
}

ENTRY_CASE(IPv6, OnlyIPv6ListenerRefusesIPv4, kit::kInet6 | kit::kStream, 130) {
  kit::Socket listening = entry.open();
  const kit::Address any = entry.wildcard();
  ASSERT_SUCCEEDS(bind(listening, any.data(), any.length()));
  ASSERT_SUCCEEDS(listen(listening, 4));
  kit::Socket client = of_v4(entry);
  const kit::Address where = kit::Address::inet(INADDR_LOOPBACK, kit::local_address(listening).port());
  EXPECT_FAILS(connect(client, where.data(), where.length()), WSAECONNREFUSED);
}

ENTRY_CASE(IPv6, DualListenerSeesMappedPeers, kit::kInet6 | kit::kStream, 131) {
  kit::Socket listening = dual(entry);
  const kit::Address any = entry.wildcard();
  ASSERT_SUCCEEDS(bind(listening, any.data(), any.length()));
  ASSERT_SUCCEEDS(listen(listening, 4));
  kit::Socket client = of_v4(entry);
  const kit::Address where = kit::Address::inet(INADDR_LOOPBACK, kit::local_address(listening).port());
  ASSERT_SUCCEEDS(connect(client, where.data(), where.length()));
  kit::Address peer;
  kit::Socket server(accept(listening, peer.data(), peer.length_for_output()));
  ASSERT_TRUE(server.valid());
  EXPECT_EQ(peer.family(), AF_INET6);
  EXPECT_TRUE(peer.same_host(kit::Address::inet6("::ffff:127.0.0.1"))) << peer.text();
  EXPECT_TRUE(kit::peer_address(server).same_as(peer));
  EXPECT_EQ(kit::local_address(server).family(), AF_INET6);
}

ENTRY_CASE(IPv6, DualSocketReachesIPv4, kit::kInet6 | kit::kStream, 131) {
  kit::Socket listening = of_v4(entry);
  const kit::Address any = kit::Address::inet(INADDR_LOOPBACK);
  ASSERT_SUCCEEDS(bind(listening, any.data(), any.length()));
  ASSERT_SUCCEEDS(listen(listening, 4));
  kit::Socket client = dual(entry);
  const kit::Address mapped = kit::Address::inet6("::ffff:127.0.0.1", kit::local_address(listening).port());
  EXPECT_SUCCEEDS(connect(client, mapped.data(), mapped.length()));
  EXPECT_TRUE(kit::peer_address(client).same_as(mapped));
}

ENTRY_CASE(IPv6, DualDatagrams, kit::kInet6 | kit::kDatagram, 131) {
  kit::Socket s = dual(entry);
  const kit::Address any = entry.wildcard();
  ASSERT_SUCCEEDS(bind(s, any.data(), any.length()));
  kit::Socket v4 = of_v4(entry);
  const kit::Address where = kit::Address::inet(INADDR_LOOPBACK, kit::local_address(s).port());
  ASSERT_EQ(sendto(v4, "x", 1, 0, where.data(), where.length()), 1);
  char byte = 0;
  kit::Address from;
  ASSERT_EQ(recvfrom(s, &byte, 1, 0, from.data(), from.length_for_output()), 1);
  EXPECT_TRUE(from.same_host(kit::Address::inet6("::ffff:127.0.0.1"))) << from.text();
  ASSERT_EQ(sendto(s, "y", 1, 0, from.data(), from.length()), 1);
  EXPECT_EQ(recv(v4, &byte, 1, 0), 1);
}

ENTRY_CASE(IPv6, DualSocketTakesNoIPv4Addresses, kit::kInet6 | kit::kPorts, 131) {
  kit::Socket s = dual(entry);
  const kit::Address v4 = kit::Address::inet(INADDR_LOOPBACK, 9);
  EXPECT_FAILS(bind(s, v4.data(), v4.length()), WSAEFAULT, WSAEAFNOSUPPORT);
  EXPECT_FAILS(connect(s, v4.data(), v4.length()), WSAEFAULT, WSAEAFNOSUPPORT);
}

ENTRY_CASE(IPv6, MappedAddressNeedsDualMode, kit::kInet6 | kit::kPorts, 132) {
  kit::Socket s = entry.open();
  const kit::Address mapped = kit::Address::inet6("::ffff:127.0.0.1", 9);
  EXPECT_FAILS(connect(s, mapped.data(), mapped.length()), WSAEADDRNOTAVAIL, WSAENETUNREACH);
  const kit::Address to_bind = mapped.with_port(0);
  EXPECT_FAILS(bind(s, to_bind.data(), to_bind.length()), WSAEADDRNOTAVAIL, WSAENETUNREACH);
}

ENTRY_CASE(IPv6, IPv4OptionsNeedDualMode, kit::kInet6 | kit::kPorts, 133) {
  kit::Socket s = entry.open();
  const DWORD ttl = 5;
  EXPECT_FAILS(setsockopt(s, IPPROTO_IP, IP_TTL, reinterpret_cast<const char*>(&ttl), sizeof ttl), WSAEINVAL);
  DWORD value = 0;
  int length = sizeof value;
  EXPECT_FAILS(getsockopt(s, IPPROTO_IP, IP_TTL, reinterpret_cast<char*>(&value), &length), WSAEINVAL);
  kit::Socket both = dual(entry);
  EXPECT_SUCCEEDS(setsockopt(both, IPPROTO_IP, IP_TTL, reinterpret_cast<const char*>(&ttl), sizeof ttl));
}

ENTRY_CASE(IPv6, IPv6OptionsAreForIPv6, kit::kInet | kit::kPorts, 133) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(set_only6(s, 0), WSAENOPROTOOPT, WSAEINVAL);
}
