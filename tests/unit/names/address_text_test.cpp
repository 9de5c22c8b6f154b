// SPDX-License-Identifier: MIT
#include "names/address_text.hpp"

#include <gtest/gtest.h>

#include "fake_resolver.hpp"

namespace wosa::runtime::names {
namespace {

TEST(NumericHost, IsAnAddressOfEitherFamily) {
  EXPECT_EQ(parse_numeric_host("192.0.2.1"), ipv4(192, 0, 2, 1));
  EXPECT_EQ(parse_numeric_host("::1"), loopback(WS_AF_INET6));
  EXPECT_EQ(parse_numeric_host("fe80::1%4")->scope, 4u);
  EXPECT_EQ(parse_numeric_host("fe80::1%lo")->scope, 1u);
}

TEST(NumericHost, IsNothingElse) {
  for (const char* text : {"", "host", "1.2.3.4.5", "[::1]", "fe80::1%", "fe80::1%no-such-interface", "%1",
                           "fe80::1%4x", "fe80::1%99999999999", "1.2.3.4%1", "::1 "}) {
    EXPECT_FALSE(parse_numeric_host(text).has_value()) << text;
  }
}

TEST(AddressText, NamesTheScopeOnlyWhenThereIsOne) {
  Address address = address_of("fe80::1");
  EXPECT_EQ(to_scoped_text(address), "fe80::1");
  address.scope = 12;
  EXPECT_EQ(to_scoped_text(address), "fe80::1%12");
  EXPECT_EQ(to_text(address), "fe80::1");
}

TEST(SocketAddresses, AreReadAsTheyWereWritten) {
  for (const char* text : {"192.0.2.1", "2001:db8::1", "fe80::1%9"}) {
    const Address address = address_of(text);
    const auto socket_address = to_socket_address(address, 0x1234);
    EXPECT_EQ(socket_address.size, address.is_ipv6() ? 28u : 16u);
    const Endpoint endpoint = to_endpoint(socket_address.storage);
    EXPECT_EQ(endpoint.address, address);
    EXPECT_EQ(endpoint.port, 0x1234);
  }
  EXPECT_EQ(to_socket_address(loopback(WS_AF_INET6), 0).storage.ss_family, 23);
}

}  // namespace
}  // namespace wosa::runtime::names
