// SPDX-License-Identifier: MIT
// The macros and inline functions of the headers do what Windows' do.
#define INITGUID
#include <gtest/gtest.h>

#include <winsock2.h>

#include <ws2tcpip.h>

#include <mswsock.h>
#include <svcguid.h>

#include <cstring>
#include <string>
#include <type_traits>

namespace {

DEFINE_GUID(kSample, 0x01020304, 0x0506, 0x0708, 1, 2, 3, 4, 5, 6, 7, 8);

TEST(Macros, FdSetAddsOnceAndStopsWhenFull) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(7, &set);
  FD_SET(7, &set);
  EXPECT_EQ(set.fd_count, 1u);
  for (SOCKET s = 100; s < 300; ++s) FD_SET(s, &set);
  EXPECT_EQ(set.fd_count, static_cast<u_int>(FD_SETSIZE));
  EXPECT_EQ(set.fd_array[0], 7u);
  EXPECT_EQ(set.fd_array[FD_SETSIZE - 1], 100u + FD_SETSIZE - 2);
}

TEST(Macros, FdClrClosesTheGap) {
  fd_set set;
  FD_ZERO(&set);
  for (SOCKET s = 1; s <= 4; ++s) FD_SET(s, &set);
  FD_CLR(2, &set);
  ASSERT_EQ(set.fd_count, 3u);
  EXPECT_EQ(set.fd_array[0], 1u);
  EXPECT_EQ(set.fd_array[1], 3u);
  EXPECT_EQ(set.fd_array[2], 4u);
  FD_CLR(99, &set);
  EXPECT_EQ(set.fd_count, 3u);
  FD_CLR(4, &set);
  EXPECT_EQ(set.fd_count, 2u);
}

TEST(Macros, FdSetNestsInAnIfWithoutBraces) {
  fd_set set;
  FD_ZERO(&set);
  if (set.fd_count == 0)
    FD_SET(1, &set);
  else
    FD_CLR(1, &set);
  EXPECT_EQ(set.fd_count, 1u);
}

// The names that libc declares are Winsock's in a Winsock program.
TEST(Macros, LibcNamesAreWinsocks) {
  EXPECT_EQ(sizeof(u_long), 4u);
  EXPECT_TRUE((std::is_same_v<socklen_t, int>));
  EXPECT_TRUE((std::is_same_v<decltype(&select), int (*)(int, fd_set*, fd_set*, fd_set*, const timeval*)>));
  EXPECT_TRUE((std::is_same_v<decltype(&gethostname), int (*)(char*, int)>));
  EXPECT_TRUE((std::is_same_v<decltype(&socket), SOCKET (*)(int, int, int)>));
}

// 25. The version word has the major number in the low byte.
TEST(Macros, Behaviour025Words) {
  EXPECT_EQ(MAKEWORD(2, 2), 0x0202);
  EXPECT_EQ(MAKEWORD(1, 2), 0x0201);
  EXPECT_EQ(LOBYTE(0x0201), 1);
  EXPECT_EQ(HIBYTE(0x0201), 2);
  EXPECT_EQ(MAKELONG(0x1234, 0x5678), 0x56781234);
  EXPECT_EQ(LOWORD(0x56781234), 0x1234);
  EXPECT_EQ(HIWORD(0x56781234), 0x5678);
  EXPECT_EQ(WSAGETSELECTEVENT(MAKELONG(FD_READ, WSAENETDOWN)), FD_READ);
  EXPECT_EQ(WSAGETSELECTERROR(MAKELONG(FD_READ, WSAENETDOWN)), WSAENETDOWN);
}

TEST(Macros, WideByteOrder) {
  EXPECT_EQ(htonll(0x0102030405060708ull), 0x0807060504030201ull);
  EXPECT_EQ(ntohll(htonll(42)), 42ull);
  EXPECT_EQ(htonf(1.0f), 0x0000803Fu);
  EXPECT_EQ(ntohf(htonf(-2.5f)), -2.5f);
  EXPECT_EQ(ntohd(htond(6.02e23)), 6.02e23);
}

