// SPDX-License-Identifier: MIT
// When the kernel is told of Winsock's default hop limit: before a packet can leave the host.
#include <netinet/in.h>
#include <sys/socket.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class DefaultHopLimit : public TcpipTest {
 protected:
  static int in_kernel(SOCKET s) {
    int hops = 0;
    socklen_t length = sizeof hops;
    EXPECT_EQ(0, ::getsockopt(static_cast<int>(s), IPPROTO_IP, IP_TTL, &hops, &length));
    return hops;
  }
};

TEST_F(DefaultHopLimit, IsSetForAConnectThatLeavesTheHost) {
  const SOCKET s = open(kTcp4);
  set_non_blocking(s);
  connect(s, ipv4("192.0.2.1", 9));  // a network for documentation: nobody answers
  EXPECT_EQ(128, in_kernel(s));
  close(s);
}

TEST_F(DefaultHopLimit, IsSetForWhatAListenerAccepts) {
  const SOCKET accepting = listener();
  EXPECT_EQ(128, in_kernel(accepting));
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(accepting)));
  const SOCKET accepted = accept(accepting);
  EXPECT_EQ(128, in_kernel(accepted));
  EXPECT_EQ(128u, option(client, WS_IPPROTO_IP, WS_IP_TTL)) << "whoever asks is told so";
  EXPECT_EQ(128, in_kernel(client));
  for (const SOCKET s : {accepting, client, accepted}) close(s);
}

TEST_F(DefaultHopLimit, ThatTheProgramSetIsKept) {
  const SOCKET s = open(kTcp4);
  ASSERT_EQ(0, set_option(s, WS_IPPROTO_IP, WS_IP_TTL, DWORD{7}));
  set_non_blocking(s);
  connect(s, ipv4("192.0.2.1", 9));
  EXPECT_EQ(7, in_kernel(s));
  EXPECT_EQ(7u, option(s, WS_IPPROTO_IP, WS_IP_TTL));
  close(s);
}

TEST_F(DefaultHopLimit, OfOtherKindsIsSetAtOnce) {
  const SOCKET s = open(kUdp4);
  EXPECT_EQ(128, in_kernel(s));
  close(s);
}

}  // namespace
}  // namespace wosa::test
