// SPDX-License-Identifier: MIT
// Section 9: what ICMP tells a datagram socket.
#include <mstcpip.h>
#include <mswsock.h>

#include "kit/case.hpp"

namespace {

int switch_reports(SOCKET s, BOOL on) {
  DWORD returned = 0;
  return WSAIoctl(s, SIO_UDP_CONNRESET, &on, sizeof on, nullptr, 0, &returned, nullptr, nullptr);
}

// Sends where nobody listens and waits for the report, which makes the socket readable.
bool provoke(SOCKET s, const kit::Address& nobody) {
  EXPECT_EQ(sendto(s, "x", 1, 0, nobody.data(), nobody.length()), 1);
  return kit::readable(s, 3000);
}

}  // namespace

ENTRY_CASE(Icmp, UnreachablePortFailsTheNextReceive, kit::kUdp, 122) {
  kit::Socket s = entry.bound();
  const kit::Address nobody = entry.dead_end();
  ASSERT_TRUE(provoke(s, nobody)) << "the report makes the socket readable";
  char byte = 0;
  EXPECT_FAILS(recvfrom(s, &byte, 1, 0, nullptr, nullptr), WSAECONNRESET);
}

ENTRY_CASE(Icmp, UnreachablePortOnAConnectedSocket, kit::kUdp, 122) {
  kit::Socket s = entry.bound();
  const kit::Address nobody = entry.dead_end();
  ASSERT_SUCCEEDS(connect(s, nobody.data(), nobody.length()));
  ASSERT_EQ(send(s, "x", 1, 0), 1);
  char byte = 0;
  EXPECT_FAILS(recv(s, &byte, 1, 0), WSAECONNRESET);
}

ENTRY_CASE(Icmp, BlockedReceiveIsTold, kit::kUdp, 122) {
  kit::Socket s = entry.bound();
  const kit::Address nobody = entry.dead_end();
  char byte = 0;
  kit::Blocked receiving([&byte, handle = SOCKET{s}] { return recv(handle, &byte, 1, 0); });
  ASSERT_TRUE(receiving.wait_until_inside());
  ASSERT_EQ(sendto(s, "x", 1, 0, nobody.data(), nobody.length()), 1);
  ASSERT_TRUE(receiving.finished());
  EXPECT_EQ(receiving.result(), SOCKET_ERROR);
  EXPECT_CODE(receiving.error(), WSAECONNRESET);
}

ENTRY_CASE(Icmp, ReportsCanBeSwitchedOff, kit::kUdp, 123) {
  kit::Socket s = entry.bound(), friendly = entry.bound();
  const kit::Address nobody = entry.dead_end(), mine = kit::local_address(s);
  ASSERT_SUCCEEDS(switch_reports(s, FALSE));
  EXPECT_EQ(sendto(s, "x", 1, 0, nobody.data(), nobody.length()), 1);
  EXPECT_FALSE(kit::readable(s, 100));
  EXPECT_EQ(sendto(friendly, "ok", 2, 0, mine.data(), mine.length()), 2);
  char buffer[4];
  EXPECT_EQ(recv(s, buffer, sizeof buffer, 0), 2);
  ASSERT_SUCCEEDS(switch_reports(s, TRUE));
  ASSERT_TRUE(provoke(s, nobody));
  EXPECT_FAILS(recv(s, buffer, sizeof buffer, 0), WSAECONNRESET);
}

ENTRY_CASE(Icmp, SwitchBadInput, kit::kUdp, 123) {
  kit::Socket s = entry.bound();
  BOOL off = FALSE;
  DWORD returned = 0;
  EXPECT_FAILS(WSAIoctl(s, SIO_UDP_CONNRESET, &off, 0, nullptr, 0, &returned, nullptr, nullptr), WSAEFAULT,
               WSAEINVAL);
  EXPECT_FAILS(WSAIoctl(s, SIO_UDP_CONNRESET, nullptr, 4, nullptr, 0, &returned, nullptr, nullptr), WSAEFAULT,
               WSAEINVAL);
}

ENTRY_CASE(Icmp, SwitchIsForDatagrams, kit::kTcp, 123) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(switch_reports(s, FALSE), WSAEINVAL, WSAENOPROTOOPT, WSAEOPNOTSUPP);
}

ENTRY_CASE(Icmp, NothingIsLost, kit::kUdp, 125) {
  kit::Socket s = entry.bound(), friendly = entry.bound();
  const kit::Address nobody = entry.dead_end(), mine = kit::local_address(s);
  ASSERT_EQ(sendto(friendly, "one", 3, 0, mine.data(), mine.length()), 3);
  ASSERT_TRUE(kit::readable(s));
  ASSERT_TRUE(provoke(s, nobody));
  EXPECT_EQ(sendto(friendly, "three", 5, 0, mine.data(), mine.length()), 5);
  int failures = 0, datagrams = 0;
  char buffer[8];
  while (datagrams < 2 && failures < 5) {
    const int count = recv(s, buffer, sizeof buffer, 0);
    if (count == SOCKET_ERROR) {
      EXPECT_CODE(WSAGetLastError(), WSAECONNRESET);
      ++failures;
    } else {
      EXPECT_EQ(count, datagrams == 0 ? 3 : 5);
      ++datagrams;
    }
  }
  EXPECT_EQ(failures, 1);
  EXPECT_EQ(datagrams, 2);
}

ENTRY_CASE(Icmp, SendingGoesOn, kit::kUdp, 125) {
  kit::Socket s = entry.bound(), friendly = entry.bound();
  const kit::Address nobody = entry.dead_end(), there = kit::local_address(friendly);
  ASSERT_TRUE(provoke(s, nobody));
  EXPECT_EQ(sendto(s, "hello", 5, 0, there.data(), there.length()), 5) << kit::error_name(WSAGetLastError());
  char buffer[8];
  EXPECT_EQ(recv(friendly, buffer, sizeof buffer, 0), 5);
}
