// SPDX-License-Identifier: MIT

// WSPEventSelect and WSPEnumNetworkEvents over scripted endpoints: what a transport says, what is recorded,
// and when the event object is set.

#include <poll.h>
#include <sys/socket.h>

#include <random>

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;
using spi::would_block;

int defer(LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*, DWORD_PTR answer) {
  return static_cast<int>(answer);
}

class NetworkEventsTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    event = runtime.make_event();
  }

  int select(SOCKET s, long mask) {
    return table.lpWSPEventSelect(s, event, static_cast<LONG>(mask), &error);
  }
  /// Resets the event and takes the record; -1 on failure.
  long take(SOCKET s) {
    record = {};
    return table.lpWSPEnumNetworkEvents(s, event, &record, &error) == 0 ? record.lNetworkEvents : -1;
  }
  bool is_set() const { return runtime.is_set(event); }

  WSAEVENT event = nullptr;
  WSANETWORKEVENTS record{};
};

TEST_F(NetworkEventsTest, WhatTheTransportSaysSetsTheEvent) {
  const SOCKET s = connected_stream();
  ASSERT_EQ(0, select(s, FD_READ));
  EXPECT_FALSE(is_set());
  script(s).arrive("hello");
  EXPECT_TRUE(is_set());
  EXPECT_EQ(FD_READ, take(s));
  EXPECT_FALSE(is_set());
  script(s).arrive(" world");
  EXPECT_FALSE(is_set()) << "no receive has re-enabled it";
  EXPECT_EQ(0, take(s));
  EXPECT_EQ("hello", text(s, 5));
  EXPECT_TRUE(is_set());
  EXPECT_EQ(FD_READ, take(s));
  EXPECT_EQ(" world", text(s));
  EXPECT_FALSE(is_set());
  EXPECT_EQ(0, take(s));
  close(s);
}

TEST_F(NetworkEventsTest, SaidTooEarlySetsTheEventAndRecordsNothing) {
  const SOCKET s = connected_stream();
  ASSERT_EQ(0, select(s, FD_READ));
  script(s).say(WOSA_READY_READ);
  script(s).say(WOSA_READY_READ);
  EXPECT_EQ(1, runtime.times_set(event)) << "announced once";
  EXPECT_EQ(0, take(s));
  script(s).arrive("x");
  EXPECT_TRUE(is_set());
  EXPECT_EQ(FD_READ, take(s));
  close(s);
}

TEST_F(NetworkEventsTest, ATransportMaySayItWithItsLockHeld) {
  const SOCKET s = connected_stream();
  ASSERT_EQ(0, select(s, FD_READ));
  {
    const std::lock_guard guard(script(s).lock);  // the one that ready() takes
    script(s).say(WOSA_READY_READ | WOSA_READY_HANGUP | WOSA_READY_OOB | WOSA_READY_WRITE);
  }
  EXPECT_EQ(0, take(s));
  close(s);
}

TEST_F(NetworkEventsTest, SelectingIsNonBlockingUntilItEnds) {
  const SOCKET s = connected_stream();
  ASSERT_EQ(0, select(s, FD_READ));
  EXPECT_EQ("[10035]", text(s));
  const u_long off = 0;
  EXPECT_EQ(SOCKET_ERROR, ioctl(s, WS_FIONBIO, &off, sizeof off));
  EXPECT_EQ(WSAEINVAL, error);
  ASSERT_EQ(0, select(s, 0));
  script(s).arrive("x");
  EXPECT_FALSE(is_set());
  EXPECT_EQ(0, ioctl(s, WS_FIONBIO, &off, sizeof off));
  close(s);
}

TEST_F(NetworkEventsTest, WriteIsRecordedOnceAndAfterARefusal) {
  auto full = std::make_shared<Script>();
  std::atomic<bool> room{true};
  full->send = [&](Buffers data) -> Result<std::size_t> {
    if (!room) return would_block();
    return data.size();
  };
  full->ready = [&](DWORD conditions) { return room ? conditions & WOSA_READY_WRITE : 0; };
  const SOCKET s = connected_stream(full);
  ASSERT_EQ(0, select(s, FD_WRITE));
  EXPECT_EQ(FD_WRITE, take(s));
  EXPECT_EQ(1, send(s, "x"));
  full->say(WOSA_READY_WRITE);
  EXPECT_FALSE(is_set());
  room = false;
  EXPECT_EQ(-1, send(s, "x"));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  EXPECT_FALSE(is_set());
  room = true;
  full->say(WOSA_READY_WRITE);
  EXPECT_TRUE(is_set());
  EXPECT_EQ(FD_WRITE, take(s));
  close(s);
}