TEST(Macros, Ipv6Tests) {
  IN6_ADDR any = IN6ADDR_ANY_INIT;
  IN6_ADDR loopback = IN6ADDR_LOOPBACK_INIT;
  EXPECT_TRUE(IN6_IS_ADDR_UNSPECIFIED(&any));
  EXPECT_FALSE(IN6_IS_ADDR_UNSPECIFIED(&loopback));
  EXPECT_TRUE(IN6_IS_ADDR_LOOPBACK(&loopback));
  EXPECT_FALSE(IN6_IS_ADDR_LOOPBACK(&any));
  EXPECT_FALSE(IN6_IS_ADDR_V4COMPAT(&any));
  EXPECT_FALSE(IN6_IS_ADDR_V4COMPAT(&loopback));
  EXPECT_TRUE(IN6_ADDR_EQUAL(&any, &any));
  EXPECT_FALSE(IN6_ADDR_EQUAL(&any, &loopback));

  IN6_ADDR address = IN6ADDR_ANY_INIT;
  address.s6_addr[0] = 0xff;
  address.s6_addr[1] = 0x02;
  EXPECT_TRUE(IN6_IS_ADDR_MULTICAST(&address));
  EXPECT_TRUE(IN6_IS_ADDR_MC_LINKLOCAL(&address));
  EXPECT_FALSE(IN6_IS_ADDR_MC_GLOBAL(&address));
  address.s6_addr[1] = 0x0e;
  EXPECT_TRUE(IN6_IS_ADDR_MC_GLOBAL(&address));
  address.s6_addr[0] = 0xfe;
  address.s6_addr[1] = 0x80;
  EXPECT_TRUE(IN6_IS_ADDR_LINKLOCAL(&address));
  EXPECT_FALSE(IN6_IS_ADDR_SITELOCAL(&address));
  address.s6_addr[1] = 0xc0;
  EXPECT_TRUE(IN6_IS_ADDR_SITELOCAL(&address));
  address.s6_addr[0] = 0x20;
  EXPECT_TRUE(IN6_IS_ADDR_GLOBAL(&address));
}

TEST(Macros, Ipv6SocketAddresses) {
  sockaddr_in6 address;
  IN6ADDR_SETLOOPBACK(&address);
  EXPECT_EQ(address.sin6_family, AF_INET6);
  EXPECT_TRUE(IN6ADDR_ISLOOPBACK(&address));
  IN6ADDR_SETANY(&address);
  EXPECT_TRUE(IN6ADDR_ISANY(&address));

  IN_ADDR v4;
  v4.s_addr = 0x0100007f;
  const SCOPE_ID scope = SCOPEID_UNSPECIFIED_INIT;
  IN6ADDR_SETV4MAPPED(&address, &v4, scope, 0x5000);
  EXPECT_TRUE(IN6_IS_ADDR_V4MAPPED(&address.sin6_addr));
  EXPECT_EQ(address.sin6_addr.s6_addr[12], 127);
  EXPECT_EQ(address.sin6_addr.s6_addr[15], 1);
  EXPECT_EQ(address.sin6_port, 0x5000);
}

TEST(Macros, Ipv4AddressParts) {
  in_addr address;
  address.S_un.S_un_b.s_b1 = 127;
  address.S_un.S_un_b.s_b2 = 0;
  address.S_un.S_un_b.s_b3 = 0;
  address.S_un.S_un_b.s_b4 = 1;
  EXPECT_EQ(address.s_addr, 0x0100007fu);
  EXPECT_EQ(address.s_net, 127);
  EXPECT_TRUE(IN_MULTICAST(0xe0000001));
  EXPECT_FALSE(IN_MULTICAST(INADDR_LOOPBACK));
  EXPECT_TRUE(IN_CLASSA(INADDR_LOOPBACK));
}

TEST(Macros, ControlMessagesAreWalkedToTheEnd) {
  alignas(WSACMSGHDR) char control[WSA_CMSG_SPACE(sizeof(int)) + WSA_CMSG_SPACE(20)] = {};
  WSAMSG message = {};
  message.Control.buf = control;
  message.Control.len = sizeof(control);

  WSACMSGHDR* first = WSA_CMSG_FIRSTHDR(&message);
  ASSERT_NE(first, nullptr);
  first->cmsg_len = WSA_CMSG_LEN(sizeof(int));
  WSACMSGHDR* second = WSA_CMSG_NXTHDR(&message, first);
  ASSERT_EQ(reinterpret_cast<char*>(second), control + WSA_CMSG_SPACE(sizeof(int)));
  second->cmsg_len = WSA_CMSG_LEN(20);
  EXPECT_EQ(reinterpret_cast<char*>(WSA_CMSG_DATA(second)),
            reinterpret_cast<char*>(second) + sizeof(WSACMSGHDR));
  EXPECT_EQ(WSA_CMSG_NXTHDR(&message, second), nullptr);
  EXPECT_EQ(WSA_CMSG_NXTHDR(&message, static_cast<WSACMSGHDR*>(nullptr)), first);

  first->cmsg_len = 0;
  EXPECT_EQ(WSA_CMSG_NXTHDR(&message, first), nullptr);
  first->cmsg_len = ~static_cast<SIZE_T>(0);
  EXPECT_EQ(WSA_CMSG_NXTHDR(&message, first), nullptr);

  message.Control.len = sizeof(WSACMSGHDR) - 1;
  EXPECT_EQ(WSA_CMSG_FIRSTHDR(&message), nullptr);
}

