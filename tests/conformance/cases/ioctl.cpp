// SPDX-License-Identifier: MIT
// Section 22: ioctlsocket and WSAIoctl.
#include <mstcpip.h>
#include <mswsock.h>
#include <ws2tcpip.h>

#include "kit/case.hpp"

namespace {

u_long queued(SOCKET s) {
  u_long bytes = 0;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONREAD, &bytes));
  return bytes;
}

}  // namespace

ENTRY_CASE(Ioctl, ModeSwitchesBackAndForth, kit::kTransport, 294) {
  kit::Pair pair = entry.connected();
  const DWORD ms = 20;
  ASSERT_SUCCEEDS(
      setsockopt(pair.server, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&ms), sizeof ms));
  char byte = 0;
  for (int round = 0; round < 3; ++round) {
    u_long on = 1, off = 0;
    ASSERT_SUCCEEDS(ioctlsocket(pair.server, FIONBIO, &on));
    EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
    ASSERT_SUCCEEDS(ioctlsocket(pair.server, FIONBIO, &off));
    EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAETIMEDOUT);
  }
}

ENTRY_CASE(Ioctl, ModeByWsaIoctl, kit::kTransport, 294) {
  kit::Pair pair = entry.connected();
  u_long on = 1;
  DWORD returned = 77;
  ASSERT_SUCCEEDS(WSAIoctl(pair.server, FIONBIO, &on, sizeof on, nullptr, 0, &returned, nullptr, nullptr));
  EXPECT_EQ(returned, 0U);
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
  EXPECT_FAILS(WSAIoctl(pair.server, FIONBIO, &on, 2, nullptr, 0, &returned, nullptr, nullptr), WSAEFAULT,
               WSAEINVAL);
  EXPECT_FAILS(WSAIoctl(pair.server, FIONBIO, nullptr, 4, nullptr, 0, &returned, nullptr, nullptr),
               WSAEFAULT);
}

ENTRY_CASE(Ioctl, BytesInAStream, kit::kStream, 294) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(queued(pair.server), 0U);
  ASSERT_TRUE(kit::send_all(pair.client, "abc"));
  ASSERT_TRUE(kit::send_all(pair.client, "defg"));
  EXPECT_TRUE(kit::eventually([&] { return queued(pair.server) == 7; }));
  u_long bytes = 0;
  DWORD returned = 0;
  ASSERT_SUCCEEDS(
      WSAIoctl(pair.server, FIONREAD, nullptr, 0, &bytes, sizeof bytes, &returned, nullptr, nullptr));
  EXPECT_EQ(bytes, 7U);
  EXPECT_EQ(returned, sizeof bytes);
  EXPECT_FAILS(WSAIoctl(pair.server, FIONREAD, nullptr, 0, &bytes, 3, &returned, nullptr, nullptr),
               WSAEFAULT);
}

ENTRY_CASE(Ioctl, BytesOfDatagrams, kit::kDatagram, 294) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(queued(pair.server), 0U);
  ASSERT_TRUE(kit::send_all(pair.client, "abc"));
  ASSERT_TRUE(kit::readable(pair.server));
  EXPECT_GE(queued(pair.server), 3U);
}

ENTRY_CASE(Ioctl, UnknownCodes, kit::kAny, 294) {
  kit::Socket s = entry.open();
  u_long value = 0;
  DWORD returned = 0;
  char out[64];
  EXPECT_FAILS(ioctlsocket(s, static_cast<LONG>(0x40041234), &value), WSAEOPNOTSUPP, WSAEINVAL);
  EXPECT_FAILS(WSAIoctl(s, 0x48001234U, nullptr, 0, out, sizeof out, &returned, nullptr, nullptr),
               WSAEOPNOTSUPP, WSAEINVAL);
  EXPECT_FAILS(WSAIoctl(s, 0, nullptr, 0, nullptr, 0, &returned, nullptr, nullptr), WSAEOPNOTSUPP, WSAEINVAL);
  EXPECT_FAILS(WSAIoctl(s, SIO_FIND_ROUTE, nullptr, 0, out, sizeof out, &returned, nullptr, nullptr),
               WSAEOPNOTSUPP, WSAEINVAL);
}

