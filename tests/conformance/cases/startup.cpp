// SPDX-License-Identifier: MIT
// Section 3: WSAStartup and WSACleanup.
#include <ws2tcpip.h>

#include <cstring>

#include "kit/case.hpp"

namespace {

WSADATA started(WORD request) {
  WSADATA data{};
  EXPECT_EQ(WSAStartup(request, &data), 0)
      << "request " << int{LOBYTE(request)} << '.' << int{HIBYTE(request)};
  return data;
}

void expect_granted(WORD request, WORD granted) {
  const WSADATA data = started(request);
  EXPECT_EQ(data.wVersion, granted) << "request " << int{LOBYTE(request)} << '.' << int{HIBYTE(request)};
  EXPECT_EQ(data.wHighVersion, MAKEWORD(2, 2));
  EXPECT_SUCCEEDS(WSACleanup());
}

}  // namespace

UNSTARTED_CASE(Startup, NothingWorksBefore, 19) {
  const SOCKET s = 5;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  const auto* name = reinterpret_cast<const sockaddr*>(&address);
  auto* out = reinterpret_cast<sockaddr*>(&address);
  int length = sizeof address;
  char data[8] = {};
  DWORD count = 0, flags = 0;
  WSABUF buffer{sizeof data, data};
  u_long value = 0;
  u_short short_value = 0;
  fd_set set;
  FD_ZERO(&set);
  FD_SET(s, &set);
  const timeval no_time{0, 0};
  WSAPOLLFD waiting{s, POLLRDNORM, 0};
  WSAPROTOCOL_INFOW info{};
  EXPECT_FAILS(socket(AF_INET, SOCK_STREAM, 0), WSANOTINITIALISED);
  EXPECT_FAILS(WSASocketA(AF_INET, SOCK_STREAM, 0, nullptr, 0, 0), WSANOTINITIALISED);
  EXPECT_FAILS(WSASocketW(AF_INET, SOCK_STREAM, 0, nullptr, 0, 0), WSANOTINITIALISED);
  EXPECT_FAILS(WSASocketW(-1, -1, -1, &info, 0, 0), WSANOTINITIALISED);
  EXPECT_FAILS(bind(s, name, length), WSANOTINITIALISED);
  EXPECT_FAILS(connect(s, name, length), WSANOTINITIALISED);
  EXPECT_FAILS(WSAConnect(s, name, length, nullptr, nullptr, nullptr, nullptr), WSANOTINITIALISED);
  EXPECT_FAILS(listen(s, 1), WSANOTINITIALISED);
  EXPECT_FAILS(accept(s, nullptr, nullptr), WSANOTINITIALISED);
  EXPECT_FAILS(WSAAccept(s, nullptr, nullptr, nullptr, 0), WSANOTINITIALISED);
  EXPECT_FAILS(send(s, data, 1, 0), WSANOTINITIALISED);
  EXPECT_FAILS(recv(s, data, 1, 0), WSANOTINITIALISED);
  EXPECT_FAILS(sendto(s, data, 1, 0, name, length), WSANOTINITIALISED);
  EXPECT_FAILS(recvfrom(s, data, 1, 0, out, &length), WSANOTINITIALISED);
  EXPECT_FAILS(WSASend(s, &buffer, 1, &count, 0, nullptr, nullptr), WSANOTINITIALISED);
  EXPECT_FAILS(WSARecv(s, &buffer, 1, &count, &flags, nullptr, nullptr), WSANOTINITIALISED);
  EXPECT_FAILS(WSASendTo(s, &buffer, 1, &count, 0, name, length, nullptr, nullptr), WSANOTINITIALISED);
  EXPECT_FAILS(WSARecvFrom(s, &buffer, 1, &count, &flags, out, &length, nullptr, nullptr), WSANOTINITIALISED);
  EXPECT_FAILS(shutdown(s, SD_BOTH), WSANOTINITIALISED);
  EXPECT_FAILS(closesocket(s), WSANOTINITIALISED);
  EXPECT_FAILS(closesocket(INVALID_SOCKET), WSANOTINITIALISED);
  EXPECT_FAILS(getsockname(s, out, &length), WSANOTINITIALISED);
  EXPECT_FAILS(getpeername(s, out, &length), WSANOTINITIALISED);
  EXPECT_FAILS(getsockopt(s, SOL_SOCKET, SO_TYPE, data, &length), WSANOTINITIALISED);
  EXPECT_FAILS(setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, data, 4), WSANOTINITIALISED);
  EXPECT_FAILS(ioctlsocket(s, FIONBIO, &value), WSANOTINITIALISED);
  EXPECT_FAILS(WSAIoctl(s, FIONBIO, &value, 4, nullptr, 0, &count, nullptr, nullptr), WSANOTINITIALISED);
  EXPECT_FAILS(select(0, &set, nullptr, nullptr, &no_time), WSANOTINITIALISED);
  EXPECT_FAILS(WSAPoll(&waiting, 1, 0), WSANOTINITIALISED);
  EXPECT_FAILS(WSAEnumProtocolsW(nullptr, nullptr, &count), WSANOTINITIALISED);
  EXPECT_FAILS(WSAEnumProtocolsA(nullptr, nullptr, &count), WSANOTINITIALISED);
  EXPECT_FAILS(WSAHtonl(s, 1, &value), WSANOTINITIALISED);
  EXPECT_FAILS(WSANtohs(s, 1, &short_value), WSANOTINITIALISED);
  EXPECT_FAILS(WSACleanup(), WSANOTINITIALISED);
}

