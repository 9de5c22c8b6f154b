// SPDX-License-Identifier: MIT
// gethostbyname, gethostbyaddr, getservbyname, getservbyport, getprotobyname, getprotobynumber. The cases on
// services and protocols need the files of Debian's package netbase, and say so where it is missing.
#include "winsock_fixture.hpp"

#include <cstring>
#include <set>
#include <string>
#include <thread>

namespace {

class Database : public Started {};

void expect_not_started(const void* record) {
  EXPECT_EQ(record, nullptr);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  WSASetLastError(0);
}

TEST(DatabaseUnstarted, NeedsWsaStartup19) {
  const char address[4] = {127, 0, 0, 1};
  expect_not_started(gethostbyname("localhost"));
  expect_not_started(gethostbyaddr(address, 4, AF_INET));
  expect_not_started(getservbyname("http", "tcp"));
  expect_not_started(getservbyport(htons(80), "tcp"));
  expect_not_started(getprotobyname("tcp"));
  expect_not_started(getprotobynumber(6));
}

TEST_F(Database, LocalhostIsALoopback) {
  const hostent* host = gethostbyname("localhost");
  ASSERT_NE(host, nullptr);
  EXPECT_STREQ(host->h_name, "localhost");
  EXPECT_EQ(host->h_addrtype, AF_INET);
  EXPECT_EQ(host->h_length, 4);
  ASSERT_NE(host->h_aliases, nullptr);
  EXPECT_EQ(host->h_aliases[0], nullptr);
  ASSERT_NE(host->h_addr_list[0], nullptr);
  EXPECT_EQ(host->h_addr_list[1], nullptr);
  const UCHAR expected[4] = {127, 0, 0, 1};
  EXPECT_EQ(std::memcmp(host->h_addr, expected, 4), 0);
}

TEST_F(Database, NoNameIsThisComputer) {
  const auto addresses = [](const hostent* host) {
    std::set<std::string> all;
    for (char** entry = host->h_addr_list; *entry != nullptr; ++entry) all.emplace(*entry, 4);
    return all;
  };
  const hostent* host = gethostbyname("");
  ASSERT_NE(host, nullptr);
  const auto all = addresses(host);
  EXPECT_FALSE(all.empty());
  host = gethostbyname(nullptr);
  ASSERT_NE(host, nullptr);
  EXPECT_EQ(addresses(host), all);
}

TEST_F(Database, NumbersStandForThemselves) {
  const hostent* host = gethostbyname("192.0.2.99");
  ASSERT_NE(host, nullptr);
  EXPECT_STREQ(host->h_name, "192.0.2.99");
  const UCHAR expected[4] = {192, 0, 2, 99};
  EXPECT_EQ(std::memcmp(host->h_addr, expected, 4), 0);
  EXPECT_EQ(gethostbyname("::1"), nullptr);
  EXPECT_EQ(WSAGetLastError(), WSANO_DATA);
}

TEST_F(Database, LoopbackHasAName) {
  const char four[4] = {127, 0, 0, 1};
  const hostent* host = gethostbyaddr(four, 4, AF_INET);
  ASSERT_NE(host, nullptr);
  EXPECT_STREQ(host->h_name, "localhost");
  EXPECT_EQ(std::memcmp(host->h_addr, four, 4), 0);
  char six[16] = {};
  six[15] = 1;
  host = gethostbyaddr(six, 16, AF_INET6);
  ASSERT_NE(host, nullptr);
  EXPECT_STREQ(host->h_name, "localhost");
  EXPECT_EQ(host->h_addrtype, 23);
  EXPECT_EQ(host->h_length, 16);
  EXPECT_EQ(std::memcmp(host->h_addr, six, 16), 0);
}

TEST_F(Database, ChecksTheAddress) {
  const char four[4] = {127, 0, 0, 1};
  const auto error = [](const void* record) {
    EXPECT_EQ(record, nullptr);
    return WSAGetLastError();
  };
  EXPECT_EQ(error(gethostbyaddr(four, 3, AF_INET)), WSAEINVAL);
  EXPECT_EQ(error(gethostbyaddr(four, 4, AF_INET6)), WSAEINVAL);
  EXPECT_EQ(error(gethostbyaddr(four, 4, AF_NETBIOS)), WSAEAFNOSUPPORT);
  EXPECT_EQ(error(gethostbyaddr(nullptr, 4, AF_INET)), WSAEFAULT);
  const ForbiddenPage page;
  EXPECT_EQ(error(gethostbyaddr(page.edge<char>() - 2, 4, AF_INET)), WSAEFAULT);
  EXPECT_EQ(error(gethostbyname(page.edge<char>())), WSAEFAULT);
  EXPECT_EQ(error(getservbyname(nullptr, nullptr)), WSAEFAULT);
  EXPECT_EQ(error(getservbyname("http", page.edge<char>())), WSAEFAULT);
  EXPECT_EQ(error(getservbyport(0, page.edge<char>())), WSAEFAULT);
  EXPECT_EQ(error(getprotobyname(nullptr)), WSAEFAULT);
}

TEST_F(Database, RecordsBelongToTheirThread) {
  const hostent* mine = gethostbyname("192.0.2.1");
  ASSERT_NE(mine, nullptr);
  const hostent* theirs = nullptr;
  std::thread([&] { theirs = gethostbyname("192.0.2.2"); }).join();
  EXPECT_NE(mine, theirs);
  EXPECT_STREQ(mine->h_name, "192.0.2.1");
  EXPECT_EQ(gethostbyname("192.0.2.3"), mine);
  EXPECT_STREQ(mine->h_name, "192.0.2.3");
}

TEST_F(Database, UnknownServicesAndProtocols) {
  EXPECT_EQ(getservbyname("no-such-service-here", "tcp"), nullptr);
  EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
  WSASetLastError(0);
  EXPECT_EQ(getservbyport(htons(64999), nullptr), nullptr);
  EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
  WSASetLastError(0);
  EXPECT_EQ(getprotobyname("no-such-protocol"), nullptr);
  EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
  WSASetLastError(0);
  EXPECT_EQ(getprotobynumber(9999), nullptr);
  EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
}

class Netbase : public Started {
 protected:
  void SetUp() override {
    Started::SetUp();
    if (access("/etc/services", R_OK) != 0 || access("/etc/protocols", R_OK) != 0) {
      GTEST_SKIP() << "package netbase is not installed";
    }
  }
};

TEST_F(Netbase, ServicesByName) {
  const servent* service = getservbyname("domain", "udp");
  ASSERT_NE(service, nullptr);
  EXPECT_STREQ(service->s_name, "domain");
  EXPECT_STREQ(service->s_proto, "udp");
  EXPECT_EQ(static_cast<u_short>(service->s_port), htons(53));
  ASSERT_NE(service->s_aliases, nullptr);
  service = getservbyname("http", nullptr);
  ASSERT_NE(service, nullptr);
  EXPECT_EQ(static_cast<u_short>(service->s_port), htons(80));
  EXPECT_EQ(getservbyname("domain", "no-such-protocol"), nullptr);
  EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
}

TEST_F(Netbase, ServicesByPort) {
  const servent* service = getservbyport(htons(25), "tcp");
  ASSERT_NE(service, nullptr);
  EXPECT_STREQ(service->s_name, "smtp");
  EXPECT_STREQ(service->s_proto, "tcp");
  EXPECT_EQ(static_cast<u_short>(service->s_port), htons(25));
}

TEST_F(Netbase, ServiceNamesOfAddresses) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(80);
  char name[NI_MAXSERV];
  ASSERT_EQ(
      getnameinfo(reinterpret_cast<sockaddr*>(&address), sizeof address, nullptr, 0, name, sizeof name, 0),
      0);
  EXPECT_STREQ(name, "http");
  ASSERT_EQ(getnameinfo(reinterpret_cast<sockaddr*>(&address), sizeof address, nullptr, 0, name, sizeof name,
                        NI_NUMERICSERV),
            0);
  EXPECT_STREQ(name, "80");
}

