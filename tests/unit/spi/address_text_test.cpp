// SPDX-License-Identifier: MIT
#include "wosa/spi/address_text.hpp"

#include <array>
#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include "afunix.h"
#include "ws2ipdef.h"

namespace wosa::spi {
namespace {

std::wstring format(const Address& address) {
  std::array<wchar_t, kAddressText> room;
  room.fill(L'x');
  const auto text = address_to_text(address, room);
  if (!text) return L"code " + std::to_wstring(text.error());
  EXPECT_EQ(0, room[text->size()]);
  return std::wstring(*text);
}

int refusal(std::wstring_view text, int family) {
  const auto address = text_to_address(text, family);
  return address ? 0 : address.error();
}

Address unix_address(std::string_view path, std::size_t length) {
  SOCKADDR_UN structure{};
  structure.sun_family = WS_AF_UNIX;
  std::memcpy(structure.sun_path, path.data(), path.size());
  return Address(std::as_bytes(std::span(&structure, 1)).first(length));
}

std::wstring wide(std::string_view ascii) { return std::wstring(ascii.begin(), ascii.end()); }

TEST(AddressText, TextAndAddressAreInverse_288) {
  const struct {
    int family;
    int length;
    std::wstring_view text;
  } cases[] = {
      {WS_AF_INET, 16, L"192.0.2.1"},
      {WS_AF_INET, 16, L"0.0.0.0:1"},
      {WS_AF_INET, 16, L"255.255.255.255:65535"},
      {WS_AF_INET6, 28, L"::"},
      {WS_AF_INET6, 28, L"fe80::1%3"},
      {WS_AF_INET6, 28, L"[2001:db8::1]:80"},
      {WS_AF_INET6, 28, L"[fe80::1%4294967295]:65535"},
      {WS_AF_INET6, 28, L"[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%4294967295]:65535"},
      {WS_AF_INET6, 28, L"::ffff:192.0.2.1"},
      {WS_AF_UNIX, 110, L"/run/service.socket"},
      {WS_AF_UNIX, 110, L"relative name"},
      {WS_AF_UNIX, 110, L"/tmp/\u00fc\u20ac\U0001F600"},
      {WS_AF_UNIX, 110, L"C:\\Temp\\a.sock"},
  };
  for (const auto& one : cases) {
    const auto address = text_to_address(one.text, one.family);
    ASSERT_TRUE(address) << std::wstring(one.text);
    EXPECT_EQ(one.family, address->family());
    EXPECT_EQ(one.length, address->length());
    EXPECT_EQ(one.text, format(*address));
  }
}

TEST(AddressText, NumbersAreInNetworkOrderAndUnusedFieldsZero) {
  const auto v4 = text_to_address(L"1.2.3.4:258", WS_AF_INET)->as<SOCKADDR_IN>();
  const unsigned char port[] = {1, 2};
  const unsigned char host[] = {1, 2, 3, 4};
  EXPECT_EQ(0, std::memcmp(&v4.sin_port, port, sizeof port));
  EXPECT_EQ(0, std::memcmp(&v4.sin_addr, host, sizeof host));
  EXPECT_EQ(0, std::memcmp(v4.sin_zero, "\0\0\0\0\0\0\0", sizeof v4.sin_zero));
  const auto v6 = text_to_address(L"[::1%7]:258", WS_AF_INET6)->as<SOCKADDR_IN6>();
  EXPECT_EQ(0, std::memcmp(&v6.sin6_port, port, sizeof port));
  EXPECT_EQ(7u, v6.sin6_scope_id);
  EXPECT_EQ(0u, v6.sin6_flowinfo);
}

TEST(AddressText, WhatIsNoAddressIsInvalid) {
  for (const wchar_t* text : {L"", L"1.2.3", L"1.2.3.256", L"1.2.3.4:", L"1.2.3.4:65536", L"1.2.3.4:8x",
                              L" 1.2.3.4", L"1.2.3.4 ", L"host", L"1.2.3.4:1:2", L"\x0661.2.3.4", L"::1"})
    EXPECT_EQ(WSAEINVAL, refusal(text, WS_AF_INET)) << text;
  for (const wchar_t* text : {L"", L":", L"1.2.3.4", L"[::1", L"::1]", L"[::1]80", L"[::1]:", L"::1%",
                              L"::1%x", L"::1%4294967296", L"1::2::3", L"[]", L"[]:1"})
    EXPECT_EQ(WSAEINVAL, refusal(text, WS_AF_INET6)) << text;
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring(5000, L'1'), WS_AF_INET));
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring_view(L"1.2.3.4\0", 8), WS_AF_INET));
  EXPECT_EQ(WSAEINVAL, refusal(L"1.2.3.4", 99));
  EXPECT_EQ(WSAEINVAL, refusal(L"1.2.3.4", -1));
}

