// SPDX-License-Identifier: MIT
#include <cstring>

#include "memory_fixture.hpp"
#include "mstcpip.h"
#include "mswsock.h"
#include "ws2tcpip.h"

namespace {

using namespace memory_test;

class MemoryIoctl : public MemoryTest {
 protected:
  template <typename In>
  static Result<std::size_t> call(Endpoint& socket, DWORD control, const In& in,
                                  std::span<std::byte> out = {}) {
    return socket.ioctl(control, std::as_bytes(std::span(&in, 1)), out);
  }
  template <typename Out>
  static Result<std::size_t> ask(Endpoint& socket, DWORD control, Out& out) {
    return socket.ioctl(control, {}, std::as_writable_bytes(std::span(&out, 1)));
  }
};

TEST_F(MemoryIoctl, KeepAliveValues) {
  const Socket socket = stream(), udp = datagram();
  EXPECT_EQ(code(call(*socket, SIO_KEEPALIVE_VALS, tcp_keepalive{1, 30001, 2000})), 0);
  EXPECT_TRUE(socket->options().keep_alive.load());
  EXPECT_EQ(get(*socket, WS_IPPROTO_TCP, WS_TCP_KEEPIDLE), 31) << "whole seconds, rounded up";
  EXPECT_EQ(get(*socket, WS_IPPROTO_TCP, WS_TCP_KEEPINTVL), 2);
  EXPECT_EQ(get(*socket, WS_IPPROTO_TCP, WS_TCP_KEEPCNT), 10);
  EXPECT_EQ(code(call(*socket, SIO_KEEPALIVE_VALS, tcp_keepalive{0, 0, 0})), 0);
  EXPECT_FALSE(socket->options().keep_alive.load());
  EXPECT_EQ(code(call(*socket, SIO_KEEPALIVE_VALS, DWORD{1})), WSAEFAULT);
  EXPECT_EQ(code(call(*udp, SIO_KEEPALIVE_VALS, tcp_keepalive{1, 1, 1})), WSAENOPROTOOPT);
}

TEST_F(MemoryIoctl, UnreachableReportsCanBeSwitchedOff) {
  const Socket socket = bound();
  EXPECT_EQ(code(call(*socket, SIO_UDP_CONNRESET, DWORD{0})), 0);
  EXPECT_EQ(code(send_to(*socket, "x", ipv4(kLoopback, 9))), 0);
  EXPECT_EQ(receive_from(*socket).error, WSAEWOULDBLOCK);
  EXPECT_EQ(code(call(*socket, SIO_UDP_CONNRESET, std::uint8_t{1})), 0) << "one byte is enough";
  EXPECT_EQ(code(send_to(*socket, "x", ipv4(kLoopback, 9))), 0);
  EXPECT_EQ(code(call(*socket, SIO_UDP_CONNRESET, DWORD{0})), 0);
  EXPECT_EQ(receive_from(*socket).error, WSAEWOULDBLOCK) << "what came before is not reported either";
  EXPECT_EQ(code(socket->ioctl(SIO_UDP_CONNRESET, {}, {})), WSAEFAULT);
  EXPECT_EQ(code(call(*stream(), SIO_UDP_CONNRESET, DWORD{0})), WSAEOPNOTSUPP);
  EXPECT_EQ(code(call(*socket, SIO_UDP_NETRESET, DWORD{0})), 0);
}

TEST_F(MemoryIoctl, InterfaceList) {
  const Socket socket = datagram();
  INTERFACE_INFO list[4]{};
  const auto size = ask(*socket, SIO_GET_INTERFACE_LIST, list);
  ASSERT_TRUE(size);
  ASSERT_EQ(*size, sizeof(INTERFACE_INFO));
  EXPECT_NE(list[0].iiFlags & WS_IFF_LOOPBACK, 0U);
  EXPECT_EQ(Address::of(list[0].iiAddress.AddressIn), ipv4(kLoopback));
  DWORD small;
  EXPECT_EQ(code(ask(*socket, SIO_GET_INTERFACE_LIST, small)), WSAEFAULT);
}

TEST_F(MemoryIoctl, AddressListTellsItsSize) {
  const Socket socket = stream();
  const auto needed = socket->ioctl(SIO_ADDRESS_LIST_QUERY, {}, {});
  ASSERT_TRUE(needed);
  std::byte room[64];
  std::memset(room, 0x55, sizeof room);
  EXPECT_EQ(*socket->ioctl(SIO_ADDRESS_LIST_QUERY, {}, room), *needed);
  INT count;
  std::memcpy(&count, room, sizeof count);
  EXPECT_EQ(count, 0);
}

TEST_F(MemoryIoctl, RouteToAnAddress) {
  const Socket four = datagram(), six = stream(WS_AF_INET6);
  SOCKADDR_IN in{};
  ASSERT_EQ(*call(*four, SIO_ROUTING_INTERFACE_QUERY, ipv4(0x7F000009, 9).as<SOCKADDR_IN>(),
                  std::as_writable_bytes(std::span(&in, 1))),
            sizeof in);
  EXPECT_EQ(Address::of(in), ipv4(kLoopback));
  SOCKADDR_IN6 in6{};
  ASSERT_EQ(*call(*six, SIO_ROUTING_INTERFACE_QUERY, ipv6("::1", 9).as<SOCKADDR_IN6>(),
                  std::as_writable_bytes(std::span(&in6, 1))),
            sizeof in6);
  EXPECT_EQ(Address::of(in6), ipv6("::1"));
  EXPECT_EQ(*call(*four, SIO_ROUTING_INTERFACE_QUERY, ipv4(kLoopback).as<SOCKADDR_IN>()), sizeof in)
      << "no room: the size that is needed";
  EXPECT_EQ(code(call(*four, SIO_ROUTING_INTERFACE_QUERY, ipv4(0xCB007107).as<SOCKADDR_IN>())),
            WSAENETUNREACH);
  EXPECT_EQ(code(call(*four, SIO_ROUTING_INTERFACE_QUERY, ipv6("::1").as<SOCKADDR_IN6>())), WSAEAFNOSUPPORT);
  EXPECT_EQ(code(call(*four, SIO_ROUTING_INTERFACE_QUERY, DWORD{2})), WSAEFAULT);
}

TEST_F(MemoryIoctl, Broadcast) {
  SOCKADDR_IN in{};
  ASSERT_EQ(*ask(*datagram(), SIO_GET_BROADCAST_ADDRESS, in), sizeof in);
  EXPECT_EQ(Address::of(in), ipv4(0xFFFFFFFF));
  EXPECT_EQ(code(ask(*datagram(WS_AF_INET6), SIO_GET_BROADCAST_ADDRESS, in)), WSAENOPROTOOPT);
}

TEST_F(MemoryIoctl, MulticastSettings) {
  const Socket socket = datagram(), six = datagram(WS_AF_INET6);
  EXPECT_EQ(code(call(*socket, SIO_MULTICAST_SCOPE, DWORD{17})), 0);
  EXPECT_EQ(get(*socket, WS_IPPROTO_IP, WS_IP_MULTICAST_TTL), 17);
  EXPECT_EQ(code(call(*six, SIO_MULTICAST_SCOPE, DWORD{17})), 0);
  EXPECT_EQ(get(*six, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_HOPS), 17);
  EXPECT_EQ(code(call(*socket, SIO_MULTICAST_SCOPE, DWORD{300})), WSAEINVAL);
  EXPECT_EQ(code(call(*socket, SIO_MULTIPOINT_LOOPBACK, DWORD{0})), 0);
  EXPECT_EQ(get(*socket, WS_IPPROTO_IP, WS_IP_MULTICAST_LOOP), 0);
  EXPECT_EQ(code(call(*stream(), SIO_MULTIPOINT_LOOPBACK, DWORD{0})), WSAENOPROTOOPT);
}

TEST_F(MemoryIoctl, TcpInfo) {
  const Pair pair = connected();
  send(*pair.client, "four");
  receive(*pair.server, 1);
  TCP_INFO_v0 info{};
  const auto out = std::as_writable_bytes(std::span(&info, 1));
  ASSERT_EQ(*call(*pair.client, SIO_TCP_INFO, DWORD{0}, out), sizeof info);
  EXPECT_EQ(info.State, TCPSTATE_ESTABLISHED);
  EXPECT_EQ(info.BytesOut, 4U);
  EXPECT_EQ(info.BytesInFlight, 3U);
  ASSERT_EQ(*call(*pair.server, SIO_TCP_INFO, DWORD{0}, out), sizeof info);
  EXPECT_EQ(info.BytesIn, 4U);
  ASSERT_EQ(code(pair.client->shutdown(SD_SEND)), 0);
  ASSERT_EQ(*call(*pair.server, SIO_TCP_INFO, DWORD{0}, out), sizeof info);
  EXPECT_EQ(info.State, TCPSTATE_CLOSE_WAIT);
  EXPECT_EQ(code(call(*pair.client, SIO_TCP_INFO, DWORD{1}, out)), WSAEOPNOTSUPP);
  EXPECT_EQ(code(call(*pair.client, SIO_TCP_INFO, DWORD{2}, out)), WSAEINVAL);
  EXPECT_EQ(code(call(*datagram(), SIO_TCP_INFO, DWORD{0}, out)), WSAEOPNOTSUPP);
  const Socket listening = listener();
  ASSERT_EQ(*call(*listening, SIO_TCP_INFO, DWORD{0}, out), sizeof info);
  EXPECT_EQ(info.State, TCPSTATE_LISTEN);
}

TEST_F(MemoryIoctl, SendBacklog) {
  const Pair pair = connected();
  ULONG bytes = 0;
  ASSERT_EQ(*ask(*pair.client, SIO_IDEAL_SEND_BACKLOG_QUERY, bytes), sizeof bytes);
  EXPECT_GT(bytes, 0U);
  EXPECT_EQ(code(ask(*stream(), SIO_IDEAL_SEND_BACKLOG_QUERY, bytes)), WSAENOTCONN);
  EXPECT_EQ(code(ask(*datagram(), SIO_IDEAL_SEND_BACKLOG_QUERY, bytes)), WSAEOPNOTSUPP);
}

TEST_F(MemoryIoctl, FastPath) {
  EXPECT_EQ(code(call(*stream(), SIO_LOOPBACK_FAST_PATH, DWORD{1})), 0);
  EXPECT_EQ(code(call(*listener(), SIO_LOOPBACK_FAST_PATH, DWORD{1})), WSAEINVAL);
  EXPECT_EQ(code(call(*datagram(), SIO_LOOPBACK_FAST_PATH, DWORD{1})), WSAEOPNOTSUPP);
}

TEST_F(MemoryIoctl, RefusedAndUnknown) {
  const Socket socket = stream();
  EXPECT_EQ(code(socket->ioctl(SIO_GET_QOS, {}, {})), WSAENOPROTOOPT);
  EXPECT_EQ(code(socket->ioctl(SIO_ASSOCIATE_HANDLE, {}, {})), WSAENOPROTOOPT);
  EXPECT_EQ(code(socket->ioctl(SIO_FIND_ROUTE, {}, {})), WSAEOPNOTSUPP);
  EXPECT_EQ(code(socket->ioctl(0x48001234, {}, {})), WSAEOPNOTSUPP);
}

}  // namespace