TEST_F(Netbase, ANamedServiceHasItsTypes279) {
  PADDRINFOA list = nullptr;
  ASSERT_EQ(getaddrinfo("127.0.0.1", "domain", nullptr, &list), 0);
  ASSERT_NE(list->ai_next, nullptr);
  EXPECT_EQ(list->ai_socktype, SOCK_STREAM);
  EXPECT_EQ(list->ai_next->ai_socktype, SOCK_DGRAM);
  EXPECT_EQ(list->ai_next->ai_next, nullptr);
  EXPECT_EQ(reinterpret_cast<sockaddr_in*>(list->ai_next->ai_addr)->sin_port, htons(53));
  freeaddrinfo(list);
}

TEST_F(Netbase, Protocols) {
  const protoent* protocol = getprotobyname("tcp");
  ASSERT_NE(protocol, nullptr);
  EXPECT_STREQ(protocol->p_name, "tcp");
  EXPECT_EQ(protocol->p_proto, IPPROTO_TCP);
  ASSERT_NE(protocol->p_aliases, nullptr);
  ASSERT_NE(protocol->p_aliases[0], nullptr);
  EXPECT_STREQ(protocol->p_aliases[0], "TCP");
  protocol = getprotobynumber(IPPROTO_UDP);
  ASSERT_NE(protocol, nullptr);
  EXPECT_STREQ(protocol->p_name, "udp");
}

}  // namespace
