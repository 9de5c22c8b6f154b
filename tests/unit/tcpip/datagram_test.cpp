// SPDX-License-Identifier: MIT
#include <poll.h>
#include <unistd.h>

#include "mswsock.h"
#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Datagram : public TcpipTest, public ::testing::WithParamInterface<Kind> {
 protected:
  Name loopback(int port = 0) { return GetParam().family == WS_AF_INET ? loopback4(port) : loopback6(port); }
  SOCKET bound() {
    const SOCKET s = open(GetParam());
    EXPECT_EQ(0, bind(s, loopback())) << error;
    return s;
  }
  int receive_error(SOCKET s, DWORD flags = 0) {
    std::string data;
    return receive(s, data, 64, flags) < 0 ? error : 0;
  }
  Name nobody() {
    const SOCKET s = bound();
    const Name name = local_name(s);
    close(s);
    return name;
  }
};

std::string family_name(const ::testing::TestParamInfo<Kind>& parameter) {
  return parameter.param.family == WS_AF_INET ? "IPv4" : "IPv6";
}

INSTANTIATE_TEST_SUITE_P(Udp, Datagram, ::testing::Values(kUdp4, kUdp6), family_name);

TEST_P(Datagram, TravelWithTheirSendersAddress) {
  const SOCKET a = bound();
  const SOCKET b = bound();
  EXPECT_EQ(5, send_to(a, "hello", local_name(b)));
  std::string data;
  Name from;
  EXPECT_EQ(5, receive_from(b, data, 64, from));
  EXPECT_EQ("hello", data);
  EXPECT_EQ(GetParam().family, from.storage.ss_family);
  EXPECT_EQ(local_name(a).port(), from.port());
  EXPECT_EQ(record_of(GetParam()).iMaxSockAddr, from.length);
  close(a);
  close(b);
}

TEST_P(Datagram, TooLargeForTheBufferIsCutAndReported_102) {
  const SOCKET a = bound();
  const SOCKET b = bound();
  ASSERT_EQ(10, send_to(a, "0123456789", local_name(b)));
  ASSERT_EQ(4, send_to(a, "next", local_name(b)));
  std::string data;
  Name from;
  EXPECT_EQ(-1, receive_from(b, data, 4, from, WS_MSG_PEEK));
  EXPECT_EQ(WSAEMSGSIZE, error);
  EXPECT_EQ(-1, receive_from(b, data, 4, from));
  EXPECT_EQ(WSAEMSGSIZE, error);
  EXPECT_EQ(4u, returned);
  EXPECT_EQ("0123", data);
  EXPECT_EQ(local_name(a).port(), from.port());
  EXPECT_EQ("next", text(b));  // the first was consumed
  char x[2];
  char y[3];
  WSABUF in[] = {{2, x}, {3, y}};
  DWORD count = 0;
  DWORD flags = 0;
  ASSERT_EQ(10, send_to(a, "0123456789", local_name(b)));
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPRecv(b, in, 2, &count, &flags, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEMSGSIZE, error);
  EXPECT_EQ(5u, count);
  EXPECT_EQ("01", std::string(x, 2));
  EXPECT_EQ("234", std::string(y, 3));
  close(a);
  close(b);
}

TEST_P(Datagram, MayBeEmpty_107) {
  const SOCKET a = bound();
  const SOCKET b = bound();
  ASSERT_EQ(0, send_to(a, "", local_name(b)));
  std::string data;
  EXPECT_EQ(0, receive(b, data, 8));
  ASSERT_EQ(1, send_to(a, "x", local_name(b)));
  EXPECT_EQ("x", text(b));
  close(a);
  close(b);
}

