// SPDX-License-Identifier: MIT
#include "memory_fixture.hpp"

namespace {

using namespace memory_test;

constexpr DWORD kIn = WOSA_READY_READ | WOSA_READY_DATA;

std::string error(int code) { return "error " + std::to_string(code); }

class MemoryStreamTest : public MemoryTest {
 protected:
  static std::size_t fill(Endpoint& socket) {
    const std::string text(100000, 'x');
    std::size_t total = 0;
    for (auto count = send(socket, text); count; count = send(socket, text)) total += *count;
    return total;
  }
  static std::size_t drain(Endpoint& socket) {
    std::size_t total = 0;
    char room[10000];
    const WSABUF part{sizeof room, room};
    for (auto count = socket.try_recv(Buffers(std::span(&part, 1)), {}); count && *count != 0;
         count = socket.try_recv(Buffers(std::span(&part, 1)), {}))
      total += *count;
    return total;
  }
};

TEST_F(MemoryStreamTest, DataBothWays) {
  const Pair pair = connected();
  EXPECT_EQ(receive(*pair.server), error(WSAEWOULDBLOCK));
  EXPECT_EQ(*send(*pair.client, "ping"), 4U);
  EXPECT_EQ(*pair.server->readable_bytes(), 4U);
  EXPECT_EQ(receive(*pair.server, 2, true), "pi");
  EXPECT_EQ(receive(*pair.server), "ping");
  EXPECT_EQ(*send(*pair.server, "pong"), 4U);
  EXPECT_EQ(receive(*pair.client), "pong");
}

TEST_F(MemoryStreamTest, Unconnected) {
  const Socket socket = stream();
  EXPECT_EQ(code(send(*socket, "x")), WSAENOTCONN);
  EXPECT_EQ(receive(*socket), error(WSAENOTCONN));
  EXPECT_EQ(code(socket->peer_name()), WSAENOTCONN);
  EXPECT_EQ(code(socket->shutdown(SD_BOTH)), WSAENOTCONN);
  EXPECT_EQ(socket->ready(kAll), 0U);
  EXPECT_EQ(socket->unsent(), 0U);
}

TEST_F(MemoryStreamTest, Readiness) {
  const Pair pair = connected();
  EXPECT_EQ(pair.server->ready(kAll), DWORD{WOSA_READY_WRITE});
  ASSERT_EQ(*send(*pair.client, "x"), 1U);
  EXPECT_EQ(pair.server->ready(kAll), kIn | WOSA_READY_WRITE);
  EXPECT_EQ(pair.server->ready(WOSA_READY_READ), DWORD{WOSA_READY_READ});
}

TEST_F(MemoryStreamTest, FullAndEmptyAgain) {
  const Pair pair = connected();
  const std::size_t total = fill(*pair.client);
  EXPECT_GE(total, 131072U);
  EXPECT_EQ(code(send(*pair.client, "x")), WSAEWOULDBLOCK);
  EXPECT_EQ(pair.client->ready(WOSA_READY_WRITE), 0U);
  EXPECT_EQ(drain(*pair.server), total);
  EXPECT_EQ(pair.client->ready(WOSA_READY_WRITE), DWORD{WOSA_READY_WRITE});
}

TEST_F(MemoryStreamTest, BufferSizesOfTheProgramCount) {
  const Socket listening = bound(WS_SOCK_STREAM);
  listening->options().receive_buffer = 3000;
  listening->options().receive_buffer_set = true;
  ASSERT_EQ(code(listening->listen(1)), 0);
  Socket client = stream();
  client->options().send_buffer = 2000;
  client->options().send_buffer_set = true;
  const Pair pair = connected(*listening, std::move(client));
  EXPECT_EQ(fill(*pair.client), 5000U);
  EXPECT_EQ(pair.client->unsent(), 2000U) << "what the receiver's buffer does not hold";
  receive(*pair.server, 1999);
  EXPECT_EQ(pair.client->unsent(), 1U);
  receive(*pair.server, 1);
  EXPECT_EQ(pair.client->unsent(), 0U);
  EXPECT_EQ(drain(*pair.server), 3000U);
}

TEST_F(MemoryStreamTest, NoBuffersAtAllStillMoves) {
  const Socket listening = bound(WS_SOCK_STREAM);
  listening->options().receive_buffer = 0;
  listening->options().receive_buffer_set = true;
  ASSERT_EQ(code(listening->listen(1)), 0);
  Socket client = stream();
  client->options().send_buffer = 0;
  client->options().send_buffer_set = true;
  const Pair pair = connected(*listening, std::move(client));
  EXPECT_EQ(*send(*pair.client, "works"), 5U);
  EXPECT_EQ(receive(*pair.server), "works");
}

TEST_F(MemoryStreamTest, HalfClose) {
  const Pair pair = connected();
  ASSERT_EQ(*send(*pair.client, "last"), 4U);
  ASSERT_EQ(code(pair.client->shutdown(SD_SEND)), 0);
  EXPECT_EQ(pair.server->ready(kAll), kIn | WOSA_READY_WRITE | WOSA_READY_HANGUP);
  EXPECT_EQ(receive(*pair.server), "last");
  EXPECT_EQ(receive(*pair.server), "");
  EXPECT_EQ(receive(*pair.server), "") << "the end stays the end";
  EXPECT_EQ(pair.server->ready(kAll), DWORD{WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_HANGUP});
  ASSERT_EQ(*send(*pair.server, "reply"), 5U);
  EXPECT_EQ(receive(*pair.client), "reply");
}

TEST_F(MemoryStreamTest, CloseDeliversInTheBackground) {
  Pair pair = connected();
  const std::size_t total = fill(*pair.client);
  pair.client->close(Ending::graceful);
  pair.client.reset();
  EXPECT_EQ(drain(*pair.server), total);
  EXPECT_EQ(receive(*pair.server), "");
}

TEST_F(MemoryStreamTest, SendingToAClosedEndResets) {
  const Pair pair = connected();
  pair.server->close(Ending::graceful);
  EXPECT_EQ(code(send(*pair.client, "x")), WSAECONNRESET);
  EXPECT_EQ(receive(*pair.client), error(WSAECONNRESET));
  EXPECT_EQ(pair.client->ready(WOSA_READY_ERROR | WOSA_READY_HANGUP | WOSA_READY_DATA),
            DWORD{WOSA_READY_ERROR | WOSA_READY_HANGUP});
}

TEST_F(MemoryStreamTest, HardClose) {
  const Pair pair = connected();
  pair.client->close(Ending::reset);
  EXPECT_EQ(pair.server->ready(kAll),
            DWORD{WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_HANGUP | WOSA_READY_ERROR});
  EXPECT_EQ(receive(*pair.server), error(WSAECONNRESET));
  EXPECT_EQ(code(send(*pair.server, "x")), WSAECONNRESET);
  EXPECT_EQ(receive(*pair.server), error(WSAECONNRESET)) << "for good";
}

TEST_F(MemoryStreamTest, HardCloseLosesWhatWasNotDelivered) {
  const Socket listening = bound(WS_SOCK_STREAM);
  listening->options().receive_buffer = 1000;
  listening->options().receive_buffer_set = true;
  ASSERT_EQ(code(listening->listen(1)), 0);
  const Pair pair = connected(*listening, stream());
  fill(*pair.client);
  pair.client->close(Ending::reset);
  EXPECT_EQ(drain(*pair.server), 1000U);
  EXPECT_EQ(receive(*pair.server), error(WSAECONNRESET));
}

TEST_F(MemoryStreamTest, CloseWithUnreadDataResets) {
  const Pair pair = connected();
  ASSERT_EQ(*send(*pair.client, "unread"), 6U);
  pair.server->close(Ending::graceful);
  EXPECT_EQ(receive(*pair.client), error(WSAECONNRESET));
}

TEST_F(MemoryStreamTest, DataAfterReceiveShutdownResets) {
  const Pair pair = connected();
  ASSERT_EQ(code(pair.server->shutdown(SD_RECEIVE)), 0);
  ASSERT_EQ(*send(*pair.server, "still sends"), 11U);
  EXPECT_EQ(receive(*pair.client), "still sends");
  EXPECT_EQ(code(send(*pair.client, "x")), WSAECONNRESET);
  EXPECT_EQ(code(send(*pair.server, "x")), WSAECONNABORTED) << "this end caused it";
}

TEST_F(MemoryStreamTest, UnreadDataAtReceiveShutdownResets) {
  const Pair pair = connected();
  ASSERT_EQ(*send(*pair.client, "unread"), 6U);
  ASSERT_EQ(code(pair.server->shutdown(SD_RECEIVE)), 0);
  EXPECT_EQ(code(send(*pair.client, "x")), WSAECONNRESET);
}

TEST_F(MemoryStreamTest, BothCloseAtOnce) {
  Pair pair = connected();
  pair.client->close(Ending::graceful);
  pair.server->close(Ending::graceful);
  pair.client.reset();
  pair.server.reset();
}

TEST_F(MemoryStreamTest, WorthSpinningNeedsTwoProcessors) {
  const Pair pair = connected();
  EXPECT_FALSE(pair.client->worth_spinning()) << "nobody knows where the peer runs";
}

}  // namespace
