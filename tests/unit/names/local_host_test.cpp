// SPDX-License-Identifier: MIT
#include "names/local_host.hpp"

#include <gtest/gtest.h>

#include "fake_resolver.hpp"

namespace wosa::runtime::names {
namespace {

TEST(Localhost, AndNamesBelowIt272) {
  for (const char* name : {"localhost", "LOCALHOST", "localhost.", "a.localhost", "a.b.localhost."}) {
    EXPECT_TRUE(is_localhost(name)) << name;
  }
  for (const char* name : {"", ".", "localhost1", "alocalhost", "localhost.a", ".localhost", "ocalhost"}) {
    EXPECT_FALSE(is_localhost(name)) << name;
  }
}

TEST(ThisComputer, HasSeveralNames272) {
  for (const char* name : {"", "..localmachine", "..LOCALMACHINE", "box", "Box", "box.", "box.example"}) {
    EXPECT_TRUE(is_this_computer(name, "box.example")) << name;
  }
  for (const char* name : {"boxes", "box.example.org", "..", "localmachine"}) {
    EXPECT_FALSE(is_this_computer(name, "box.example")) << name;
  }
  EXPECT_FALSE(is_this_computer("box.example", "box"));  // the resolver may know
  EXPECT_FALSE(is_this_computer(".", ""));
}

TEST(ThisComputer, IsReachedByWhatIsNoLoopback272) {
  const FakeResolver resolver;
  EXPECT_EQ(texts(reachable_addresses(resolver.interfaces)), (Strings{"2001:db8::10", "192.0.2.10"}));
  const std::vector<Address> mixed = {address_of("127.0.0.1"), address_of("::1"), address_of("192.0.2.10")};
  EXPECT_EQ(texts(reachable_addresses(mixed)), (Strings{"::1", "192.0.2.10"}));
  const std::vector<Address> alone = {address_of("127.0.0.1"), address_of("::1")};
  EXPECT_EQ(texts(reachable_addresses(alone)), (Strings{"::1", "127.0.0.1"}));
}

TEST(Configured, MeansMoreThanALoopback277) {
  const std::vector<Address> own = {address_of("127.0.0.1"), address_of("127.0.0.2"), address_of("::1"),
                                    address_of("fe80::1%2")};
  EXPECT_FALSE(is_configured(WS_AF_INET, own));
  EXPECT_TRUE(is_configured(WS_AF_INET6, own));
}

TEST(HostOf, KnowsLoopbackAndOwnAddresses) {
  FakeResolver resolver;
  resolver.reverse["127.0.0.1"] = Host{"something.else", {}, {address_of("127.0.0.1")}};
  EXPECT_EQ(host_of(resolver, loopback(WS_AF_INET))->name, "localhost");
  EXPECT_EQ(host_of(resolver, loopback(WS_AF_INET6))->name, "localhost");
  EXPECT_EQ(host_of(resolver, address_of("127.0.0.2")).error(), WSAHOST_NOT_FOUND);
  EXPECT_EQ(host_of(resolver, address_of("192.0.2.10"))->name, "box");
  resolver.reverse["192.0.2.10"] = Host{"box.example", {}, {address_of("192.0.2.10")}};
  EXPECT_EQ(host_of(resolver, address_of("192.0.2.10"))->name, "box.example");
}

}  // namespace
}  // namespace wosa::runtime::names
