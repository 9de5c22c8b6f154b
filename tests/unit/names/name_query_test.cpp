// SPDX-License-Identifier: MIT
#include "names/name_query.hpp"

#include <gtest/gtest.h>

#include "fake_resolver.hpp"

namespace wosa::runtime::names {
namespace {

class NameQuery : public ::testing::Test {
 protected:
  NameQuery() {
    add("198.51.100.1", "one.example");
    add("198.51.100.2", "two.elsewhere");
    resolver.services = {{"web/tcp", 80}, {"shell/tcp", 514}, {"syslog/udp", 514}};
  }

  void add(const char* address, const char* name) {
    resolver.reverse[address] = Host{name, {}, {address_of(address)}};
  }
  Answer<std::string> name(const char* address, int flags = 0) {
    return host_name_of(resolver, address_of(address), flags);
  }

  FakeResolver resolver;
};

TEST_F(NameQuery, FallsBackToTheNumber286) {
  EXPECT_EQ(name("198.51.100.1"), "one.example");
  EXPECT_EQ(name("198.51.100.9"), "198.51.100.9");
  EXPECT_EQ(name("fe80::9%3"), "fe80::9%3");
  resolver.failure = WSATRY_AGAIN;
  EXPECT_EQ(name("198.51.100.9"), "198.51.100.9");
}

TEST_F(NameQuery, UnlessANameIsRequired286) {
  EXPECT_EQ(name("198.51.100.1", WS_NI_NAMEREQD), "one.example");
  EXPECT_EQ(name("198.51.100.9", WS_NI_NAMEREQD).error(), WSAHOST_NOT_FOUND);
  resolver.failure = WSANO_DATA;
  EXPECT_EQ(name("198.51.100.9", WS_NI_NAMEREQD).error(), WSAHOST_NOT_FOUND);
  resolver.failure = WSATRY_AGAIN;
  EXPECT_EQ(name("198.51.100.9", WS_NI_NAMEREQD).error(), WSATRY_AGAIN);
}

TEST_F(NameQuery, NumericHostAsksNobody) {
  EXPECT_EQ(name("198.51.100.1", WS_NI_NUMERICHOST), "198.51.100.1");
}

TEST_F(NameQuery, NoFqdnCutsTheOwnDomainOnly) {
  EXPECT_EQ(name("198.51.100.1", WS_NI_NOFQDN), "one.example");  // this computer's domain is not known
  resolver.own = "box.example";
  EXPECT_EQ(name("198.51.100.1", WS_NI_NOFQDN), "one");
  EXPECT_EQ(name("198.51.100.2", WS_NI_NOFQDN), "two.elsewhere");
  resolver.own = "box";
  resolver.add_host("box", {"192.0.2.10"}, "box.EXAMPLE");
  EXPECT_EQ(name("198.51.100.1", WS_NI_NOFQDN), "one");
}

TEST_F(NameQuery, ServicesByTransport286) {
  EXPECT_EQ(service_name_of(resolver, 514, 0), "shell");
  EXPECT_EQ(service_name_of(resolver, 514, WS_NI_DGRAM), "syslog");
  EXPECT_EQ(service_name_of(resolver, 80, WS_NI_DGRAM), "80");
  EXPECT_EQ(service_name_of(resolver, 80, WS_NI_NUMERICSERV), "80");
  EXPECT_EQ(service_name_of(resolver, 65535, 0), "65535");
  EXPECT_EQ(service_name_of(resolver, 0, 0), "0");
}

}  // namespace
}  // namespace wosa::runtime::names