TEST_F(NetworkEventsTest, ConnectIsToldWithItsOutcome) {
  for (const int outcome : {0, int{WSAECONNREFUSED}}) {
    auto slow = std::make_shared<Script>();
    std::atomic<int> answer{WSAEWOULDBLOCK};
    slow->start_connect = [](const Address&) -> Result<void> { return failure(WSAEWOULDBLOCK); };
    slow->finish_connect = [&]() -> Result<void> {
      if (answer != 0) return failure(answer.load());
      return {};
    };
    slow->conditions = WOSA_READY_WRITE;
    const SOCKET s = open(kStream, slow);
    ASSERT_EQ(0, select(s, FD_CONNECT | FD_WRITE | FD_CLOSE));
    EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
    EXPECT_EQ(WSAEWOULDBLOCK, error);
    EXPECT_EQ(0, take(s));
    answer = outcome;
    slow->say(WOSA_READY_WRITE | WOSA_READY_FAILED);
    EXPECT_TRUE(is_set());
    EXPECT_EQ(outcome == 0 ? FD_CONNECT | FD_WRITE : FD_CONNECT, take(s));
    EXPECT_EQ(outcome, record.iErrorCode[FD_CONNECT_BIT]);
    EXPECT_EQ(0, take(s));
    close(s);
  }
}

TEST_F(NetworkEventsTest, TheOutcomeThatAnotherCallTookIsTold) {
  auto slow = std::make_shared<Script>();
  slow->start_connect = [](const Address&) -> Result<void> { return failure(WSAEWOULDBLOCK); };
  slow->finish_connect = []() -> Result<void> { return failure(WSAETIMEDOUT); };
  const SOCKET s = open(kStream, slow);
  set_non_blocking(s);
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(DWORD{WSAETIMEDOUT}, option(s, WS_SO_ERROR));
  ASSERT_EQ(0, select(s, FD_CONNECT));
  EXPECT_EQ(FD_CONNECT, take(s));
  EXPECT_EQ(WSAETIMEDOUT, record.iErrorCode[FD_CONNECT_BIT]);
  close(s);
}

TEST_F(NetworkEventsTest, CloseComesAfterTheData) {
  const SOCKET s = connected_stream();
  ASSERT_EQ(0, select(s, FD_READ | FD_CLOSE));
  script(s).conditions = WOSA_READY_READ | WOSA_READY_HANGUP;
  script(s).arrive("x");
  script(s).say(WOSA_READY_READ | WOSA_READY_HANGUP);
  EXPECT_EQ(FD_READ, take(s));
  EXPECT_EQ("x", text(s));
  EXPECT_TRUE(is_set());
  EXPECT_EQ(FD_CLOSE, take(s));
  EXPECT_EQ(0, record.iErrorCode[FD_CLOSE_BIT]);
  EXPECT_EQ(0, take(s));
  close(s);
}

TEST_F(NetworkEventsTest, AResetThatAReceiveMeetsIsTold) {
  auto broken = std::make_shared<Script>();
  broken->receive = [](Buffers, bool) -> Result<std::size_t> { return failure(WSAECONNABORTED); };
  const SOCKET s = connected_stream(broken);
  ASSERT_EQ(0, select(s, FD_READ | FD_CLOSE));
  EXPECT_EQ("[10053]", text(s));
  EXPECT_TRUE(is_set());
  EXPECT_EQ(FD_CLOSE, take(s));
  EXPECT_EQ(WSAECONNABORTED, record.iErrorCode[FD_CLOSE_BIT]);
  close(s);
}

TEST_F(NetworkEventsTest, AcceptsReenableAndAreInherited) {
  const SOCKET s = listener();
  ASSERT_EQ(0, select(s, FD_ACCEPT | FD_READ));
  auto first = std::make_shared<Script>();
  script(s).arrive_connection(first);
  EXPECT_TRUE(is_set());
  EXPECT_EQ(FD_ACCEPT, take(s));
  script(s).arrive_connection(std::make_shared<Script>());
  EXPECT_FALSE(is_set());
  const SOCKET c = accept(s);
  ASSERT_NE(INVALID_SOCKET, c);
  EXPECT_TRUE(is_set()) << "another one waits";
  EXPECT_EQ(FD_ACCEPT, take(s));
  first->arrive("x");
  EXPECT_TRUE(is_set()) << "the listener's event";
  EXPECT_EQ(FD_READ, take(c));
  const u_long off = 0;
  EXPECT_EQ(SOCKET_ERROR, ioctl(c, WS_FIONBIO, &off, sizeof off));
  close(c);
  close(s);
}

