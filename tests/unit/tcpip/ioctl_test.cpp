// SPDX-License-Identifier: MIT
#include <poll.h>
#include <sys/socket.h>

#include "mstcpip.h"
#include "mswsock.h"
#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Ioctl : public TcpipTest {
 protected:
  int code_of(int result) { return result == 0 ? 0 : error; }
};

TEST_F(Ioctl, CountsWhatOneReceiveGives_294) {
  const Pair pair = connected_pair();
  ASSERT_EQ(5, send(pair.client, "12345"));
  await(pair.server, POLLIN);
  DWORD bytes = 0;
  ASSERT_EQ(0, ioctl(pair.server, WS_FIONREAD, nullptr, 0, &bytes, sizeof bytes));
  EXPECT_EQ(5u, bytes);
  EXPECT_EQ(sizeof bytes, returned);
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(pair.server, WS_FIONREAD, nullptr, 0, &bytes, 3)));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(pair.server, WS_FIONREAD, nullptr, 0, nullptr, 4)));
  close(pair.client);
  close(pair.server);
}

TEST_F(Ioctl, CountsAllQueuedDatagrams_294) {
  for (const Kind& kind : {kUdp4, kUdp6}) {
    const SOCKET s = open(kind);
    ASSERT_EQ(0, bind(s, kind.family == WS_AF_INET ? loopback4() : loopback6()));
    DWORD bytes = 77;
    ASSERT_EQ(0, ioctl(s, WS_FIONREAD, nullptr, 0, &bytes, sizeof bytes));
    EXPECT_EQ(0u, bytes);
    ASSERT_EQ(3, send_to(s, "abc", local_name(s)));
    ASSERT_EQ(0, send_to(s, "", local_name(s)));
    ASSERT_EQ(4, send_to(s, "defg", local_name(s)));
    ASSERT_EQ(0, ioctl(s, WS_FIONREAD, nullptr, 0, &bytes, sizeof bytes));
    EXPECT_EQ(7u, bytes);
    std::string data;
    EXPECT_EQ(3, receive(s, data, 8, WS_MSG_PEEK));  // peeking starts at the front as before
    EXPECT_EQ("abc", text(s));
    EXPECT_EQ(0, receive(s, data, 8));
    EXPECT_EQ("defg", text(s));
    close(s);
  }
}

TEST_F(Ioctl, NonBlockingModeNeedsAnArgument) {
  const SOCKET s = open(kTcp4);
  DWORD on = 1;
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, WS_FIONBIO, &on, 3)));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, WS_FIONBIO, nullptr, 4)));
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPIoctl(s, WS_FIONBIO, &on, 4, nullptr, 0, nullptr, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  close(s);
}

TEST_F(Ioctl, KeepAliveValues_297) {
  const SOCKET s = open(kTcp4);
  const tcp_keepalive values{1, 30500, 1};
  ASSERT_EQ(0, ioctl(s, SIO_KEEPALIVE_VALS, &values, sizeof values));
  EXPECT_EQ(1u, option(s, WS_SOL_SOCKET, WS_SO_KEEPALIVE));
  EXPECT_EQ(31u, option(s, WS_IPPROTO_TCP, WS_TCP_KEEPIDLE));
  EXPECT_EQ(1u, option(s, WS_IPPROTO_TCP, WS_TCP_KEEPINTVL));
  EXPECT_EQ(10u, option(s, WS_IPPROTO_TCP, WS_TCP_KEEPCNT));
  const tcp_keepalive off{0, 0, 0};
  ASSERT_EQ(0, ioctl(s, SIO_KEEPALIVE_VALS, &off, sizeof off));
  EXPECT_EQ(0u, option(s, WS_SOL_SOCKET, WS_SO_KEEPALIVE));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_KEEPALIVE_VALS, &values, sizeof values - 1)));
  close(s);
  const SOCKET udp = open(kUdp4);
  EXPECT_EQ(WSAENOPROTOOPT, code_of(ioctl(udp, SIO_KEEPALIVE_VALS, &values, sizeof values)));
  close(udp);
}