TEST(AddressText, APathMustBeUtf8AndLeaveRoomForItsEnd) {
  EXPECT_EQ(WSAEINVAL, refusal(L"", WS_AF_UNIX));
  EXPECT_EQ(0, refusal(std::wstring(107, L'a'), WS_AF_UNIX));
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring(108, L'a'), WS_AF_UNIX));
  EXPECT_EQ(0, refusal(std::wstring(35, L'\u20ac') + L"aa", WS_AF_UNIX));
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring(36, L'\u20ac'), WS_AF_UNIX));
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring_view(L"a\0b", 3), WS_AF_UNIX));
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring(1, static_cast<wchar_t>(0xD800)), WS_AF_UNIX));
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring(1, static_cast<wchar_t>(0x110000)), WS_AF_UNIX));
  EXPECT_EQ(WSAEINVAL, refusal(std::wstring(1, static_cast<wchar_t>(-1)), WS_AF_UNIX));
}

TEST(AddressText, APathEndsWithNulOrWithTheAddress) {
  const std::string full(108, 'p');
  EXPECT_EQ(wide(full), format(unix_address(full, 110)));
  EXPECT_EQ(L"pp", format(unix_address(full, 4)));
  EXPECT_EQ(L"a", format(unix_address(std::string_view("a\0b", 3), 110)));
  EXPECT_EQ(L"", format(unix_address("", 110)));
  EXPECT_EQ(L"", format(unix_address("", 2)));
  EXPECT_EQ(L"a\uFFFDb\uFFFD", format(unix_address("a\xFF"
                                                   "b\xE2\x82",
                                                   110)));
}

TEST(AddressText, WhatIsNoAddressHasNoText) {
  EXPECT_EQ(L"code 10022", format(Address()));
  const SOCKADDR_IN v4{WS_AF_INET, 0, {}, {}};
  EXPECT_EQ(L"code 10022", format(Address(std::as_bytes(std::span(&v4, 1)).first(15))));
  SOCKADDR_IN6 v6{};
  v6.sin6_family = WS_AF_INET6;
  EXPECT_EQ(L"code 10022", format(Address(std::as_bytes(std::span(&v6, 1)).first(27))));
  v6.sin6_family = 77;
  EXPECT_EQ(L"code 10022", format(Address::of(v6)));
}

TEST(AddressText, RoomIsNeverExceeded) {
  const Address address = *text_to_address(L"[::1]:80", WS_AF_INET6);
  std::array<wchar_t, 10> room;
  for (std::size_t size = 0; size < room.size(); ++size) {
    room.fill(L'x');
    const auto text = address_to_text(address, std::span(room).first(size));
    ASSERT_EQ(size >= 9, text.has_value()) << size;
    if (!text) {
      EXPECT_EQ(WSAEFAULT, text.error());
    }
    for (std::size_t i = size; i < room.size(); ++i) EXPECT_EQ(L'x', room[i]);
  }
}

TEST(AddressText, CallersTextIsReadUpToItsEnd) {
  std::array<wchar_t, kAddressText> room;
  EXPECT_EQ(L"text", text_from_caller(L"text", room));
  EXPECT_EQ(L"", text_from_caller(L"", room));
  EXPECT_EQ(std::wstring(127, L'a'), text_from_caller(std::wstring(127, L'a').c_str(), room));
  EXPECT_EQ(WSAEINVAL, text_from_caller(std::wstring(128, L'a').c_str(), room).error());
  EXPECT_EQ(WSAEFAULT, text_from_caller(nullptr, room).error());
}

TEST(AddressText, ACallerWithoutRoomLearnsTheNeed) {
  wchar_t out[8] = L"xxxxxxx";
  DWORD length = 3;
  EXPECT_EQ(WSAEFAULT, text_to_caller(L"abc", out, &length));
  EXPECT_EQ(4u, length);
  EXPECT_EQ(L'x', out[0]);
  EXPECT_EQ(0, text_to_caller(L"abc", out, &length));
  EXPECT_EQ(4u, length);
  EXPECT_STREQ(L"abc", out);
  EXPECT_EQ(L'x', out[4]);
  EXPECT_EQ(WSAEFAULT, text_to_caller(L"abc", nullptr, &length));
  EXPECT_EQ(WSAEFAULT, text_to_caller(L"abc", out, nullptr));
  length = 1;
  EXPECT_EQ(0, text_to_caller(L"", out, &length));
  EXPECT_STREQ(L"", out);
}

}  // namespace
}  // namespace wosa::spi
