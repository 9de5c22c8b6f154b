// SPDX-License-Identifier: MIT
#include "memory/host.hpp"

#include "memory/host_addresses.hpp"
#include "memory_fixture.hpp"

namespace {

using memory_test::ipv4;
using memory_test::ipv6;
using wosa::spi::memory::address_of;
using wosa::spi::memory::Host;
using wosa::spi::memory::is_own_address;
using wosa::spi::memory::point_of;
using wosa::spi::memory::source_towards;

TEST(Host, BothFormsOfAnIpv4AddressAreOne) {
  const auto plain = point_of(ipv4(0x7F000001, 80));
  const auto mapped = point_of(ipv6("::ffff:127.0.0.1", 80));
  EXPECT_EQ(plain, mapped);
  EXPECT_EQ(plain.port, 80);
  EXPECT_TRUE(plain.host.is_ipv4());
  EXPECT_EQ(plain.host, Host::ipv4(0x7F000001));
}

TEST(Host, AddressesComeBack) {
  EXPECT_EQ(address_of(point_of(ipv4(0x01020304, 80)), WS_AF_INET), ipv4(0x01020304, 80));
  EXPECT_EQ(address_of(point_of(ipv6("2001:db8::7", 65535)), WS_AF_INET6), ipv6("2001:db8::7", 65535));
  EXPECT_EQ(address_of(point_of(ipv4(0x01020304, 80)), WS_AF_INET6), ipv6("::ffff:1.2.3.4", 80));
}

TEST(Host, Kinds) {
  EXPECT_TRUE(point_of(ipv4(0)).host.is_wildcard());
  EXPECT_TRUE(point_of(ipv6("::")).host.is_wildcard());
  EXPECT_TRUE(point_of(ipv4(0x7F000002)).host.is_loopback());
  EXPECT_TRUE(point_of(ipv6("::1")).host.is_loopback());
  EXPECT_FALSE(point_of(ipv6("::2")).host.is_loopback());
  EXPECT_TRUE(point_of(ipv4(0xE0000001)).host.is_multicast());
  EXPECT_FALSE(point_of(ipv4(0xF0000001)).host.is_multicast());
  EXPECT_TRUE(point_of(ipv6("ff02::1")).host.is_multicast());
  EXPECT_TRUE(point_of(ipv4(0xFFFFFFFF)).host.is_broadcast());
  EXPECT_TRUE(point_of(ipv4(0x7FFFFFFF)).host.is_broadcast());
}

TEST(Host, OwnAddresses) {
  EXPECT_TRUE(is_own_address(Host::ipv4(0x7F010203)));
  EXPECT_TRUE(is_own_address(Host::ipv6_loopback()));
  EXPECT_FALSE(is_own_address(point_of(ipv4(0xCB007107)).host)) << "a documentation address";
  EXPECT_FALSE(is_own_address(point_of(ipv6("2001:db8::77")).host));
}

TEST(Host, Sources) {
  EXPECT_EQ(source_towards(Host::ipv4(0x7F000005)), Host::ipv4(0x7F000001));
  EXPECT_EQ(source_towards(Host::ipv4(0xEF010203)), Host::ipv4(0x7F000001));
  EXPECT_EQ(source_towards(Host::ipv6_loopback()), Host::ipv6_loopback());
  EXPECT_EQ(source_towards(Host::ipv4(0x0A000005)), Host::ipv4(0x0A000005))
      << "an own address speaks for itself";
}

}  // namespace
