// SPDX-License-Identifier: MIT
#include <poll.h>

#include "unix_test.hpp"

namespace wosa::af_unix {
namespace {

constexpr DWORD kAll = WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_OOB | WOSA_READY_FAILED |
                       WOSA_READY_HANGUP | WOSA_READY_ERROR | WOSA_READY_DATA;
constexpr DWORD kEnd = WOSA_READY_READ | WOSA_READY_HANGUP;
constexpr DWORD kBroken = WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_HANGUP | WOSA_READY_ERROR;

class Ready : public UnixTest {
 protected:
  // What poll(2) wakes for, since that is how the engine waits.
  static bool kernel_wakes(const Held& stream, DWORD conditions) {
    pollfd one{stream->descriptor(), stream->poll_events(conditions), 0};
    return ::poll(&one, 1, 0) == 1;
  }
};

TEST_F(Ready, AFreshStreamIsNot) {
  const Held stream = open();
  EXPECT_EQ(0u, stream->ready(kAll));
  ASSERT_TRUE(stream->bind(address(path())));
  EXPECT_EQ(0u, stream->ready(kAll));
  EXPECT_EQ(WSAECONNREFUSED, code(stream->start_connect(address(path("nobody")))));
  EXPECT_EQ(0u, stream->ready(kAll));
}

TEST_F(Ready, AListenerIsWhileAConnectionWaits) {
  const Held listening = listener();
  EXPECT_EQ(0u, listening->ready(kAll));
  const Held client = open();
  ASSERT_TRUE(client->start_connect(address(path())));
  EXPECT_EQ(WOSA_READY_READ | WOSA_READY_DATA, listening->ready(kAll));
  EXPECT_TRUE(kernel_wakes(listening, WOSA_READY_READ));
  accept(listening);
  EXPECT_EQ(0u, listening->ready(kAll));
}

TEST_F(Ready, DataAndRoom) {
  const Held listening = listener();
  const Pair pair = connected(listening);
  EXPECT_EQ(WOSA_READY_WRITE, pair.client->ready(kAll));
  EXPECT_EQ(WOSA_READY_WRITE, pair.server->ready(kAll));
  EXPECT_FALSE(kernel_wakes(pair.server, WOSA_READY_READ | WOSA_READY_HANGUP));
  ASSERT_TRUE(send(pair.client, "x"));
  EXPECT_EQ(WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_DATA, pair.server->ready(kAll));
  EXPECT_EQ(WOSA_READY_DATA, pair.server->ready(WOSA_READY_DATA)) << "only what was asked for";
  EXPECT_TRUE(kernel_wakes(pair.server, WOSA_READY_DATA));
}

TEST_F(Ready, ThePeersEndWithAndWithoutDataBeforeIt_148) {
  const Held listening = listener();
  Pair pair = connected(listening);
  ASSERT_TRUE(send(pair.client, "x"));
  ASSERT_TRUE(pair.client->shutdown(SD_SEND));
  EXPECT_EQ(kEnd | WOSA_READY_WRITE | WOSA_READY_DATA, pair.server->ready(kAll));
  EXPECT_TRUE(kernel_wakes(pair.server, WOSA_READY_HANGUP));
  EXPECT_EQ("x", text(pair.server));
  EXPECT_EQ(kEnd | WOSA_READY_WRITE, pair.server->ready(kAll));
  EXPECT_EQ(WOSA_READY_WRITE, pair.client->ready(kAll)) << "its own end is not the peer's";
  pair.client = Held();
  EXPECT_EQ(kEnd | WOSA_READY_WRITE, pair.server->ready(kAll));
}

TEST_F(Ready, OwnShutdownIsNotThePeersEnd_148) {
  const Held listening = listener();
  Pair pair = connected(listening);
  ASSERT_TRUE(pair.server->shutdown(SD_RECEIVE));
  EXPECT_EQ(0u, pair.server->ready(WOSA_READY_HANGUP | WOSA_READY_ERROR));
  pair.client = Held();
  EXPECT_EQ(WOSA_READY_HANGUP, pair.server->ready(WOSA_READY_HANGUP | WOSA_READY_ERROR));
  Pair both = connected(listening);
  ASSERT_TRUE(both.server->shutdown(SD_BOTH));
  EXPECT_EQ(0u, both.server->ready(WOSA_READY_HANGUP | WOSA_READY_ERROR));
}

TEST_F(Ready, AResetStaysSeen_148) {
  const Held listening = listener();
  Pair pair = connected(listening);
  ASSERT_TRUE(send(pair.client, "never read"));
  pair.server = Held();
  EXPECT_EQ(kBroken, pair.client->ready(kAll));
  EXPECT_TRUE(kernel_wakes(pair.client, WOSA_READY_ERROR));
  EXPECT_EQ("code 10054", text(pair.client));
  EXPECT_EQ(kBroken, pair.client->ready(kAll)) << "though the kernel has forgotten it";
}

TEST_F(Ready, WhatThePeerNoLongerReadsCanBeTried) {
  const Held listening = listener();
  Pair pair = connected(listening);
  ASSERT_TRUE(pair.server->shutdown(SD_RECEIVE));
  EXPECT_EQ(WOSA_READY_WRITE, pair.client->ready(kAll));
  EXPECT_EQ(WSAECONNRESET, code(send(pair.client, "x")));
}

}  // namespace
}  // namespace wosa::af_unix
