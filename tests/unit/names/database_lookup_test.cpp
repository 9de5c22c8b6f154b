// SPDX-License-Identifier: MIT
#include "names/database_lookup.hpp"

#include <gtest/gtest.h>

#include "fake_resolver.hpp"
#include "names/thread_records.hpp"

namespace wosa::runtime::names {
namespace {

TEST(Ipv4Host, ComesWithNameAndAliases) {
  FakeResolver resolver;
  resolver.add_host("www.example", {"198.51.100.1", "198.51.100.2"}, "host.example");
  const auto host = find_ipv4_host(resolver, "www.example");
  ASSERT_TRUE(host.has_value());
  const WS_hostent* record = thread_records().host.assign(*host, WS_AF_INET);
  EXPECT_STREQ(record->h_name, "host.example");
  EXPECT_STREQ(record->h_aliases[0], "www.example");
  EXPECT_EQ(record->h_aliases[1], nullptr);
  ASSERT_NE(record->h_addr_list[0], nullptr);
  ASSERT_NE(record->h_addr_list[1], nullptr);
  EXPECT_EQ(record->h_addr_list[2], nullptr);
  EXPECT_EQ(static_cast<unsigned char>(record->h_addr_list[1][3]), 2);
}

TEST(Ipv4Host, HasNoOtherFamily) {
  FakeResolver resolver;
  resolver.add_host("six.example", {"2001:db8::1"});
  EXPECT_EQ(find_ipv4_host(resolver, "six.example").error(), WSANO_DATA);
  EXPECT_EQ(find_ipv4_host(resolver, "nobody.example").error(), WSAHOST_NOT_FOUND);
  resolver.interfaces = {address_of("::1"), address_of("2001:db8::10")};
  EXPECT_EQ(find_ipv4_host(resolver, "").error(), WSANO_DATA);
  const auto own = find_ipv4_host(FakeResolver(), "BOX.");
  ASSERT_TRUE(own.has_value());
  EXPECT_EQ(own->name, "box");
}

TEST(HostRecord, KeepsOneFamily) {
  Host host{"h", {}, {address_of("192.0.2.1"), address_of("2001:db8::1"), address_of("192.0.2.2")}};
  HostRecord record;
  EXPECT_EQ(record.assign(host, WS_AF_INET6)->h_addr_list[1], nullptr);
  EXPECT_EQ(record.assign(host, WS_AF_INET6)->h_length, 16);
  const WS_hostent* four = record.assign(host, WS_AF_INET);
  ASSERT_NE(four->h_addr_list[1], nullptr);
  EXPECT_EQ(four->h_addr_list[2], nullptr);
}

TEST(ServiceRecord, HasItsPortInNetworkOrder) {
  ServiceRecord record;
  const WS_servent* entry = record.assign(Service{"web", {"www", "http"}, 0x1F90, "tcp"});
  EXPECT_EQ(static_cast<USHORT>(entry->s_port), WS_htons(0x1F90));
  EXPECT_STREQ(entry->s_aliases[1], "http");
  EXPECT_EQ(entry->s_aliases[2], nullptr);
}

}  // namespace
}  // namespace wosa::runtime::names