TEST_F(Ioctl, ListsInterfaces_295) {
  const SOCKET s = open(kUdp4);
  std::vector<INTERFACE_INFO> list(512);
  ASSERT_EQ(0,
            ioctl(s, SIO_GET_INTERFACE_LIST, nullptr, 0, list.data(), list.size() * sizeof(INTERFACE_INFO)));
  ASSERT_EQ(0u, returned % sizeof(INTERFACE_INFO));
  bool loopback = false;
  for (std::size_t i = 0; i < returned / sizeof(INTERFACE_INFO); ++i) {
    EXPECT_EQ(WS_AF_INET, list[i].iiAddress.AddressIn.sin_family);
    if ((list[i].iiFlags & WS_IFF_LOOPBACK) == 0) continue;
    loopback = true;
    EXPECT_NE(0u, list[i].iiFlags & WS_IFF_UP);
    EXPECT_EQ(0, std::memcmp(&list[i].iiAddress.AddressIn.sin_addr, "\x7f\0\0\1", 4));
    EXPECT_EQ(0, std::memcmp(&list[i].iiNetmask.AddressIn.sin_addr, "\xff\0\0\0", 4));
  }
  EXPECT_TRUE(loopback);
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_GET_INTERFACE_LIST, nullptr, 0, list.data(), 4)));
  close(s);
}

TEST_F(Ioctl, ListsAddressesAndTellsTheSize_295) {
  for (const Kind& kind : {kUdp4, kUdp6}) {
    const SOCKET s = open(kind);
    EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_ADDRESS_LIST_QUERY, nullptr, 0, nullptr, 0)));
    std::vector<char> block(returned);
    ASSERT_EQ(0, ioctl(s, SIO_ADDRESS_LIST_QUERY, nullptr, 0, block.data(), block.size())) << error;
    auto* list = reinterpret_cast<SOCKET_ADDRESS_LIST*>(block.data());
    for (INT i = 0; i < list->iAddressCount; ++i) {
      const auto* at = reinterpret_cast<const char*>(list->Address[i].lpSockaddr);
      ASSERT_GE(at, block.data());
      ASSERT_LE(at + list->Address[i].iSockaddrLength, block.data() + block.size());
      EXPECT_EQ(kind.family, list->Address[i].lpSockaddr->sa_family);
    }
    close(s);
  }
}

TEST_F(Ioctl, TellsTheInterfaceOfARoute_295) {
  const SOCKET s = open(kTcp4);
  const Name remote = ipv4("127.0.0.9", 0);
  SOCKADDR_IN local{};
  ASSERT_EQ(0, ioctl(s, SIO_ROUTING_INTERFACE_QUERY, remote.get(), 16, &local, sizeof local)) << error;
  EXPECT_EQ(WS_AF_INET, local.sin_family);
  EXPECT_EQ(0, local.sin_port);
  EXPECT_EQ(0, std::memcmp(&local.sin_addr, "\x7f\0\0\x1", 4));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_ROUTING_INTERFACE_QUERY, remote.get(), 16, &local, 8)));
  EXPECT_EQ(16u, returned);
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_ROUTING_INTERFACE_QUERY, remote.get(), 8, &local, sizeof local)));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_ROUTING_INTERFACE_QUERY, nullptr, 16, &local, sizeof local)));
  const Name six = loopback6();
  EXPECT_EQ(WSAEAFNOSUPPORT,
            code_of(ioctl(s, SIO_ROUTING_INTERFACE_QUERY, six.get(), 28, &local, sizeof local)));
  close(s);
}

TEST_F(Ioctl, BaseHandlesAreTheSocketItself_235) {
  const SOCKET s = open(kTcp4);
  for (const DWORD code : {SIO_BASE_HANDLE, SIO_BSP_HANDLE, SIO_BSP_HANDLE_SELECT, SIO_BSP_HANDLE_POLL}) {
    SOCKET base = 0;
    EXPECT_EQ(0, ioctl(s, code, nullptr, 0, &base, sizeof base));
    EXPECT_EQ(s, base);
    EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, code, nullptr, 0, &base, 4)));
    EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, code, nullptr, 0, nullptr, 8)));
  }
  WSAOVERLAPPED overlapped{};
  SOCKET base = 0;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPIoctl(s, SIO_BSP_HANDLE_POLL, nullptr, 0, &base, sizeof base, &returned,
                                           &overlapped, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  close(s);
}

