// SPDX-License-Identifier: MIT
// WSAAddressToStringA/W and WSAStringToAddressA/W through the provider of the built-in catalog.
#include "winsock_fixture.hpp"

#include <cstring>
#include <string>
#include <vector>

namespace {

class AddressStrings : public Started {};

sockaddr_in ipv4(const char* text, u_short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = inet_addr(text);
  return address;
}

sockaddr_in6 ipv6(const char* text, u_short port, ULONG scope) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  EXPECT_EQ(inet_pton(AF_INET6, text, &address.sin6_addr), 1);
  address.sin6_scope_id = scope;
  return address;
}

template <typename Address>
std::string text_of(Address address) {
  char text[128] = "";
  DWORD length = sizeof text;
  EXPECT_EQ(
      WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &length), 0)
      << WSAGetLastError();
  EXPECT_EQ(length, std::strlen(text) + 1);
  return text;
}

template <typename Address>
INT parse(const char* text, INT family, Address& address) {
  std::vector<char> writable(text, text + std::strlen(text) + 1);
  INT length = sizeof address;
  const INT result =
      WSAStringToAddressA(writable.data(), family, nullptr, reinterpret_cast<LPSOCKADDR>(&address), &length);
  if (result == 0) {
    EXPECT_EQ(length, static_cast<INT>(sizeof address));
  }
  return result;
}

TEST(AddressStringsUnstarted, NeedWsaStartup19) {
  auto address = ipv4("192.0.2.1", 0);
  char text[64];
  DWORD length = sizeof text;
  INT size = sizeof address;
  EXPECT_EQ(
      WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &length),
      SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  WSASetLastError(0);
  EXPECT_EQ(WSAStringToAddressA(text, AF_INET, nullptr, reinterpret_cast<LPSOCKADDR>(&address), &size),
            SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
}

TEST_F(AddressStrings, NamePortAndScopeWhenThereAre288) {
  EXPECT_EQ(text_of(ipv4("192.0.2.1", 0)), "192.0.2.1");
  EXPECT_EQ(text_of(ipv4("192.0.2.1", 8080)), "192.0.2.1:8080");
  EXPECT_EQ(text_of(ipv6("2001:db8::1", 0, 0)), "2001:db8::1");
  EXPECT_EQ(text_of(ipv6("2001:db8::1", 443, 0)), "[2001:db8::1]:443");
  EXPECT_EQ(text_of(ipv6("fe80::1", 0, 3)), "fe80::1%3");
  EXPECT_EQ(text_of(ipv6("fe80::1", 443, 3)), "[fe80::1%3]:443");
}

TEST_F(AddressStrings, AreReadBack288) {
  sockaddr_in four;
  ASSERT_EQ(parse("192.0.2.1", AF_INET, four), 0);
  EXPECT_EQ(four.sin_family, AF_INET);
  EXPECT_EQ(four.sin_port, 0);
  EXPECT_EQ(four.sin_addr.s_addr, inet_addr("192.0.2.1"));
  ASSERT_EQ(parse("192.0.2.1:8080", AF_INET, four), 0);
  EXPECT_EQ(four.sin_port, htons(8080));
  sockaddr_in6 six;
  ASSERT_EQ(parse("[fe80::1%3]:443", AF_INET6, six), 0);
  EXPECT_EQ(six.sin6_family, AF_INET6);
  EXPECT_EQ(six.sin6_port, htons(443));
  EXPECT_EQ(six.sin6_scope_id, 3u);
  const sockaddr_in6 expected = ipv6("fe80::1", 0, 0);
  EXPECT_EQ(std::memcmp(&six.sin6_addr, &expected.sin6_addr, 16), 0);
  ASSERT_EQ(parse("2001:db8::1", AF_INET6, six), 0);
  EXPECT_EQ(six.sin6_port, 0);
  EXPECT_EQ(six.sin6_scope_id, 0u);
}

TEST_F(AddressStrings, NoNamesAndNoNonsense) {
  sockaddr_in four;
  sockaddr_in6 six;
  for (const char* text : {"localhost", "", "192.0.2.1:", "192.0.2.1:99999", "192.0.2.256", "::1"}) {
    EXPECT_EQ(parse(text, AF_INET, four), SOCKET_ERROR) << text;
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL) << text;
    WSASetLastError(0);
  }
  for (const char* text : {"localhost", "", "[::1", "::1]:80", "[::1]:", "[::1]:99999", "192.0.2.1"}) {
    EXPECT_EQ(parse(text, AF_INET6, six), SOCKET_ERROR) << text;
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL) << text;
    WSASetLastError(0);
  }
}

