// SPDX-License-Identifier: MIT
// Section 8, urgent data.
#include "kit/case.hpp"

namespace {

int set_inline(SOCKET s, BOOL on) {
  return setsockopt(s, SOL_SOCKET, SO_OOBINLINE, reinterpret_cast<const char*>(&on), sizeof on);
}

BOOL at_mark(SOCKET s) {
  u_long answer = 77;
  EXPECT_SUCCEEDS(ioctlsocket(s, SIOCATMARK, &answer));
  return static_cast<BOOL>(answer);
}

u_long queued(SOCKET s) {
  u_long bytes = 0;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONREAD, &bytes));
  return bytes;
}

}  // namespace

ENTRY_CASE(Oob, ShowsInTheExceptSet, kit::kStream | kit::kExpedited, 113) {
  kit::Pair pair = entry.connected();
  ASSERT_EQ(send(pair.client, "!", 1, MSG_OOB), 1);
  EXPECT_TRUE(kit::exceptional(pair.server));
  EXPECT_FALSE(kit::readable(pair.server, 0)) << "urgent data is not normal data";
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, MSG_OOB), 1);
  EXPECT_EQ(byte, '!');
  EXPECT_FALSE(kit::exceptional(pair.server, 0)) << "it was read";
}

ENTRY_CASE(Oob, InlineIsNormalData, kit::kStream | kit::kExpedited, 113) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set_inline(pair.server, TRUE));
  ASSERT_EQ(send(pair.client, "!", 1, MSG_OOB), 1);
  EXPECT_TRUE(kit::readable(pair.server));
  EXPECT_FALSE(kit::exceptional(pair.server, 0));
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 1);
  EXPECT_EQ(byte, '!');
}

ENTRY_CASE(Oob, NoOobReceiveWhenInline, kit::kStream | kit::kExpedited, 112) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set_inline(pair.server, TRUE));
  ASSERT_EQ(send(pair.client, "!", 1, MSG_OOB), 1);
  ASSERT_TRUE(kit::readable(pair.server));
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, MSG_OOB), WSAEINVAL);
}

ENTRY_CASE(Oob, NothingThere, kit::kStream | kit::kExpedited, 113) {
  kit::Pair pair = entry.connected();
  char byte = 0;
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(pair.server, FIONBIO, &on));
  EXPECT_FAILS(recv(pair.server, &byte, 1, MSG_OOB), WSAEINVAL, WSAEWOULDBLOCK);
  EXPECT_TRUE(at_mark(pair.server)) << "no urgent data is unread";
}

ENTRY_CASE(Oob, NewerReplacesUnread, kit::kStream | kit::kExpedited, 114) {
  kit::Pair pair = entry.connected();
  ASSERT_EQ(send(pair.client, "1", 1, MSG_OOB), 1);
  ASSERT_TRUE(kit::exceptional(pair.server));
  ASSERT_EQ(send(pair.client, "2", 1, MSG_OOB), 1);
  char byte = 0;
  ASSERT_TRUE(kit::eventually([&] {
    return recv(pair.server, &byte, 1, MSG_OOB | MSG_PEEK) == 1 && byte == '2';
  })) << byte;
  EXPECT_EQ(recv(pair.server, &byte, 1, MSG_OOB), 1);
  EXPECT_EQ(byte, '2');
}

ENTRY_CASE(Oob, ReceiveStopsAtTheMark, kit::kStream | kit::kExpedited, 115) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set_inline(pair.server, TRUE));
  ASSERT_EQ(send(pair.client, "abc", 3, 0), 3);
  ASSERT_EQ(send(pair.client, "!", 1, MSG_OOB), 1);
  ASSERT_EQ(send(pair.client, "def", 3, 0), 3);
  ASSERT_TRUE(kit::eventually([&] { return queued(pair.server) >= 3; }));
  ASSERT_TRUE(kit::eventually([&] {
    char all[16];
    return recv(pair.server, all, sizeof all, MSG_PEEK) > 0 &&
           (queued(pair.server) == 3 || queued(pair.server) == 7);
  }));
  EXPECT_FALSE(at_mark(pair.server));
  char buffer[16];
  EXPECT_EQ(recv(pair.server, buffer, sizeof buffer, 0), 3);
  EXPECT_TRUE(at_mark(pair.server));
  EXPECT_EQ(kit::receive_exactly(pair.server, 4), "!def");
}

ENTRY_CASE(Oob, LastByteIsTheUrgentOne, kit::kStream | kit::kExpedited, 113, 115) {
  kit::Pair pair = entry.connected();
  ASSERT_EQ(send(pair.client, "ab!", 3, MSG_OOB), 3);
  ASSERT_TRUE(kit::exceptional(pair.server));
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, MSG_OOB), 1);
  EXPECT_EQ(byte, '!');
  EXPECT_EQ(kit::receive_exactly(pair.server, 2), "ab");
}

ENTRY_CASE(Oob, NotClaimedNotSupported, kit::kStream | kit::kNoExpedited, 112) {
  kit::Pair pair = entry.connected();
  char byte = 0;
  EXPECT_FAILS(send(pair.client, "!", 1, MSG_OOB), WSAEOPNOTSUPP);
  EXPECT_FAILS(recv(pair.server, &byte, 1, MSG_OOB), WSAEOPNOTSUPP);
}