TEST(Macros, Guids) {
  const GUID accept_ex = WSAID_ACCEPTEX;
  const GUID connect_ex = WSAID_CONNECTEX;
  EXPECT_TRUE(IsEqualGUID(accept_ex, accept_ex));
  EXPECT_FALSE(IsEqualGUID(accept_ex, connect_ex));
  EXPECT_TRUE(accept_ex == accept_ex);
  EXPECT_TRUE(accept_ex != connect_ex);
  EXPECT_EQ(kSample.Data1, 0x01020304u);
  EXPECT_EQ(kSample.Data4[7], 8);
}

// 267. The GUID of a service class holds its port.
TEST(Macros, Behaviour267ServiceClasses) {
  const GUID http = SVCID_TCP(80);
  const GUID expected = {0x00090050, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
  EXPECT_TRUE(http == expected);
  EXPECT_TRUE(IS_SVCID_TCP(&http));
  EXPECT_FALSE(IS_SVCID_UDP(&http));
  EXPECT_EQ(PORT_FROM_SVCID_TCP(&http), 80);
  const GUID mail_exchange = SVCID_DNS(15);
  EXPECT_EQ(RR_FROM_SVCID(&mail_exchange), 15);
}

// min and max take two types, as the macros of Windows do, and leave std::min alone.
TEST(Macros, MinimumAndMaximum) {
  EXPECT_EQ(min(3, 4u), 3u);
  EXPECT_EQ(max(3, sizeof(long)), sizeof(long));
  EXPECT_EQ(max(-1.5, 2), 2.0);
  EXPECT_EQ(std::min(1, 2), 1);
}

TEST(Macros, Memory) {
  char bytes[4] = {1, 2, 3, 4};
  SecureZeroMemory(bytes, 2);
  EXPECT_EQ(bytes[1], 0);
  EXPECT_EQ(bytes[2], 3);
  FillMemory(bytes, sizeof(bytes), 9);
  EXPECT_EQ(bytes[3], 9);
  ZeroMemory(bytes, sizeof(bytes));
  EXPECT_EQ(bytes[3], 0);
  EXPECT_EQ(ARRAYSIZE(bytes), 4u);
}

struct Outer {
  int before;
  OVERLAPPED overlapped;
};

TEST(Macros, ContainingRecord) {
  Outer outer = {};
  LPOVERLAPPED inner = &outer.overlapped;
  EXPECT_EQ(CONTAINING_RECORD(inner, Outer, overlapped), &outer);
  EXPECT_EQ(FIELD_OFFSET(Outer, overlapped), 8);
}

TEST(Macros, Text) {
  EXPECT_STREQ(TEXT("abc"), "abc");
  EXPECT_STREQ(_T("abc"), "abc");
  EXPECT_EQ(sizeof(TCHAR), 1u);
  EXPECT_EQ(std::wstring(L"abc"), static_cast<LPCWSTR>(L"abc"));
}

TEST(Macros, LargeIntegerHalves) {
  LARGE_INTEGER value;
  value.QuadPart = 0x0000000500000007ll;
  EXPECT_EQ(value.LowPart, 7u);
  EXPECT_EQ(value.HighPart, 5);
  EXPECT_EQ(value.u.LowPart, 7u);
}

__declspec(align(64)) int g_aligned;
__declspec(thread) int t_counter;
__declspec(dllexport) int g_exported;

TEST(Macros, Declspec) {
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&g_aligned) % 64, 0u);
  EXPECT_EQ(t_counter, 0);
  EXPECT_EQ(g_exported, 0);
  __int64 wide = 1;
  unsigned __int64 wide_unsigned = 2;
  EXPECT_EQ(sizeof(wide) + sizeof(wide_unsigned), 16u);
}

}  // namespace