TEST_P(Datagram, AboveTheLimitAreNotSent_106) {
  const SOCKET a = bound();
  const SOCKET b = bound();
  const auto limit = option(a, WS_SOL_SOCKET, WS_SO_MAX_MSG_SIZE);
  EXPECT_EQ(record_of(GetParam()).dwMessageSize, limit);
  EXPECT_EQ(-1, send_to(a, std::string(limit + 1, 'x'), local_name(b)));
  EXPECT_EQ(WSAEMSGSIZE, error);
  EXPECT_EQ(static_cast<int>(limit), send_to(a, std::string(limit, 'x'), local_name(b))) << error;
  std::string data;
  EXPECT_EQ(static_cast<int>(limit), receive(b, data, limit));
  close(a);
  close(b);
}

TEST_P(Datagram, NeedAnAddressOrAPeer_109) {
  const SOCKET s = open(GetParam());
  EXPECT_EQ(WSAEINVAL, receive_error(s));  // unbound
  EXPECT_EQ(-1, send(s, "x"));
  EXPECT_EQ(WSAENOTCONN, error);
  EXPECT_EQ(-1, send_to(s, "x", loopback(0)));
  EXPECT_EQ(WSAEADDRNOTAVAIL, error);
  const SOCKET b = bound();
  EXPECT_EQ(1, send_to(s, "x", local_name(b)));  // 68: bound by sending
  set_non_blocking(s);
  EXPECT_EQ(WSAEWOULDBLOCK, receive_error(s));
  EXPECT_NE(0, local_name(s).port());
  close(s);
  close(b);
}

TEST_P(Datagram, AddressesAreChecked) {
  const SOCKET s = bound();
  Name shorter = loopback(9);
  shorter.length = 8;
  EXPECT_EQ(-1, send_to(s, "x", shorter));
  EXPECT_EQ(WSAEFAULT, error);
  Name foreign = loopback(9);
  foreign.storage.ss_family = 99;
  EXPECT_EQ(-1, send_to(s, "x", foreign));
  EXPECT_EQ(WSAEAFNOSUPPORT, error);
  const SOCKET b = bound();
  ASSERT_EQ(1, send_to(b, "x", local_name(s)));
  std::string data(8, 0);
  WSABUF buffer{8, data.data()};
  DWORD count = 0;
  DWORD flags = 0;
  Name from;
  from.length = 15;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPRecvFrom(s, &buffer, 1, &count, &flags, from.get(), &from.length,
                                              nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ("x", text(s));  // not lost
  close(b);
  close(s);
}

TEST_P(Datagram, StreamFlagsAreRefused_111_112) {
  const SOCKET s = bound();
  EXPECT_EQ(WSAEOPNOTSUPP, receive_error(s, WS_MSG_OOB));
  EXPECT_EQ(WSAEOPNOTSUPP, receive_error(s, WS_MSG_WAITALL));
  ASSERT_EQ(0, connect(s, local_name(s)));
  EXPECT_EQ(-1, send(s, "x", WS_MSG_OOB));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  close(s);
}

TEST_P(Datagram, ConnectChoosesReplacesAndDissolvesThePeer_76_78) {
  const SOCKET s = open(GetParam());
  const SOCKET a = bound();
  const SOCKET b = bound();
  ASSERT_EQ(0, connect(s, local_name(a)));
  EXPECT_EQ(1, send(s, "1"));
  EXPECT_EQ("1", text(a));
  const Name mine = local_name(s);
  ASSERT_EQ(5, send_to(a, "stale", mine));
  await(s, POLLIN);
  ASSERT_EQ(0, connect(s, local_name(b)));
  ASSERT_EQ(7, send_to(a, "foreign", mine));  // dropped: another sender
  ASSERT_EQ(5, send_to(b, "fresh", mine));
  EXPECT_EQ("fresh", text(s));
  const Name zero = GetParam().family == WS_AF_INET ? ipv4("0.0.0.0", 0) : ipv6("::", 0);
  ASSERT_EQ(0, connect(s, zero)) << error;
  EXPECT_EQ(-1, send(s, "x"));
  EXPECT_EQ(WSAENOTCONN, error);
  EXPECT_EQ(1, send_to(s, "y", local_name(a)));
  EXPECT_EQ(mine.port(), local_name(s).port());
  SOCKADDR_STORAGE storage;
  INT length = sizeof storage;
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPGetPeerName(s, reinterpret_cast<WS_sockaddr*>(&storage), &length, &error));
  EXPECT_EQ(WSAENOTCONN, error);
  ASSERT_EQ(0, connect(s, local_name(a)));
  std::memset(&storage, 0, sizeof storage);
  EXPECT_EQ(0, table.lpWSPConnect(s, reinterpret_cast<WS_sockaddr*>(&storage), 28, nullptr, nullptr, nullptr,
                                  nullptr, &error));
  EXPECT_EQ(-1, send(s, "x"));
  close(s);
  close(a);
  close(b);
}

