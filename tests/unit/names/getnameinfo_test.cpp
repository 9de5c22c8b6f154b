// SPDX-License-Identifier: MIT
// getnameinfo and GetNameInfoW with what this machine answers without asking anybody.
#include "winsock_fixture.hpp"

#include <string>

namespace {

sockaddr_in ipv4(const char* text, u_short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = inet_addr(text);
  return address;
}

sockaddr_in6 ipv6(const char* text, u_short port, ULONG scope = 0) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  EXPECT_EQ(inet_pton(AF_INET6, text, &address.sin6_addr), 1);
  address.sin6_scope_id = scope;
  return address;
}

template <typename Address>
const sockaddr* any(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

class NamesOfAddress : public Started {
 protected:
  char host[NI_MAXHOST] = "";
  char service[NI_MAXSERV] = "";
};

constexpr int kNumbers = NI_NUMERICHOST | NI_NUMERICSERV;

TEST(NamesOfAddressUnstarted, NeedsWsaStartup19) {
  char host[NI_MAXHOST];
  const auto address = ipv4("127.0.0.1", 80);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, host, sizeof host, nullptr, 0, NI_NUMERICHOST),
            WSANOTINITIALISED);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
}

TEST_F(NamesOfAddress, WritesNumbers) {
  const auto four = ipv4("192.0.2.5", 8080);
  ASSERT_EQ(getnameinfo(any(four), sizeof four, host, sizeof host, service, sizeof service, kNumbers), 0);
  EXPECT_STREQ(host, "192.0.2.5");
  EXPECT_STREQ(service, "8080");
  const auto six = ipv6("fe80::5", 53, 7);
  ASSERT_EQ(getnameinfo(any(six), sizeof six, host, sizeof host, service, sizeof service, kNumbers), 0);
  EXPECT_STREQ(host, "fe80::5%7");
  EXPECT_STREQ(service, "53");
}

TEST_F(NamesOfAddress, NamesTheLoopbacksItself) {
  const auto four = ipv4("127.0.0.1", 0);
  ASSERT_EQ(getnameinfo(any(four), sizeof four, host, sizeof host, nullptr, 0, NI_NAMEREQD), 0);
  EXPECT_STREQ(host, "localhost");
  const auto six = ipv6("::1", 0);
  ASSERT_EQ(getnameinfo(any(six), sizeof six, host, sizeof host, nullptr, 0, NI_NAMEREQD | NI_NOFQDN), 0);
  EXPECT_STREQ(host, "localhost");
}

TEST_F(NamesOfAddress, UnknownPortIsItsNumber286) {
  const auto address = ipv4("127.0.0.1", 64999);
  ASSERT_EQ(getnameinfo(any(address), sizeof address, nullptr, 0, service, sizeof service, 0), 0);
  EXPECT_STREQ(service, "64999");
  ASSERT_EQ(getnameinfo(any(address), sizeof address, nullptr, 0, service, sizeof service, NI_DGRAM), 0);
  EXPECT_STREQ(service, "64999");
}

TEST_F(NamesOfAddress, WantsSomethingToDo286) {
  const auto address = ipv4("127.0.0.1", 80);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, nullptr, 0, nullptr, 0, kNumbers), WSAEINVAL);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, host, 0, nullptr, 0, kNumbers), WSAEINVAL);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, host, sizeof host, service, 0, kNumbers), WSAEINVAL);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, host, sizeof host, nullptr, 0, 0x40), WSAEINVAL);
}

TEST_F(NamesOfAddress, NeedsRoomForTheNul286) {
  const auto address = ipv4("192.0.2.5", 8080);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, host, 9, nullptr, 0, kNumbers), WSAEFAULT);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, host, 10, nullptr, 0, kNumbers), 0);
  EXPECT_EQ(WSAGetLastError(), 0);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, nullptr, 0, service, 4, kNumbers), WSAEFAULT);
  EXPECT_EQ(getnameinfo(any(address), sizeof address, nullptr, 0, service, 5, kNumbers), 0);
}

TEST_F(NamesOfAddress, ChecksTheAddress) {
  const ForbiddenPage page;
  const auto four = ipv4("192.0.2.5", 8080);
  const auto six = ipv6("::1", 0);
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_EQ(getnameinfo(nullptr, sizeof four, host, sizeof host, nullptr, 0, kNumbers), WSAEFAULT);
  EXPECT_EQ(getnameinfo(page.edge<sockaddr>(), sizeof four, host, sizeof host, nullptr, 0, kNumbers),
            WSAEFAULT);
  EXPECT_EQ(getnameinfo(any(four), sizeof four - 1, host, sizeof host, nullptr, 0, kNumbers), WSAEFAULT);
  EXPECT_EQ(getnameinfo(any(six), sizeof six - 1, host, sizeof host, nullptr, 0, kNumbers), WSAEFAULT);
  EXPECT_EQ(getnameinfo(any(four), -1, host, sizeof host, nullptr, 0, kNumbers), WSAEFAULT);
  EXPECT_EQ(getnameinfo(&other, sizeof other, host, sizeof host, nullptr, 0, kNumbers), WSAEAFNOSUPPORT);
  EXPECT_EQ(getnameinfo(any(four), 128, host, sizeof host, nullptr, 0, kNumbers), 0);  // longer is fine
}

TEST_F(NamesOfAddress, WideBuffersCountCharacters) {
  const auto address = ipv4("192.0.2.5", 8080);
  WCHAR wide[10];
  WCHAR port[5];
  ASSERT_EQ(GetNameInfoW(any(address), sizeof address, wide, 10, port, 5, kNumbers), 0);
  EXPECT_STREQ(wide, L"192.0.2.5");
  EXPECT_STREQ(port, L"8080");
  EXPECT_EQ(GetNameInfoW(any(address), sizeof address, wide, 9, nullptr, 0, kNumbers), WSAEFAULT);
}

}  // namespace