UNSTARTED_CASE(Startup, NamesNeedItToo, 19) {
  char text[64] = "";
  WCHAR wide[64] = L"";
  DWORD length = 64;
  addrinfo* list = nullptr;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  int size = sizeof address;
  EXPECT_FAILS(gethostname(text, sizeof text), WSANOTINITIALISED);
  EXPECT_FAILS(static_cast<const void*>(gethostbyname("localhost")), WSANOTINITIALISED);
  EXPECT_FAILS(static_cast<const void*>(gethostbyaddr(text, 4, AF_INET)), WSANOTINITIALISED);
  EXPECT_FAILS(static_cast<const void*>(getservbyname("http", "tcp")), WSANOTINITIALISED);
  EXPECT_FAILS(static_cast<const void*>(getservbyport(htons(80), "tcp")), WSANOTINITIALISED);
  EXPECT_FAILS(static_cast<const void*>(getprotobyname("tcp")), WSANOTINITIALISED);
  EXPECT_FAILS(static_cast<const void*>(getprotobynumber(6)), WSANOTINITIALISED);
  EXPECT_CODE(getaddrinfo("127.0.0.1", nullptr, nullptr, &list), WSANOTINITIALISED);
  EXPECT_CODE(getnameinfo(reinterpret_cast<sockaddr*>(&address), size, text, sizeof text, nullptr, 0, 0),
              WSANOTINITIALISED);
  EXPECT_FAILS(
      WSAAddressToStringW(reinterpret_cast<sockaddr*>(&address), sizeof address, nullptr, wide, &length),
      WSANOTINITIALISED);
  char numeric[] = "127.0.0.1";
  EXPECT_FAILS(WSAStringToAddressA(numeric, AF_INET, nullptr, reinterpret_cast<sockaddr*>(&address), &size),
               WSANOTINITIALISED);
}

UNSTARTED_CASE(Startup, PureHelpersWorkBefore, 19) {
  EXPECT_EQ(htonl(0x01020304U), 0x04030201U);
  EXPECT_EQ(ntohs(0x1234), 0x3412);
  EXPECT_EQ(inet_addr("127.0.0.1"), htonl(INADDR_LOOPBACK));
  in_addr address{};
  address.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_STREQ(inet_ntoa(address), "127.0.0.1");
  fd_set set;
  FD_ZERO(&set);
  FD_SET(7, &set);
  EXPECT_NE(FD_ISSET(7, &set), 0);
  EXPECT_EQ(FD_ISSET(8, &set), 0);
}

UNSTARTED_CASE(Startup, GrantsVersionTwoTwo, 20) { expect_granted(MAKEWORD(2, 2), MAKEWORD(2, 2)); }

UNSTARTED_CASE(Startup, GrantsOlderRequests, 21) {
  expect_granted(MAKEWORD(1, 0), MAKEWORD(1, 0));
  expect_granted(MAKEWORD(1, 1), MAKEWORD(1, 1));
  expect_granted(MAKEWORD(2, 0), MAKEWORD(2, 0));
  expect_granted(MAKEWORD(2, 1), MAKEWORD(2, 1));
}

UNSTARTED_CASE(Startup, GrantsNewerRequestsTwoTwo, 22) {
  expect_granted(MAKEWORD(3, 0), MAKEWORD(2, 2));
  expect_granted(MAKEWORD(255, 255), MAKEWORD(2, 2));
}

UNSTARTED_CASE(Startup, RefusesBelowOne, 23) {
  WSADATA data{};
  EXPECT_CODE(WSAStartup(MAKEWORD(0, 0), &data), WSAVERNOTSUPPORTED);
  EXPECT_CODE(WSAStartup(MAKEWORD(0, 9), &data), WSAVERNOTSUPPORTED);
  EXPECT_FAILS(WSACleanup(), WSANOTINITIALISED);
}