TEST_P(Datagram, QueuedDatagramsOfOthersAreDroppedByConnect_78) {
  const SOCKET s = bound();
  const SOCKET a = bound();
  const SOCKET b = bound();
  ASSERT_EQ(1, send_to(a, "a", local_name(s)));
  await(s, POLLIN);
  ASSERT_EQ(0, connect(s, local_name(b)));
  ASSERT_EQ(1, send(s, "?"));
  ASSERT_EQ(1, send_to(b, "b", local_name(s)));
  EXPECT_EQ("b", text(s));
  close(s);
  close(a);
  close(b);
}

TEST_P(Datagram, APortUnreachableFailsOneReceive_122_125) {
  const SOCKET s = bound();
  const SOCKET peer = bound();
  ASSERT_EQ(1, send_to(s, "?", nobody()));
  await(s, POLLERR);
  EXPECT_EQ(WSAECONNRESET, receive_error(s));
  ASSERT_EQ(2, send_to(peer, "ok", local_name(s)));
  EXPECT_EQ("ok", text(s));
  set_non_blocking(s);
  EXPECT_EQ(WSAEWOULDBLOCK, receive_error(s));
  close(s);
  close(peer);
}

TEST_P(Datagram, SendsNeverSeeTheReport_122) {
  const SOCKET s = bound();
  const SOCKET peer = bound();
  const Name gone = nobody();
  for (int i = 0; i < 20; ++i) ASSERT_EQ(1, send_to(s, "?", gone)) << error;
  ASSERT_EQ(2, send_to(s, "ok", local_name(peer)));
  EXPECT_EQ("ok", text(peer));
  EXPECT_EQ(WSAECONNRESET, receive_error(s));
  close(s);
  close(peer);
}

TEST_P(Datagram, ConnectedSocketsReportItToo_122) {
  const SOCKET s = open(GetParam());
  ASSERT_EQ(0, connect(s, nobody()));
  ASSERT_EQ(1, send(s, "?"));
  await(s, POLLERR);
  EXPECT_EQ(WSAECONNRESET, receive_error(s));
  close(s);
}

TEST_P(Datagram, ReportsCanBeSwitchedOff_123) {
  for (const bool connected : {false, true}) {
    const SOCKET s = bound();
    const SOCKET peer = bound();
    const DWORD off = 0;
    ASSERT_EQ(0, ioctl(s, SIO_UDP_CONNRESET, &off, sizeof off));
    const Name gone = nobody();
    if (connected) {
      ASSERT_EQ(0, connect(s, gone));
    }
    for (int i = 0; i < 3; ++i) ASSERT_EQ(1, connected ? send(s, "?") : send_to(s, "?", gone)) << error;
    set_non_blocking(s);
    EXPECT_EQ(WSAEWOULDBLOCK, receive_error(s));
    if (!connected) {
      ASSERT_EQ(2, send_to(peer, "ok", local_name(s)));
      await(s, POLLIN);
      EXPECT_EQ("ok", text(s));
    }
    const BYTE on = 1;  // one byte will do, as many programs pass it
    ASSERT_EQ(0, ioctl(s, SIO_UDP_CONNRESET, &on, sizeof on));
    ASSERT_EQ(1, connected ? send(s, "?") : send_to(s, "?", gone)) << error;
    await(s, POLLERR);
    EXPECT_EQ(WSAECONNRESET, receive_error(s));
    close(s);
    close(peer);
  }
}

