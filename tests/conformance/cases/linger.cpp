// SPDX-License-Identifier: MIT
// Section 15 and Annex C: what closesocket does with unsent data.
#include "kit/case.hpp"

namespace {

int set_linger(SOCKET s, u_short on, u_short seconds) {
  const linger value{on, seconds};
  return setsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&value), sizeof value);
}

linger get_linger(SOCKET s) {
  linger value{99, 99};
  int length = sizeof value;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<char*>(&value), &length));
  EXPECT_EQ(length, 4);
  return value;
}

int set_dont_linger(SOCKET s, BOOL value) {
  return setsockopt(s, SOL_SOCKET, SO_DONTLINGER, reinterpret_cast<const char*>(&value), sizeof value);
}

BOOL get_dont_linger(SOCKET s) {
  BOOL value = -1;
  int length = sizeof value;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_DONTLINGER, reinterpret_cast<char*>(&value), &length));
  return value;
}

// More than the peer takes while it reads nothing; the number of bytes that wait.
std::size_t fill(SOCKET s) {
  u_long on = 1, off = 0;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &on));
  const std::string text(1 << 18, 'x');
  std::size_t total = 0;
  for (;;) {
    const int count = send(s, text.data(), static_cast<int>(text.size()), 0);
    if (count <= 0) break;
    total += static_cast<std::size_t>(count);
  }
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &off));
  return total;
}

}  // namespace

ENTRY_CASE(Linger, DefaultDeliversInTheBackground, kit::kStream | kit::kGraceful, 198) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(get_linger(pair.client).l_onoff, 0);
  const std::size_t total = fill(pair.client);
  EXPECT_EQ(pair.client.close(), 0);
  EXPECT_EQ(kit::receive_exactly(pair.server, total).size(), total);
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 0);
}

ENTRY_CASE(Linger, ZeroSecondsResets, kit::kReset, 199) {
  kit::Pair pair = entry.connected();
  fill(pair.client);
  ASSERT_SUCCEEDS(set_linger(pair.client, 1, 0));
  EXPECT_EQ(pair.client.close(), 0);
  char buffer[4096];
  int count = 0;
  while ((count = recv(pair.server, buffer, sizeof buffer, 0)) > 0) {
  }
  EXPECT_EQ(count, SOCKET_ERROR);
  EXPECT_CODE(WSAGetLastError(), WSAECONNRESET);
}

// Only where what was sent can still be under way: AF_UNIX puts it into the peer's queue at once, so there is
// never anything to wait for.
ENTRY_CASE(Linger, BlockingCloseWaitsForDelivery, kit::kTcp | kit::kGraceful, 200) {
  kit::Pair pair = entry.connected();
  const std::size_t total = fill(pair.client);
  ASSERT_SUCCEEDS(set_linger(pair.client, 1, 30));
  kit::Blocked closing([s = pair.client.release()] { return closesocket(s); });
  EXPECT_TRUE(closing.wait_until_inside()) << "it did not wait";
  EXPECT_EQ(kit::receive_exactly(pair.server, total).size(), total);
  ASSERT_TRUE(closing.finished());
  EXPECT_EQ(closing.result(), 0) << kit::error_name(closing.error());
}

ENTRY_CASE(Linger, BlockingCloseGivesUpWithAReset, kit::kTcp | kit::kGraceful, 200) {
  kit::Pair pair = entry.connected();
  const std::size_t total = fill(pair.client);
  ASSERT_SUCCEEDS(set_linger(pair.client, 1, 1));
  EXPECT_EQ(pair.client.close(), 0) << "the time-out is no error";
  std::size_t got = 0;
  char buffer[65536];
  int count = 0;
  while ((count = recv(pair.server, buffer, sizeof buffer, 0)) > 0) got += static_cast<std::size_t>(count);
  EXPECT_EQ(count, SOCKET_ERROR) << "got " << got << " of " << total;
  EXPECT_CODE(WSAGetLastError(), WSAECONNRESET);
}

ENTRY_CASE(Linger, NonBlockingCloseWouldBlock, kit::kTcp | kit::kGraceful, 201) {
  kit::Pair pair = entry.connected();
  const std::size_t total = fill(pair.client);
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(pair.client, FIONBIO, &on));
  ASSERT_SUCCEEDS(set_linger(pair.client, 1, 5));
  EXPECT_FAILS(closesocket(pair.client), WSAEWOULDBLOCK);
  EXPECT_EQ(get_linger(pair.client).l_linger, 5) << "the handle is still good";
  EXPECT_EQ(kit::receive_exactly(pair.server, total).size(), total);
  EXPECT_TRUE(kit::eventually([&] { return closesocket(pair.client) == 0; })) << "all is delivered now";
  pair.client.release();
}

ENTRY_CASE(Linger, NonBlockingCloseWithoutDataCloses, kit::kStream | kit::kGraceful, 201) {
  kit::Pair pair = entry.connected();
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(pair.client, FIONBIO, &on));
  ASSERT_SUCCEEDS(set_linger(pair.client, 1, 5));
  EXPECT_EQ(pair.client.close(), 0);
}

ENTRY_CASE(Linger, DontLingerIsTheInverse, kit::kStream, 202) {
  kit::Socket s = entry.open();
  EXPECT_EQ(get_dont_linger(s), TRUE);
  ASSERT_SUCCEEDS(set_linger(s, 1, 9));
  EXPECT_EQ(get_dont_linger(s), FALSE);
  ASSERT_SUCCEEDS(set_dont_linger(s, TRUE));
  EXPECT_EQ(get_linger(s).l_onoff, 0);
  EXPECT_EQ(get_dont_linger(s), TRUE);
  ASSERT_SUCCEEDS(set_dont_linger(s, FALSE));
  const linger restored = get_linger(s);
  EXPECT_NE(restored.l_onoff, 0);
  EXPECT_EQ(restored.l_linger, 9) << "the earlier time-out is back";
}

ENTRY_CASE(Linger, ValuesAreKept, kit::kStream, 1015) {
  kit::Socket s = entry.open();
  ASSERT_SUCCEEDS(set_linger(s, 1, 65535));
  const linger value = get_linger(s);
  EXPECT_EQ(value.l_onoff, 1);
  EXPECT_EQ(value.l_linger, 65535);
  const linger half{1, 1};
  EXPECT_FAILS(setsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&half), 3), WSAEFAULT);
}

ENTRY_CASE(Linger, NotOnDatagrams, kit::kUdp, 1015) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(set_linger(s, 1, 1), WSAENOPROTOOPT);
}
