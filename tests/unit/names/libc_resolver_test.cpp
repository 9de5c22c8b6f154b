// SPDX-License-Identifier: MIT
// libc's resolver, with what its files and the kernel answer; no case needs a name server.
#include <gtest/gtest.h>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "fake_resolver.hpp"

namespace wosa::runtime::names {
namespace {

// A name that the hosts file gives 127.0.0.1; "" where it has none.
std::string name_of_loopback() {
  std::ifstream file("/etc/hosts");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string address;
    std::string name;
    if (words >> address >> name && address == "127.0.0.1") return name;
  }
  return {};
}

class LibcHosts : public ::testing::Test {
 protected:
  void SetUp() override {
    name = name_of_loopback();
    if (name.empty()) GTEST_SKIP() << "the hosts file does not name 127.0.0.1";
  }
  std::string name;
};

TEST_F(LibcHosts, AreFoundInTheHostsFile) {
  HostQuery query;
  query.name = name;
  query.family = WS_AF_INET;
  query.canonical = true;
  for (const auto& host : {system_resolver().host(query), system_resolver().host_with_aliases(query)}) {
    ASSERT_TRUE(host.has_value()) << host.error();
    EXPECT_EQ(host->name, name);
    EXPECT_EQ(texts(host->addresses), (Strings{"127.0.0.1"}));
  }
}

TEST_F(LibcHosts, AreFoundByAddress) {
  const auto host = system_resolver().host_of(loopback(WS_AF_INET));
  ASSERT_TRUE(host.has_value()) << host.error();
  EXPECT_EQ(host->name, name);
  EXPECT_EQ(texts(host->addresses), (Strings{"127.0.0.1"}));
}

TEST(LibcResolver, RefusesNamesThatNoHostCanHave) {
  HostQuery query;
  query.name = std::string(1025, 'a');
  EXPECT_EQ(system_resolver().host(query).error(), WSAHOST_NOT_FOUND);
  EXPECT_EQ(system_resolver().host_with_aliases(query).error(), WSAHOST_NOT_FOUND);
  query.name = "\xC3";  // no UTF-8
  EXPECT_FALSE(system_resolver().host(query).has_value());
}

TEST(LibcResolver, KnowsThisComputer) {
  utsname system{};
  ASSERT_EQ(uname(&system), 0);
  EXPECT_EQ(system_resolver().own_name(), std::string(system.nodename));
  const auto own = system_resolver().own_addresses();
  ASSERT_TRUE(own.has_value());
  EXPECT_NE(std::find(own->begin(), own->end(), loopback(WS_AF_INET)), own->end());
  for (const auto& address : *own) EXPECT_EQ(std::count(own->begin(), own->end(), address), 1);
}

TEST(LibcResolver, KnowsNoSuchService) {
  EXPECT_EQ(system_resolver().service("no-such-service-here", "").error(), WSAHOST_NOT_FOUND);
  EXPECT_EQ(system_resolver().service_at(64999, "tcp").error(), WSAHOST_NOT_FOUND);
  EXPECT_EQ(system_resolver().protocol("no-such-protocol").error(), WSAHOST_NOT_FOUND);
  EXPECT_EQ(system_resolver().protocol_numbered(9999).error(), WSAHOST_NOT_FOUND);
}

}  // namespace
}  // namespace wosa::runtime::names