TEST_P(Datagram, SwitchedOffReportsDoNotMakeSelectSpinOrReturn) {
  const SOCKET s = bound();
  const DWORD off = 0;
  ASSERT_EQ(0, ioctl(s, SIO_UDP_CONNRESET, &off, sizeof off));
  ASSERT_EQ(1, send_to(s, "?", nobody()));
  WS_fd_set read{};
  read.fd_count = 1;
  read.fd_array[0] = s;
  const timeval soon{0, 20000};
  const int before = runtime.polls();
  EXPECT_EQ(0, table.lpWSPSelect(0, &read, nullptr, nullptr, &soon, &error));
  EXPECT_LE(runtime.polls() - before, 8);
  close(s);
}

TEST_P(Datagram, ShutdownIsRemembered_206) {
  const SOCKET s = bound();
  EXPECT_EQ(0, shutdown(s, SD_RECEIVE)) << error;
  EXPECT_EQ(WSAESHUTDOWN, receive_error(s));
  EXPECT_EQ(0, shutdown(s, SD_SEND));
  EXPECT_EQ(-1, send_to(s, "x", loopback(9)));
  EXPECT_EQ(WSAESHUTDOWN, error);
  close(s);
}

TEST_P(Datagram, TimeOutsAreTimeOuts_116) {
  const SOCKET s = bound();
  const DWORD milliseconds = 20;
  ASSERT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_RCVTIMEO, milliseconds));
  EXPECT_EQ(WSAETIMEDOUT, receive_error(s));
  close(s);
}

TEST_P(Datagram, ClosingInterruptsAReceive_204) {
  const SOCKET s = bound();
  std::thread closer([&] {
    await_inside(s);
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPCloseSocket(s, &code));
  });
  EXPECT_EQ(WSAEINTR, receive_error(s));
  closer.join();
}

// A router's word that a datagram of s went too far, made here with a raw socket.
class HopLimit : public TcpipTest {
 protected:
  bool tell_expired(SOCKET s, int destination_port) {
    const int raw = ::socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    if (raw < 0) return false;
    unsigned char packet[36] = {11};  // time exceeded; then the datagram's own headers
    unsigned char* header = packet + 8;
    header[0] = 0x45;
    header[3] = 28;
    header[8] = 1;
    header[9] = 17;
    const unsigned char loopback[4] = {127, 0, 0, 1};
    std::memcpy(header + 12, loopback, 4);
    std::memcpy(header + 16, loopback, 4);
    const int source_port = local_name(s).port();
    header[20] = static_cast<unsigned char>(source_port >> 8);
    header[21] = static_cast<unsigned char>(source_port);
    header[22] = static_cast<unsigned char>(destination_port >> 8);
    header[23] = static_cast<unsigned char>(destination_port);
    header[25] = 8;
    unsigned sum = 0;
    for (std::size_t i = 0; i < sizeof packet; i += 2) sum += packet[i] * 256u + packet[i + 1];
    sum = ~((sum & 0xFFFF) + (sum >> 16));
    packet[2] = static_cast<unsigned char>(sum >> 8);
    packet[3] = static_cast<unsigned char>(sum);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    std::memcpy(&to.sin_addr, loopback, 4);
    const bool sent = sendto(raw, packet, sizeof packet, 0, reinterpret_cast<sockaddr*>(&to), sizeof to) > 0;
    ::close(raw);
    return sent;
  }
};

