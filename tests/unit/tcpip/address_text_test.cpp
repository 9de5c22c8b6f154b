// SPDX-License-Identifier: MIT
#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class AddressText : public TcpipTest {
 protected:
  std::wstring format(const Name& name) {
    wchar_t text[128];
    DWORD length = 128;
    Name copy = name;
    if (table.lpWSPAddressToString(reinterpret_cast<LPSOCKADDR>(copy.get()), static_cast<DWORD>(copy.length),
                                   nullptr, text, &length, &error) != 0) {
      return L"failed";
    }
    EXPECT_EQ(std::wcslen(text) + 1, length);
    return text;
  }
  int parse(const std::wstring& text, int family, Name& out) {
    std::wstring copy = text;
    out = Name();
    out.length = sizeof out.storage;
    return table.lpWSPStringToAddress(copy.data(), family, nullptr, reinterpret_cast<LPSOCKADDR>(out.get()),
                                      &out.length, &error) == 0
               ? 0
               : error;
  }
};

TEST_F(AddressText, ThePortShowsOnlyIfThereIsOne_288) {
  EXPECT_EQ(L"192.0.2.1", format(ipv4("192.0.2.1", 0)));
  EXPECT_EQ(L"192.0.2.1:80", format(ipv4("192.0.2.1", 80)));
  EXPECT_EQ(L"2001:db8::1", format(ipv6("2001:db8::1", 0)));
  EXPECT_EQ(L"[2001:db8::1]:65535", format(ipv6("2001:db8::1", 65535)));
  Name scoped = ipv6("fe80::1", 0);
  reinterpret_cast<SOCKADDR_IN6&>(scoped.storage).sin6_scope_id = 12;
  EXPECT_EQ(L"fe80::1%12", format(scoped));
  EXPECT_EQ(L"[fe80::1%12]:7", format(scoped.with_port(7)));
  EXPECT_EQ(L"::ffff:192.0.2.1", format(ipv6("::ffff:192.0.2.1", 0)));
}

TEST_F(AddressText, TextAndAddressAreInverse_288) {
  for (const wchar_t* text : {L"192.0.2.1", L"192.0.2.1:80", L"0.0.0.0", L"255.255.255.255:65535"}) {
    Name name;
    ASSERT_EQ(0, parse(text, WS_AF_INET, name)) << text;
    EXPECT_EQ(16, name.length);
    EXPECT_EQ(text, format(name));
  }
  for (const wchar_t* text : {L"::", L"::1", L"fe80::1%3", L"[::1]:80", L"[fe80::1%4294967295]:1"}) {
    Name name;
    ASSERT_EQ(0, parse(text, WS_AF_INET6, name)) << text;
    EXPECT_EQ(28, name.length);
    EXPECT_EQ(text, format(name));
  }
  Name name;
  EXPECT_EQ(0, parse(L"[::1]", WS_AF_INET6, name));
  EXPECT_EQ(L"::1", format(name));
}

TEST_F(AddressText, WhatIsNoAddressIsInvalid) {
  Name name;
  for (const wchar_t* text : {L"", L"1.2.3", L"1.2.3.256", L"1.2.3.4:", L"1.2.3.4:65536", L"1.2.3.4:8x",
                              L" 1.2.3.4", L"1.2.3.4 ", L"host", L"1.2.3.4:1:2", L"\x0661.2.3.4"}) {
    EXPECT_EQ(WSAEINVAL, parse(text, WS_AF_INET, name)) << text;
  }
  for (const wchar_t* text : {L"", L":", L"1.2.3.4", L"[::1", L"::1]", L"[::1]80", L"[::1]:", L"::1%",
                              L"::1%x", L"::1%4294967296", L"1::2::3"}) {
    EXPECT_EQ(WSAEINVAL, parse(text, WS_AF_INET6, name)) << text;
  }
  EXPECT_EQ(WSAEINVAL, parse(L"1.2.3.4", 99, name));
  EXPECT_EQ(WSAEINVAL, parse(std::wstring(5000, L'1'), WS_AF_INET, name));
}

TEST_F(AddressText, RoomIsCheckedAndTheNeedTold) {
  Name name = ipv4("127.0.0.1", 80);
  wchar_t text[16];
  DWORD length = 12;
  auto* address = reinterpret_cast<LPSOCKADDR>(name.get());
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPAddressToString(address, 16, nullptr, text, &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(13u, length);
  EXPECT_EQ(0, table.lpWSPAddressToString(address, 16, nullptr, text, &length, &error));
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPAddressToString(address, 15, nullptr, text, &length, &error));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPAddressToString(nullptr, 16, nullptr, text, &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPAddressToString(address, 16, nullptr, nullptr, &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  name.storage.ss_family = 77;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPAddressToString(address, 28, nullptr, text, &length, &error));
  EXPECT_EQ(WSAEINVAL, error);
  wchar_t input[] = L"::1";
  INT room = 16;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPStringToAddress(input, WS_AF_INET6, nullptr, address, &room, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(28, room);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPStringToAddress(nullptr, WS_AF_INET6, nullptr, address, &room, &error));
  EXPECT_EQ(WSAEFAULT, error);
}

}  // namespace
}  // namespace wosa::test