ENTRY_CASE(Ioctl, NeedsAPlaceForTheCount, kit::kAny, 1002) {
  kit::Socket s = entry.open();
  u_long on = 1;
  EXPECT_FAILS(WSAIoctl(s, FIONBIO, &on, sizeof on, nullptr, 0, nullptr, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(ioctlsocket(s, FIONBIO, nullptr), WSAEFAULT);
  EXPECT_FAILS(ioctlsocket(s, FIONREAD, reinterpret_cast<u_long*>(24)), WSAEFAULT);
}

ENTRY_CASE(Ioctl, AddressListTellsItsSize, kit::kIp, 295) {
  kit::Socket s = entry.open();
  DWORD needed = 0;
  EXPECT_FAILS(WSAIoctl(s, SIO_ADDRESS_LIST_QUERY, nullptr, 0, nullptr, 0, &needed, nullptr, nullptr),
               WSAEFAULT);
  ASSERT_GE(needed, sizeof(INT));
  std::vector<char> buffer(needed + 4096);
  DWORD returned = 0;
  ASSERT_SUCCEEDS(WSAIoctl(s, SIO_ADDRESS_LIST_QUERY, nullptr, 0, buffer.data(),
                           static_cast<DWORD>(buffer.size()), &returned, nullptr, nullptr));
  EXPECT_LE(returned, buffer.size());
  const auto* list = reinterpret_cast<const SOCKET_ADDRESS_LIST*>(buffer.data());
  ASSERT_GE(list->iAddressCount, 0);
  for (INT i = 0; i < list->iAddressCount; ++i) {
    EXPECT_EQ(list->Address[i].lpSockaddr->sa_family, entry.family());
  }
  if (needed > sizeof(INT)) {
    DWORD again = 0;
    EXPECT_FAILS(
        WSAIoctl(s, SIO_ADDRESS_LIST_QUERY, nullptr, 0, buffer.data(), sizeof(INT), &again, nullptr, nullptr),
        WSAEFAULT);
    EXPECT_EQ(again, needed);
  }
}

ENTRY_CASE(Ioctl, RouteToLoopback, kit::kPorts, 295) {
  kit::Socket s = entry.open();
  kit::Address to = entry.loopback(9);
  kit::Address from;
  DWORD returned = 0;
  ASSERT_SUCCEEDS(WSAIoctl(s, SIO_ROUTING_INTERFACE_QUERY, to.data(), static_cast<DWORD>(to.length()),
                           from.data(), static_cast<DWORD>(*from.length_for_output()), &returned, nullptr,
                           nullptr));
  EXPECT_TRUE(from.with_port(0).same_host(entry.loopback())) << from.text();
  DWORD needed = 0;
  EXPECT_FAILS(WSAIoctl(s, SIO_ROUTING_INTERFACE_QUERY, to.data(), static_cast<DWORD>(to.length()),
                        from.data(), 3, &needed, nullptr, nullptr),
               WSAEFAULT);
  EXPECT_EQ(needed, returned);
}

ENTRY_CASE(Ioctl, InterfaceListNeedsRoom, kit::kDatagram | kit::kInet, 295) {
  kit::Socket s = entry.open();
  INTERFACE_INFO list[64];
  DWORD returned = 0;
  ASSERT_SUCCEEDS(
      WSAIoctl(s, SIO_GET_INTERFACE_LIST, nullptr, 0, list, sizeof list, &returned, nullptr, nullptr));
  ASSERT_GE(returned, sizeof(INTERFACE_INFO));
  EXPECT_EQ(returned % sizeof(INTERFACE_INFO), 0U);
  bool loopback = false;
  for (std::size_t i = 0; i < returned / sizeof(INTERFACE_INFO); ++i) {
    EXPECT_EQ(list[i].iiAddress.AddressIn.sin_family, AF_INET);
    if ((list[i].iiFlags & IFF_LOOPBACK) != 0)
      loopback = list[i].iiAddress.AddressIn.sin_addr.s_addr == htonl(INADDR_LOOPBACK);
  }
  EXPECT_TRUE(loopback);
  EXPECT_FAILS(WSAIoctl(s, SIO_GET_INTERFACE_LIST, nullptr, 0, list, 8, &returned, nullptr, nullptr),
               WSAEFAULT);
}

ENTRY_CASE(Ioctl, KeepAliveValues, kit::kTcp, 297) {
  kit::Pair pair = entry.connected();
  tcp_keepalive values{1, 30000, 2000};
  DWORD returned = 0;
  ASSERT_SUCCEEDS(WSAIoctl(pair.client, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0, &returned,
                           nullptr, nullptr));
  DWORD option = 0;
  int length = sizeof option;
  EXPECT_SUCCEEDS(
      getsockopt(pair.client, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<char*>(&option), &length));
  EXPECT_NE(option, 0U);
  EXPECT_SUCCEEDS(
      getsockopt(pair.client, IPPROTO_TCP, TCP_KEEPIDLE, reinterpret_cast<char*>(&option), &length));
  EXPECT_EQ(option, 30U);
  EXPECT_SUCCEEDS(
      getsockopt(pair.client, IPPROTO_TCP, TCP_KEEPINTVL, reinterpret_cast<char*>(&option), &length));
  EXPECT_EQ(option, 2U);
  EXPECT_SUCCEEDS(
      getsockopt(pair.client, IPPROTO_TCP, TCP_KEEPCNT, reinterpret_cast<char*>(&option), &length));
  EXPECT_EQ(option, 10U);
  // The other socket keeps its own.
  EXPECT_SUCCEEDS(
      getsockopt(pair.server, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<char*>(&option), &length));
  EXPECT_EQ(option, 0U);
  values.onoff = 0;
  ASSERT_SUCCEEDS(WSAIoctl(pair.client, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0, &returned,
                           nullptr, nullptr));
  EXPECT_SUCCEEDS(
      getsockopt(pair.client, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<char*>(&option), &length));
  EXPECT_EQ(option, 0U);
}

ENTRY_CASE(Ioctl, KeepAliveBadInput, kit::kTcp, 297) {
  kit::Socket s = entry.open();
  tcp_keepalive values{1, 30000, 2000};
  DWORD returned = 0;
  EXPECT_FAILS(WSAIoctl(s, SIO_KEEPALIVE_VALS, &values, 4, nullptr, 0, &returned, nullptr, nullptr),
               WSAEFAULT, WSAEINVAL);
  EXPECT_FAILS(
      WSAIoctl(s, SIO_KEEPALIVE_VALS, nullptr, sizeof values, nullptr, 0, &returned, nullptr, nullptr),
      WSAEFAULT, WSAEINVAL);
}

ENTRY_CASE(Ioctl, KeepAliveIsForStreams, kit::kUdp, 297) {
  kit::Socket s = entry.open();
  tcp_keepalive values{1, 30000, 2000};
  DWORD returned = 0;
  EXPECT_FAILS(
      WSAIoctl(s, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0, &returned, nullptr, nullptr),
      WSAENOPROTOOPT);
}
