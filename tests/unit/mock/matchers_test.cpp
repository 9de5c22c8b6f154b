// SPDX-License-Identifier: MIT
// Compiled with the plain BSD names, as a program's tests are.
#include "wosa/mock/matchers.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include <afunix.h>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace wosa::mock {
namespace {

using testing::ElementsAre;
using testing::Gt;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

template <typename Matcher, typename Value>
std::string explanation(const Matcher& matcher, const Value& value) {
  testing::StringMatchResultListener listener;
  testing::ExplainMatchResult(matcher, value, &listener);
  return listener.str();
}

WSABUF buffer(std::string& bytes) { return {static_cast<ULONG>(bytes.size()), bytes.data()}; }

sockaddr_in ipv4(const char* ip, u_short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  EXPECT_EQ(inet_pton(AF_INET, ip, &address.sin_addr), 1);
  return address;
}

template <typename Structure>
const sockaddr* as_sockaddr(const Structure& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

class Buffers : public testing::Test {
 protected:
  std::string first_ = "hello ";
  std::string second_ = "world";
  WSABUF both_[2] = {buffer(first_), buffer(second_)};
  std::tuple<LPWSABUF, DWORD> all_{both_, 2};
};

TEST_F(Buffers, ContentOfAPointerIsThatOfOneBuffer) {
  EXPECT_THAT(both_, BufferContent("hello "));
  EXPECT_THAT(both_ + 1, BufferContent(StartsWith("wor")));
  EXPECT_THAT(both_, Not(BufferContent("hello world")));
}

TEST_F(Buffers, ContentOfPointerAndCountIsThatOfAll) {
  EXPECT_THAT(all_, BufferContent("hello world"));
  EXPECT_THAT((std::tuple<LPWSABUF, DWORD>(both_, 1)), BufferContent("hello "));
  EXPECT_THAT((std::tuple<LPWSABUF, DWORD>(both_, 0)), BufferContent(""));
}

TEST_F(Buffers, Sizes) {
  EXPECT_THAT(all_, BufferSizes(ElementsAre(6, 5)));
  EXPECT_THAT(both_, BufferSizes(ElementsAre(6)));
  EXPECT_THAT(all_, Not(BufferSizes(ElementsAre(5, 6))));
}

TEST_F(Buffers, ContentMayHaveZeroes) {
  std::string bytes("a\0b", 3);
  WSABUF one = buffer(bytes);
  EXPECT_THAT(&one, BufferContent(std::string("a\0b", 3)));
  EXPECT_THAT(&one, Not(BufferContent("a")));
}

TEST_F(Buffers, NullMatchesNothing) {
  const LPWSABUF none = nullptr;
  EXPECT_THAT(none, Not(BufferContent("")));
  EXPECT_THAT((std::tuple<LPWSABUF, DWORD>(nullptr, 2)), Not(BufferContent("")));
  EXPECT_EQ(explanation(BufferContent(""), none), "which is NULL");
}

TEST_F(Buffers, SayWhatTheyFound) {
  EXPECT_THAT(explanation(BufferContent("x"), all_), HasSubstr("\"hello world\""));
  EXPECT_THAT(explanation(BufferSizes(ElementsAre(1)), all_), HasSubstr("{ 6, 5 }"));
  EXPECT_EQ((testing::DescribeMatcher<LPWSABUF>(BufferContent("x"))), "holds bytes that is equal to \"x\"");
}

TEST(Addresses, Ipv4) {
  const sockaddr_in address = ipv4("192.0.2.7", 8080);
  EXPECT_THAT(as_sockaddr(address), InetAddress("192.0.2.7", 8080));
  EXPECT_THAT(as_sockaddr(address), AddressFamily(AF_INET));
  EXPECT_THAT(as_sockaddr(address), AddressPort(Gt(1023)));
  EXPECT_THAT(as_sockaddr(address), Not(InetAddress("192.0.2.7", 8081)));
  EXPECT_THAT(as_sockaddr(address), Not(InetAddress("192.0.2.8", 8080)));
  EXPECT_THAT(as_sockaddr(address), AddressPath(""));
}

TEST(Addresses, Ipv6WithScope) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(53);
  ASSERT_EQ(inet_pton(AF_INET6, "fe80::1", &address.sin6_addr), 1);
  EXPECT_THAT(as_sockaddr(address), InetAddress("fe80::1", 53));
  EXPECT_THAT(as_sockaddr(address), AddressFamily(23));
  address.sin6_scope_id = 2;
  EXPECT_THAT(as_sockaddr(address), AddressIp("fe80::1%2"));
  EXPECT_THAT(explanation(AddressPort(54), as_sockaddr(address)), HasSubstr("[fe80::1%2]:53"));
}

TEST(Addresses, UnixPath) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/run/greeter");
  EXPECT_THAT(as_sockaddr(address), UnixAddress("/run/greeter"));
  EXPECT_THAT(as_sockaddr(address), Not(UnixAddress("/run/other")));
  const auto length = static_cast<int>(offsetof(sockaddr_un, sun_path) + 4);
  EXPECT_THAT(std::tuple(as_sockaddr(address), length), UnixAddress("/run"));
  std::memset(address.sun_path, 'x', sizeof address.sun_path);
  EXPECT_THAT(as_sockaddr(address), UnixAddress(std::string(UNIX_PATH_MAX, 'x')));
}