UNSTARTED_CASE(Startup, ClampsUnknownMinors, 24) {
  expect_granted(MAKEWORD(1, 2), MAKEWORD(1, 1));
  expect_granted(MAKEWORD(1, 255), MAKEWORD(1, 1));
  expect_granted(MAKEWORD(2, 3), MAKEWORD(2, 2));
  expect_granted(MAKEWORD(2, 255), MAKEWORD(2, 2));
}

UNSTARTED_CASE(Startup, MajorIsTheLowByte, 25) {
  EXPECT_EQ(MAKEWORD(2, 1), 0x0102);
  const WSADATA data = started(MAKEWORD(2, 1));
  EXPECT_EQ(LOBYTE(data.wVersion), 2);
  EXPECT_EQ(HIBYTE(data.wVersion), 1);
  WSACleanup();
}

UNSTARTED_CASE(Startup, RefusesABadPointer, 26) {
  EXPECT_CODE(WSAStartup(MAKEWORD(2, 2), nullptr), WSAEFAULT);
  EXPECT_CODE(WSAStartup(MAKEWORD(2, 2), reinterpret_cast<WSADATA*>(16)), WSAEFAULT);
  EXPECT_FAILS(WSACleanup(), WSANOTINITIALISED);
}

UNSTARTED_CASE(Startup, CountsCalls, 27) {
  started(MAKEWORD(2, 2));
  started(MAKEWORD(1, 1));
  started(MAKEWORD(2, 0));
  const SOCKET s = socket(AF_INET, SOCK_DGRAM, 0);
  ASSERT_NE(s, INVALID_SOCKET);
  EXPECT_SUCCEEDS(WSACleanup());
  EXPECT_SUCCEEDS(WSACleanup());
  DWORD type = 0;
  int length = sizeof type;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length));
  EXPECT_SUCCEEDS(WSACleanup());
  EXPECT_FAILS(getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length),
               WSANOTINITIALISED);
}

UNSTARTED_CASE(Startup, CleanupNeedsAStartup, 28) {
  EXPECT_FAILS(WSACleanup(), WSANOTINITIALISED);
  started(MAKEWORD(2, 2));
  EXPECT_SUCCEEDS(WSACleanup());
  EXPECT_FAILS(WSACleanup(), WSANOTINITIALISED);
}

ENTRY_CASE(Startup, LastCleanupClosesSockets, kit::kAny, 29) {
  kit::Socket s = entry.open();
  const SOCKET handle = s.release();
  ASSERT_SUCCEEDS(WSACleanup());
  EXPECT_FAILS(entry.try_open(), WSANOTINITIALISED);
  WSADATA data{};
  ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
  EXPECT_FAILS(closesocket(handle), WSAENOTSOCK);
  kit::Socket again = entry.open();
  EXPECT_TRUE(again.valid());
}

ENTRY_CASE(Startup, RestartsAgainAndAgain, kit::kStream | kit::kTransport, 29) {
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  for (int round = 0; round < 3; ++round) {
    kit::Pair pair = entry.connected_through(listening);
    EXPECT_TRUE(kit::send_all(pair.client, "ping"));
    EXPECT_EQ(kit::receive_exactly(pair.server, 4), "ping");
    pair.client.release();
    pair.server.release();
    const SOCKET old = listening.release();
    ASSERT_SUCCEEDS(WSACleanup());
    WSADATA data{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_FAILS(listen(old, 1), WSAENOTSOCK);
    // The listener's address is free again: nothing of the old life holds it.
    entry.free_address(where);
    listening = entry.open();
    ASSERT_SUCCEEDS(bind(listening, where.data(), where.length()));
    ASSERT_SUCCEEDS(listen(listening, 4));
  }
}

UNSTARTED_CASE(Startup, StringsAreTerminated, 31) {
  const WSADATA data = started(MAKEWORD(2, 2));
  EXPECT_LE(strnlen(data.szDescription, sizeof data.szDescription), std::size_t{WSADESCRIPTION_LEN});
  EXPECT_LE(strnlen(data.szSystemStatus, sizeof data.szSystemStatus), std::size_t{WSASYS_STATUS_LEN});
  EXPECT_GT(strnlen(data.szDescription, sizeof data.szDescription), 0U);
  WSACleanup();
}

UNSTARTED_CASE(Startup, LimitsAreForVersionOne, 32) {
  const WSADATA two = started(MAKEWORD(2, 2));
  EXPECT_EQ(two.iMaxSockets, 0);
  EXPECT_EQ(two.iMaxUdpDg, 0);
  const WSADATA one = started(MAKEWORD(1, 1));
  EXPECT_EQ(one.iMaxSockets, 32767);
  EXPECT_EQ(one.iMaxUdpDg, 65467);
  WSACleanup();
  WSACleanup();
}
