// SPDX-License-Identifier: MIT
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <unistd.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Raw : public TcpipTest {
 protected:
  SOCKET raw(int protocol) {
    WSAPROTOCOL_INFOW info = record_of(kRaw4);
    return table.lpWSPSocket(WS_AF_INET, 3, protocol, &info, 0, WSA_FLAG_OVERLAPPED, &error);
  }
  bool privileged() {
    const SOCKET s = raw(IPPROTO_ICMP);
    if (s == INVALID_SOCKET) return false;
    close(s);
    return true;
  }
};

TEST_F(Raw, NeedPrivilege_301) {
  if (privileged()) GTEST_SKIP() << "this process has the privilege";
  EXPECT_EQ(INVALID_SOCKET, raw(IPPROTO_ICMP));
  EXPECT_EQ(WSAEACCES, error);
}

TEST_F(Raw, ReceiveTheHeaderToo_301) {
  if (!privileged()) GTEST_SKIP() << "raw sockets need privilege";
  const SOCKET s = raw(IPPROTO_ICMP);
  ASSERT_EQ(0, bind(s, loopback4())) << error;
  EXPECT_EQ(0, local_name(s).port());
  icmphdr echo{};
  echo.type = ICMP_ECHO;
  echo.un.echo.id = 0x1234;
  const auto* words = reinterpret_cast<const std::uint16_t*>(&echo);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < sizeof echo / 2; ++i) sum += words[i];
  echo.checksum = static_cast<std::uint16_t>(~((sum & 0xFFFF) + (sum >> 16)));
  ASSERT_EQ(int{sizeof echo},
            send_to(s, std::string(reinterpret_cast<const char*>(&echo), sizeof echo), loopback4()))
      << error;
  std::string data;
  ASSERT_EQ(int{20 + sizeof echo}, receive(s, data, 256));
  EXPECT_EQ(0x45, data[0]);
  close(s);
}

TEST_F(Raw, AProtocolIsNeeded) {
  EXPECT_EQ(INVALID_SOCKET, raw(256));
  EXPECT_EQ(WSAEPROTONOSUPPORT, error);
}

}  // namespace
}  // namespace wosa::test
