// SPDX-License-Identifier: MIT
#include "names/address_query.hpp"

#include <gtest/gtest.h>

#include "fake_resolver.hpp"

namespace wosa::runtime::names {
namespace {

class Query : public ::testing::Test {
 protected:
  Query() {
    resolver.add_host("dual.example", {"2001:db8::1", "198.51.100.1"}, "canonical.example");
    resolver.add_host("four.example", {"198.51.100.2", "198.51.100.3"});
    resolver.services = {{"web/tcp", 8080}, {"web/udp", 8081}, {"mail/tcp", 25}};
  }

  Answer<AddressAnswer> ask(const char* node, int flags = 0, int family = WS_AF_UNSPEC) {
    AddressQuery query;
    query.node = node;
    query.flags = flags;
    query.family = family;
    EXPECT_EQ(check(query), 0);
    return find_addresses(resolver, query);
  }

  static Strings all(const Answer<AddressAnswer>& answer) {
    Strings texts;
    for (const auto& record : answer.value().records) texts.push_back(to_text(record.address));
    return texts;
  }

  FakeResolver resolver;
};

TEST_F(Query, KeepsTheResolversOrder281) {
  EXPECT_EQ(all(ask("dual.example")), (Strings{"2001:db8::1", "198.51.100.1"}));
  EXPECT_EQ(all(ask("four.example")), (Strings{"198.51.100.2", "198.51.100.3"}));
}

TEST_F(Query, AsksForItsFamilyOnly) {
  EXPECT_EQ(all(ask("dual.example", 0, WS_AF_INET)), (Strings{"198.51.100.1"}));
  ASSERT_EQ(resolver.asked.size(), 1u);
  EXPECT_EQ(resolver.asked[0].family, WS_AF_INET);
}

TEST_F(Query, TellsUnknownHostsFromMissingRecords271) {
  EXPECT_EQ(ask("nobody.example").error(), WSAHOST_NOT_FOUND);
  EXPECT_EQ(ask("four.example", 0, WS_AF_INET6).error(), WSANO_DATA);
  resolver.failure = WSATRY_AGAIN;
  EXPECT_EQ(ask("nobody.example").error(), WSATRY_AGAIN);
}

TEST_F(Query, NamesOfThisComputerAreNotAsked272) {
  for (const char* name : {"localhost", "", "..localmachine", "box", "BOX", "a.localhost"}) {
    EXPECT_TRUE(ask(name).has_value()) << name;
  }
  EXPECT_EQ(all(ask("box")), (Strings{"2001:db8::10", "192.0.2.10"}));
  EXPECT_TRUE(resolver.asked.empty());
}

TEST_F(Query, CanonicalNamesComeFromTheResolver274) {
  EXPECT_EQ(ask("dual.example", WS_AI_CANONNAME)->canonical_name, "canonical.example");
  EXPECT_TRUE(resolver.asked.back().canonical);
  EXPECT_EQ(ask("dual.example", AI_FQDN)->canonical_name, "canonical.example");
  EXPECT_FALSE(ask("dual.example")->canonical_name.has_value());
  EXPECT_FALSE(resolver.asked.back().canonical);
  EXPECT_EQ(ask("", WS_AI_CANONNAME)->canonical_name, "box");
}

TEST_F(Query, FqdnOfThisComputerHasItsDomain274) {
  EXPECT_EQ(ask("box", AI_FQDN)->canonical_name, "box");
  resolver.add_host("box", {"192.0.2.10"}, "box.example");
  EXPECT_EQ(ask("box", AI_FQDN)->canonical_name, "box.example");
  EXPECT_EQ(ask("box", WS_AI_CANONNAME)->canonical_name, "box");
}

TEST_F(Query, NumericHostAsksNobody275) {
  EXPECT_EQ(all(ask("198.51.100.7", WS_AI_NUMERICHOST)), (Strings{"198.51.100.7"}));
  EXPECT_EQ(ask("dual.example", WS_AI_NUMERICHOST).error(), WSAHOST_NOT_FOUND);
  EXPECT_TRUE(resolver.asked.empty());
}

TEST_F(Query, MapsWhereThereIsNoIpv6_276) {
  EXPECT_EQ(all(ask("four.example", WS_AI_V4MAPPED, WS_AF_INET6)),
            (Strings{"::ffff:198.51.100.2", "::ffff:198.51.100.3"}));
  EXPECT_EQ(all(ask("dual.example", WS_AI_V4MAPPED, WS_AF_INET6)), (Strings{"2001:db8::1"}));
  EXPECT_EQ(all(ask("dual.example", WS_AI_V4MAPPED | WS_AI_ALL, WS_AF_INET6)),
            (Strings{"2001:db8::1", "::ffff:198.51.100.1"}));
  EXPECT_EQ(all(ask("dual.example", WS_AI_V4MAPPED | WS_AI_ALL)), (Strings{"2001:db8::1", "198.51.100.1"}));
  EXPECT_EQ(all(ask("dual.example", WS_AI_ALL, WS_AF_INET6)), (Strings{"2001:db8::1"}));
}

TEST_F(Query, AddrConfigLeavesConfiguredFamilies277) {
  EXPECT_EQ(all(ask("dual.example", WS_AI_ADDRCONFIG)), (Strings{"2001:db8::1", "198.51.100.1"}));
  resolver.interfaces = {address_of("127.0.0.1"), address_of("::1"), address_of("192.0.2.10")};
  EXPECT_EQ(all(ask("dual.example", WS_AI_ADDRCONFIG)), (Strings{"198.51.100.1"}));
  EXPECT_EQ(all(ask("dual.example")), (Strings{"2001:db8::1", "198.51.100.1"}));
  EXPECT_EQ(ask("dual.example", WS_AI_ADDRCONFIG, WS_AF_INET6).error(), WSANO_DATA);
  EXPECT_EQ(all(ask("dual.example", WS_AI_ADDRCONFIG | WS_AI_V4MAPPED, WS_AF_INET6)),
            (Strings{"::ffff:198.51.100.1"}));
  EXPECT_EQ(all(ask("2001:db8::9", WS_AI_ADDRCONFIG)), (Strings{"2001:db8::9"}));
  resolver.interfaces = {address_of("127.0.0.1"), address_of("::1")};
  EXPECT_EQ(ask("localhost", WS_AI_ADDRCONFIG).error(), WSANO_DATA);
}

TEST_F(Query, IdnIsEncodedUnlessDisabled282) {
  resolver.add_host(
      "b\xC3\xBC"
      "cher.example",
      {"198.51.100.9"});
  EXPECT_TRUE(ask("b\xC3\xBC"
                  "cher.example")
                  .has_value());
  EXPECT_TRUE(resolver.asked.back().encode_idn);
  EXPECT_TRUE(ask("b\xC3\xBC"
                  "cher.example",
                  AI_DISABLE_IDN_ENCODING)
                  .has_value());
  EXPECT_FALSE(resolver.asked.back().encode_idn);
}

TEST_F(Query, NamedServiceMultipliesRecords279) {
  AddressQuery query;
  query.node = "four.example";
  query.service = "web";
  const auto answer = find_addresses(resolver, query);
  ASSERT_EQ(answer->records.size(), 4u);
  const int types[] = {WS_SOCK_STREAM, WS_SOCK_DGRAM, WS_SOCK_STREAM, WS_SOCK_DGRAM};
  const USHORT ports[] = {8080, 8081, 8080, 8081};
  for (unsigned i = 0; i < 4; ++i) {
    EXPECT_EQ(answer->records[i].socket_type, types[i]);
    EXPECT_EQ(answer->records[i].port, ports[i]);
    EXPECT_EQ(answer->records[i].protocol, 0);
    EXPECT_EQ(to_text(answer->records[i].address), i < 2 ? "198.51.100.2" : "198.51.100.3");
  }
}

TEST_F(Query, CopiesTheProtocol280) {
  AddressQuery query;
  query.node = "198.51.100.7";
  query.service = "7";
  query.socket_type = WS_SOCK_RAW;
  query.protocol = 99;
  const auto answer = find_addresses(resolver, query);
  ASSERT_EQ(answer->records.size(), 1u);
  EXPECT_EQ(answer->records[0].protocol, 99);
  EXPECT_EQ(answer->records[0].socket_type, WS_SOCK_RAW);
  EXPECT_EQ(answer->records[0].port, 7);
}

TEST_F(Query, UnknownServiceIsNotWorthAHost) {
  AddressQuery query;
  query.node = "dual.example";
  query.service = "nothing";
  EXPECT_EQ(find_addresses(resolver, query).error(), WSATYPE_NOT_FOUND);
  EXPECT_TRUE(resolver.asked.empty());
}

TEST(QueryCheck, RefusesWhatOnlyGetAddrInfoExHas) {
  for (const unsigned flag :
       {AI_DNS_ONLY, AI_FORCE_CLEAR_TEXT, AI_BYPASS_DNS_CACHE, AI_RETURN_TTL, AI_SECURE_WITH_FALLBACK,
        AI_EXCLUSIVE_CUSTOM_SERVERS, AI_RETURN_RESPONSE_FLAGS, AI_REQUIRE_SECURE, AI_RESOLUTION_HANDLE}) {
    AddressQuery query;
    query.node = "::1";
    query.flags = static_cast<int>(flag);
    EXPECT_EQ(check(query), WSAEINVAL) << std::hex << flag;
  }
}

}  // namespace
}  // namespace wosa::runtime::names