TEST_F(HopLimit, AnExpiredDatagramIsANetReset_124) {
  const SOCKET s = open(kUdp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  if (!tell_expired(s, 9)) GTEST_SKIP() << "raw sockets need privilege";
  await(s, POLLERR);
  std::string data;
  EXPECT_EQ(-1, receive(s, data, 8));
  EXPECT_EQ(WSAENETRESET, error);
  const DWORD off = 0;
  ASSERT_EQ(0, ioctl(s, SIO_UDP_NETRESET, &off, sizeof off));
  ASSERT_TRUE(tell_expired(s, 9));
  await(s, POLLERR);
  set_non_blocking(s);
  EXPECT_EQ(-1, receive(s, data, 8));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  close(s);
}

using Broadcast = TcpipTest;

TEST_F(Broadcast, NeedsPermission_77_126) {
  const SOCKET s = open(kUdp4);
  EXPECT_EQ(-1, send_to(s, "x", ipv4("127.255.255.255", 9)));
  EXPECT_EQ(WSAEACCES, error);
  EXPECT_EQ(SOCKET_ERROR, connect(s, ipv4("127.255.255.255", 9)));
  EXPECT_EQ(WSAEACCES, error);
  const DWORD on = 1;
  ASSERT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_BROADCAST, on));
  EXPECT_EQ(1, send_to(s, "x", ipv4("127.255.255.255", 9))) << error;
  close(s);
}

using DualMode = TcpipTest;

TEST_F(DualMode, DealsInIpv6AddressesAndReportsForBoth_131) {
  const SOCKET dual = open(kUdp6);
  const DWORD off = 0;
  ASSERT_EQ(0, set_option(dual, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, off));
  ASSERT_EQ(0, bind(dual, ipv6("::", 0)));
  const SOCKET four = open(kUdp4);
  ASSERT_EQ(0, bind(four, loopback4()));
  ASSERT_EQ(2, send_to(four, "v4", loopback4(local_name(dual).port())));
  std::string data;
  Name from;
  ASSERT_EQ(2, receive_from(dual, data, 8, from));
  EXPECT_EQ(WS_AF_INET6, from.storage.ss_family);
  EXPECT_EQ(ipv6("::ffff:127.0.0.1", 0).with_port(from.port()).port(), from.port());
  EXPECT_EQ(4, send_to(dual, "back", from)) << error;
  EXPECT_EQ("back", text(four));
  EXPECT_EQ(-1, send_to(dual, "x", loopback4(9)));
  EXPECT_TRUE(error == WSAEFAULT || error == WSAEAFNOSUPPORT) << error;
  const int port = local_name(four).port();
  close(four);
  ASSERT_EQ(1, send_to(dual, "?", ipv6("::ffff:127.0.0.1", port)));
  await(dual, POLLERR);
  EXPECT_EQ(-1, receive(dual, data, 8));
  EXPECT_EQ(WSAECONNRESET, error);
  close(dual);
}

TEST_F(DualMode, HasIpv4OptionsOnlyWhileItServesIpv4_133) {
  const SOCKET s = open(kUdp6);
  DWORD value = 64;
  EXPECT_EQ(SOCKET_ERROR, set_option(s, WS_IPPROTO_IP, WS_IP_TTL, value));
  EXPECT_EQ(WSAEINVAL, error);
  const DWORD off = 0;
  ASSERT_EQ(0, set_option(s, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, off));
  EXPECT_EQ(0, set_option(s, WS_IPPROTO_IP, WS_IP_TTL, value)) << error;
  EXPECT_EQ(64u, option(s, WS_IPPROTO_IP, WS_IP_TTL));
  ASSERT_EQ(0, bind(s, ipv6("::", 0)));
  const DWORD on = 1;
  EXPECT_EQ(SOCKET_ERROR, set_option(s, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, on));  // 130: before bind
  EXPECT_EQ(WSAEINVAL, error);
  close(s);
}

}  // namespace
}  // namespace wosa::test
