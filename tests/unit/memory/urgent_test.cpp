// SPDX-License-Identifier: MIT
#include "memory_fixture.hpp"

namespace {

using namespace memory_test;

std::string error(int code) { return "error " + std::to_string(code); }

class MemoryUrgent : public MemoryTest {
 protected:
  static void set_inline(Endpoint& socket, bool on) {
    ASSERT_EQ(code(socket.option_changed(WS_SO_OOBINLINE, on)), 0);
    socket.options().oob_inline = on;
  }
};

TEST_F(MemoryUrgent, StandsApart) {
  const Pair pair = connected();
  EXPECT_TRUE(pair.server->at_urgent_mark());
  ASSERT_EQ(*send_urgent(*pair.client, "ab!"), 3U);
  EXPECT_EQ(pair.server->ready(WOSA_READY_OOB), DWORD{WOSA_READY_OOB});
  EXPECT_FALSE(pair.server->at_urgent_mark());
  EXPECT_EQ(receive_urgent(*pair.server, true), "!");
  EXPECT_EQ(receive_urgent(*pair.server), "!");
  EXPECT_EQ(receive_urgent(*pair.server), error(WSAEWOULDBLOCK));
  EXPECT_EQ(pair.server->ready(WOSA_READY_OOB), 0U);
  EXPECT_TRUE(pair.server->at_urgent_mark());
  EXPECT_EQ(receive(*pair.server), "ab");
}

TEST_F(MemoryUrgent, AloneIsNoNormalData) {
  const Pair pair = connected();
  ASSERT_EQ(*send_urgent(*pair.client, "!"), 1U);
  EXPECT_EQ(pair.server->ready(kAll), DWORD{WOSA_READY_OOB | WOSA_READY_WRITE});
  EXPECT_EQ(receive(*pair.server), error(WSAEWOULDBLOCK));
}

TEST_F(MemoryUrgent, NewerReplacesUnread) {
  const Pair pair = connected();
  ASSERT_EQ(*send_urgent(*pair.client, "1"), 1U);
  ASSERT_EQ(*send_urgent(*pair.client, "2"), 1U);
  EXPECT_EQ(receive_urgent(*pair.server), "2");
  EXPECT_EQ(receive(*pair.server), error(WSAEWOULDBLOCK));
}

TEST_F(MemoryUrgent, ReceiveStopsAtTheMark) {
  const Pair pair = connected();
  ASSERT_EQ(*send(*pair.client, "abc"), 3U);
  ASSERT_EQ(*send_urgent(*pair.client, "!"), 1U);
  ASSERT_EQ(*send(*pair.client, "def"), 3U);
  EXPECT_EQ(receive(*pair.server), "abc");
  EXPECT_EQ(receive(*pair.server), "def");
  EXPECT_EQ(receive_urgent(*pair.server), "!");
}

TEST_F(MemoryUrgent, InlineIsNormalData) {
  const Pair pair = connected();
  set_inline(*pair.server, true);
  ASSERT_EQ(*send(*pair.client, "abc"), 3U);
  ASSERT_EQ(*send_urgent(*pair.client, "!"), 1U);
  ASSERT_EQ(*send(*pair.client, "def"), 3U);
  EXPECT_EQ(pair.server->ready(WOSA_READY_OOB), 0U);
  EXPECT_FALSE(pair.server->at_urgent_mark());
  EXPECT_EQ(*pair.server->readable_bytes(), 3U);
  EXPECT_EQ(receive(*pair.server), "abc");
  EXPECT_TRUE(pair.server->at_urgent_mark());
  EXPECT_EQ(receive(*pair.server), "!def");
}

TEST_F(MemoryUrgent, ListenersSettingHolds) {
  const Socket listening = listener();
  listening->options().oob_inline = true;
  const Pair pair = connected(*listening, stream());
  ASSERT_EQ(*send_urgent(*pair.client, "!"), 1U);
  EXPECT_EQ(receive(*pair.server), "!");
}

TEST_F(MemoryUrgent, EndOfTheStream) {
  const Pair pair = connected();
  ASSERT_EQ(*send_urgent(*pair.client, "!"), 1U);
  ASSERT_EQ(code(pair.client->shutdown(SD_SEND)), 0);
  EXPECT_EQ(receive_urgent(*pair.server), "!");
  EXPECT_EQ(receive_urgent(*pair.server), "");
}

TEST_F(MemoryUrgent, ResetIsAnError) {
  const Pair pair = connected();
  pair.client->close(Ending::reset);
  EXPECT_EQ(receive_urgent(*pair.server), error(WSAECONNRESET));
  EXPECT_EQ(code(send_urgent(*pair.server, "!")), WSAECONNRESET);
}

TEST_F(MemoryUrgent, FullStreamTakesItApart) {
  const Pair pair = connected();
  const std::string text(100000, 'x');
  while (send(*pair.client, text)) {
  }
  EXPECT_EQ(code(send_urgent(*pair.client, "ab")), WSAEWOULDBLOCK);
  EXPECT_EQ(*send_urgent(*pair.client, "!"), 1U) << "one that stands apart needs no room";
  EXPECT_EQ(receive_urgent(*pair.server), "!");
}

}  // namespace