TEST_F(AddressStrings, TellTheRoomTheyNeed) {
  auto address = ipv4("192.0.2.1", 8080);
  char text[32];
  DWORD length = 14;
  EXPECT_EQ(
      WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &length),
      SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(length, 15u);
  EXPECT_EQ(
      WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &length), 0);
  EXPECT_STREQ(text, "192.0.2.1:8080");
  length = 0;
  EXPECT_EQ(
      WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, nullptr, &length),
      SOCKET_ERROR);
  EXPECT_EQ(length, 15u);

  char source[] = "192.0.2.1";
  INT size = sizeof address - 1;
  EXPECT_EQ(WSAStringToAddressA(source, AF_INET, nullptr, reinterpret_cast<LPSOCKADDR>(&address), &size),
            SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(size, static_cast<INT>(sizeof address));
}

TEST_F(AddressStrings, WideOnesCountCharacters) {
  auto address = ipv6("2001:db8::1", 443, 0);
  WCHAR text[18];
  DWORD length = 18;
  ASSERT_EQ(
      WSAAddressToStringW(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &length), 0);
  EXPECT_STREQ(text, L"[2001:db8::1]:443");
  EXPECT_EQ(length, 18u);
  sockaddr_in6 back;
  INT size = sizeof back;
  ASSERT_EQ(WSAStringToAddressW(text, AF_INET6, nullptr, reinterpret_cast<LPSOCKADDR>(&back), &size), 0);
  EXPECT_EQ(std::memcmp(&back, &address, sizeof back), 0);
}

TEST_F(AddressStrings, TheProviderCanBeNamed) {
  std::vector<char> memory(64 * 1024);
  auto* infos = reinterpret_cast<LPWSAPROTOCOL_INFOA>(memory.data());
  DWORD size = static_cast<DWORD>(memory.size());
  const int count = WSAEnumProtocolsA(nullptr, infos, &size);
  ASSERT_GT(count, 0);
  bool tried = false;
  for (int i = 0; i < count; ++i) {
    if (infos[i].iAddressFamily != AF_INET) continue;
    tried = true;
    auto address = ipv4("192.0.2.1", 53);
    char text[32];
    DWORD length = sizeof text;
    EXPECT_EQ(
        WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, &infos[i], text, &length),
        0);
    EXPECT_STREQ(text, "192.0.2.1:53");
  }
  EXPECT_TRUE(tried);
  WSAPROTOCOL_INFOA nobody = infos[0];
  nobody.dwCatalogEntryId = 0x7FFFFFF0;
  auto address = ipv4("192.0.2.1", 53);
  char text[32];
  DWORD length = sizeof text;
  EXPECT_EQ(
      WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, &nobody, text, &length),
      SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(AddressStrings, CheckTheirArguments) {
  const ForbiddenPage page;
  auto address = ipv4("192.0.2.1", 53);
  const auto any = reinterpret_cast<LPSOCKADDR>(&address);
  char text[32] = "192.0.2.1";
  DWORD length = sizeof text;
  INT size = sizeof address;
  const auto error = [](INT result) {
    EXPECT_EQ(result, SOCKET_ERROR);
    const int code = WSAGetLastError();
    WSASetLastError(0);
    return code;
  };
  EXPECT_EQ(error(WSAAddressToStringA(nullptr, sizeof address, nullptr, text, &length)), WSAEINVAL);
  EXPECT_EQ(error(WSAAddressToStringA(any, 0, nullptr, text, &length)), WSAEINVAL);
  EXPECT_EQ(error(WSAAddressToStringA(any, sizeof address, nullptr, text, nullptr)), WSAEINVAL);
  EXPECT_EQ(error(WSAAddressToStringA(page.edge<SOCKADDR>(), sizeof address, nullptr, text, &length)),
            WSAEFAULT);
  EXPECT_EQ(error(WSAAddressToStringA(any, sizeof address, page.edge<WSAPROTOCOL_INFOA>(), text, &length)),
            WSAEFAULT);
  EXPECT_EQ(error(WSAAddressToStringA(any, sizeof address, nullptr, page.edge<char>(), &length)), WSAEFAULT);
  EXPECT_EQ(error(WSAAddressToStringA(any, 4, nullptr, text, &length)), WSAEINVAL);
  address.sin_family = 77;
  EXPECT_EQ(error(WSAAddressToStringA(any, sizeof address, nullptr, text, &length)), WSAEINVAL);
  EXPECT_EQ(error(WSAStringToAddressA(text, 77, nullptr, any, &size)), WSAEINVAL);
  EXPECT_EQ(error(WSAStringToAddressA(nullptr, AF_INET, nullptr, any, &size)), WSAEINVAL);
  EXPECT_EQ(error(WSAStringToAddressA(page.edge<char>(), AF_INET, nullptr, any, &size)), WSAEFAULT);
  EXPECT_EQ(error(WSAStringToAddressA(text, AF_INET, nullptr, nullptr, &size)), WSAEFAULT);
  EXPECT_EQ(error(WSAStringToAddressA(text, AF_INET, nullptr, any, nullptr)), WSAEFAULT);
}

}  // namespace