TEST(Addresses, WithALengthNothingIsReadBehindIt) {
  const sockaddr_in address = ipv4("192.0.2.7", 8080);
  const auto cut = std::make_unique<char[]>(8);
  std::memcpy(cut.get(), &address, 8);
  const auto* start = reinterpret_cast<const sockaddr*>(cut.get());
  EXPECT_THAT(std::tuple(start, 8), Not(AddressPort(8080)));
  EXPECT_THAT(explanation(AddressPort(8080), std::tuple(start, 8)), HasSubstr("too short"));
  EXPECT_THAT(std::tuple(start, 1), Not(AddressFamily(AF_INET)));
  EXPECT_THAT(std::tuple(start, -5), Not(AddressFamily(AF_INET)));
  EXPECT_THAT(std::tuple(as_sockaddr(address), 16), AddressPort(8080));
}

TEST(Addresses, LengthMayBeAPointer) {
  sockaddr_in address = ipv4("192.0.2.7", 8080);
  INT length = sizeof address;
  EXPECT_THAT(std::tuple(reinterpret_cast<sockaddr*>(&address), &length), InetAddress("192.0.2.7", 8080));
  EXPECT_THAT(std::tuple(reinterpret_cast<sockaddr*>(&address), static_cast<INT*>(nullptr)),
              Not(AddressPort(8080)));
}

TEST(Addresses, OfOtherFamiliesHaveOnlyThat) {
  sockaddr address{};
  address.sa_family = 99;
  const sockaddr* pointer = &address;
  EXPECT_THAT(pointer, AddressFamily(99));
  EXPECT_THAT(pointer, AddressPort(0));
  EXPECT_THAT(explanation(AddressPort(1), pointer), HasSubstr("family 99"));
}

TEST(Addresses, NullMatchesNothing) {
  const sockaddr* none = nullptr;
  EXPECT_THAT(none, Not(AddressFamily(0)));
  EXPECT_THAT(std::tuple(none, 16), Not(AddressFamily(0)));
  EXPECT_EQ(explanation(AddressFamily(0), none), "which is NULL");
}

TEST(OverlappedStructures, StatusBytesAndEvent) {
  OVERLAPPED operation{};
  int event = 0;
  operation.Internal = 0x103;
  operation.InternalHigh = 42;
  operation.hEvent = &event;
  const LPWSAOVERLAPPED pointer = &operation;
  EXPECT_THAT(pointer, OverlappedStatus(0x103u));
  EXPECT_THAT(pointer, OverlappedBytes(Gt(41u)));
  EXPECT_THAT(pointer, OverlappedEvent(&event));
  EXPECT_THAT(pointer, Not(OverlappedStatus(0u)));
  EXPECT_THAT(pointer, Not(OverlappedBytes(41u)));
  EXPECT_THAT(pointer, Not(OverlappedEvent(nullptr)));
  const LPWSAOVERLAPPED none = nullptr;
  EXPECT_EQ(explanation(OverlappedBytes(0u), none), "which is NULL");
}

}  // namespace
}  // namespace wosa::mock