TEST_F(Ioctl, ThereAreNoExtensionFunctions_296) {
  const SOCKET s = open(kTcp4);
  const GUID unknown{1, 2, 3, {4}};
  void* function = nullptr;
  EXPECT_EQ(WSAEINVAL, code_of(ioctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &unknown, 16, &function, 8)));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &unknown, 15, &function, 8)));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &unknown, 16, &function, 4)));
  close(s);
}

TEST_F(Ioctl, UnknownAndUnsupportedCodesAreRefused_294) {
  const SOCKET s = open(kTcp4);
  char in[64] = {};
  char out[64] = {};
  for (const DWORD code :
       {DWORD{0x12345678}, DWORD{SIO_FLUSH}, DWORD{SIO_RCVALL}, DWORD{SIO_ADDRESS_LIST_CHANGE}}) {
    EXPECT_EQ(WSAEOPNOTSUPP, code_of(ioctl(s, code, in, sizeof in, out, sizeof out))) << std::hex << code;
  }
  for (const DWORD code : {DWORD{SIO_GET_QOS}, DWORD{SIO_SET_QOS}, DWORD{SIO_TRANSLATE_HANDLE}}) {
    EXPECT_EQ(WSAENOPROTOOPT, code_of(ioctl(s, code, in, sizeof in, out, sizeof out))) << std::hex << code;
  }
  WSAOVERLAPPED overlapped{};
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPIoctl(s, WS_FIONREAD, nullptr, 0, out, sizeof out, &returned,
                                           &overlapped, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  close(s);
}

TEST_F(Ioctl, StreamStatistics) {
  const Pair pair = connected_pair();
  ASSERT_EQ(4, send(pair.client, "data"));
  EXPECT_EQ("data", text(pair.server));
  TCP_INFO_v0 info{};
  const DWORD version = 0;
  ASSERT_EQ(0, ioctl(pair.client, SIO_TCP_INFO, &version, sizeof version, &info, sizeof info)) << error;
  EXPECT_EQ(TCPSTATE_ESTABLISHED, info.State);
  EXPECT_EQ(4u, info.BytesOut);
  EXPECT_NE(0u, info.Mss);
  ULONG backlog = 0;
  EXPECT_EQ(0, ioctl(pair.client, SIO_IDEAL_SEND_BACKLOG_QUERY, nullptr, 0, &backlog, sizeof backlog));
  EXPECT_NE(0u, backlog);
  close(pair.client);
  close(pair.server);
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAENOTCONN,
            code_of(ioctl(s, SIO_IDEAL_SEND_BACKLOG_QUERY, nullptr, 0, &backlog, sizeof backlog)));
  close(s);
}

TEST_F(Ioctl, LoopbackFastPathComesFirst) {
  const DWORD on = 1;
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(0, ioctl(s, SIO_LOOPBACK_FAST_PATH, &on, sizeof on));
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(s, SIO_LOOPBACK_FAST_PATH, nullptr, 0)));
  close(s);
  const SOCKET waiting = listener();
  EXPECT_EQ(WSAEINVAL, code_of(ioctl(waiting, SIO_LOOPBACK_FAST_PATH, &on, sizeof on)));
  close(waiting);
}

TEST_F(Ioctl, DatagramSwitchesAreForDatagrams) {
  const DWORD off = 0;
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAEOPNOTSUPP, code_of(ioctl(s, SIO_UDP_CONNRESET, &off, sizeof off)));
  close(s);
  const SOCKET udp = open(kUdp4);
  EXPECT_EQ(WSAEFAULT, code_of(ioctl(udp, SIO_UDP_CONNRESET, nullptr, 4)));
  EXPECT_EQ(0, ioctl(udp, SIO_UDP_NETRESET, &off, sizeof off));
  EXPECT_EQ(WSAEINVAL, code_of(ioctl(udp, WS_SIOCATMARK, nullptr, 0, &returned, 4)));
  SOCKADDR_IN broadcast{};
  EXPECT_EQ(0, ioctl(udp, SIO_GET_BROADCAST_ADDRESS, nullptr, 0, &broadcast, sizeof broadcast));
  EXPECT_EQ(0xFFFFFFFFu, broadcast.sin_addr.S_un.S_addr);
  close(udp);
}

}  // namespace
}  // namespace wosa::test