TEST_F(NetworkEventsTest, ADeferredConnectionReenablesNothing) {
  const SOCKET s = listener();
  ASSERT_EQ(0, select(s, FD_ACCEPT));
  script(s).arrive_connection(std::make_shared<Script>());
  EXPECT_EQ(FD_ACCEPT, take(s));
  EXPECT_EQ(INVALID_SOCKET, accept(s, defer, CF_DEFER));
  EXPECT_EQ(WSATRY_AGAIN, error);
  EXPECT_FALSE(is_set());
  EXPECT_EQ(0, take(s));
  const SOCKET c = accept(s, defer, CF_ACCEPT);
  EXPECT_NE(INVALID_SOCKET, c);
  close(c);
  close(s);
}

TEST_F(NetworkEventsTest, ClosingEndsTheSelection) {
  const SOCKET s = connected_stream();
  auto script = script_pointer(s);
  ASSERT_EQ(0, select(s, FD_READ | FD_CLOSE));
  close(s);
  script->readiness.changed(WOSA_READY_READ | WOSA_READY_HANGUP | WOSA_READY_ERROR);
  EXPECT_FALSE(is_set());
}

TEST_F(NetworkEventsTest, Errors) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(SOCKET_ERROR, select(s, 0x400));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPEventSelect(s, nullptr, FD_READ, &error));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, select(12345, FD_READ));
  EXPECT_EQ(WSAENOTSOCK, error);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPEnumNetworkEvents(s, event, nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  int not_an_event = 0;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPEnumNetworkEvents(s, &not_an_event, &record, &error));
  EXPECT_EQ(WSAEINVAL, error);
  close(s);
}

TEST_F(NetworkEventsTest, AKernelObjectIsWatched) {
  int pair[2];
  ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
  auto script = std::make_shared<Script>();
  script->descriptor = pair[0];
  const SOCKET s = connected_stream(script);
  EXPECT_EQ(SOCKET_ERROR, select(s, FD_READ)) << "this runtime watches nothing";
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  runtime.offer_watches();
  ASSERT_EQ(0, select(s, FD_READ | FD_WRITE));
  const int descriptor = script->descriptor;
  EXPECT_EQ(POLLIN | POLLOUT, runtime.watched(descriptor));
  {
    const std::lock_guard guard(script->lock);
    script->incoming = "hello";
  }
  runtime.fire(descriptor, POLLIN);
  EXPECT_EQ(FD_READ, take(s));
  EXPECT_EQ(POLLIN | POLLOUT, runtime.watched(descriptor)) << "a program that reads will want it again";
  runtime.fire(descriptor, POLLIN);
  EXPECT_EQ(POLLOUT, runtime.watched(descriptor)) << "one that does not has no use for it";
  EXPECT_FALSE(is_set());
  EXPECT_EQ("hello", text(s));
  EXPECT_EQ(POLLIN | POLLOUT, runtime.watched(descriptor));
  ASSERT_EQ(0, select(s, 0));
  runtime.fire(descriptor, POLLIN | POLLOUT);
  EXPECT_FALSE(is_set());
  close(s);
  EXPECT_EQ(-1, runtime.watched(descriptor)) << "ended before the descriptor is closed";
  ::close(pair[1]);
}

// One side says what arrives, the other reads what it is told of: everything is found, and nothing is left
// that was not announced.
TEST_F(NetworkEventsTest, NoEventIsLostBetweenThreads) {
  const SOCKET s = connected_stream();
  ASSERT_EQ(0, select(s, FD_READ));
  constexpr int kBytes = 20000;
  auto peer = script_pointer(s);
  std::thread sender([&] {
    std::mt19937 random(7);
    for (int i = 0; i < kBytes; ++i) {
      peer->arrive("x");
      if (random() % 64 == 0) std::this_thread::yield();
    }
  });
  std::mt19937 random(11);
  int found = 0;
  while (found < kBytes) {
    while (!is_set()) std::this_thread::yield();
    if (take(s) == 0) continue;
    std::string data;
    const int count = receive(s, data, 1 + random() % 8);
    ASSERT_GT(count, 0) << "announced and not there";
    found += count;
  }
  sender.join();
  EXPECT_EQ(kBytes, found);
  EXPECT_EQ(0, take(s));
  close(s);
}

}  // namespace
}  // namespace wosa::test
