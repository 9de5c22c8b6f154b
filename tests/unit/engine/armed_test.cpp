// SPDX-License-Identifier: MIT

// The readiness members of the extension table, by which sockets of several providers are waited for: what
// the descriptor tells while it is armed.

#include <poll.h>

#include "engine_test.hpp"

namespace wosa::test {
namespace {

class Armed : public EngineTest {
 protected:
  /// The conditions that hold already; -1 on failure.
  int arm(SOCKET s, DWORD conditions) {
    DWORD ready = 0;
    if (runtime.provider()->lpArmReadiness(s, conditions, &ready, &events_, &error) != 0) return -1;
    return static_cast<int>(ready);
  }
  void disarm(SOCKET s, DWORD conditions) { runtime.provider()->lpDisarmReadiness(s, conditions); }
  bool signalled(SOCKET s) {
    pollfd one{static_cast<int>(s), POLLIN, 0};
    return ::poll(&one, 1, 0) == 1;
  }
  short events_ = 0;
};

TEST_F(Armed, QueryTellsWhatHoldsOfWhatIsAsked) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(0, query(s, ~0u));
  script(s).conditions = WOSA_READY_WRITE | WOSA_READY_OOB;
  script(s).arrive("x");
  EXPECT_EQ(int{WOSA_READY_READ | WOSA_READY_DATA}, query(s, WOSA_READY_READ | WOSA_READY_DATA));
  EXPECT_EQ(int{WOSA_READY_OOB}, query(s, WOSA_READY_OOB | WOSA_READY_FAILED));
}

TEST_F(Armed, AnUnarmedSocketSignalsNothing) {
  const SOCKET s = connected_stream();
  script(s).arrive("x");
  EXPECT_FALSE(signalled(s));
}

TEST_F(Armed, AChangeSignalsTheDescriptorUntilDisarmed) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(0, arm(s, WOSA_READY_READ));
  EXPECT_EQ(POLLIN, events_);
  EXPECT_FALSE(signalled(s));
  script(s).say(WOSA_READY_WRITE);
  EXPECT_FALSE(signalled(s)) << "was not asked for";
  script(s).arrive("x");
  EXPECT_TRUE(signalled(s));
  disarm(s, WOSA_READY_READ);
  EXPECT_FALSE(signalled(s));
  script(s).arrive("y");
  EXPECT_FALSE(signalled(s));
}

TEST_F(Armed, WhatHoldsAlreadyIsToldAndSignalled) {
  const SOCKET s = connected_stream();
  script(s).arrive("x");
  EXPECT_EQ(int{WOSA_READY_READ}, arm(s, WOSA_READY_READ));
  EXPECT_TRUE(signalled(s));
  disarm(s, WOSA_READY_READ);
}

TEST_F(Armed, CallsNest) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(0, arm(s, WOSA_READY_READ));
  EXPECT_EQ(0, arm(s, WOSA_READY_WRITE));
  disarm(s, WOSA_READY_WRITE);
  script(s).arrive("x");
  EXPECT_TRUE(signalled(s));
  disarm(s, WOSA_READY_READ);
  EXPECT_FALSE(signalled(s));
}

TEST_F(Armed, AThreadThatWaitsOnTheDescriptorSeesDataAndAClose) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(0, arm(s, WOSA_READY_READ));
  Blocked waiting([&] {
    pollfd one{static_cast<int>(s), POLLIN, 0};
    return ::poll(&one, 1, -1);
  });
  ASSERT_TRUE(waiting.until_asleep());
  script(s).arrive("x");
  EXPECT_EQ(1, waiting.join());
  disarm(s, WOSA_READY_READ);

  // Somebody is inside, as the runtime is while it waits.
  WOSA_PIN pin{};
  const SOCKET t = connected_stream();
  std::atomic<bool> held{false};
  std::thread holder([&] {
    DWORD ready = 0;
    short events = 0;
    INT code = 0;
    const WSPUPCALLTABLE upcalls = runtime.upcalls();
    const auto* runtime_table = WosaRuntimeExtension(&upcalls);
    EXPECT_EQ(TRUE, runtime_table->lpPin(t, &pin));
    EXPECT_EQ(0, runtime.provider()->lpArmReadiness(t, WOSA_READY_READ, &ready, &events, &code));
    held = true;
    pollfd one{static_cast<int>(t), POLLIN, 0};
    EXPECT_EQ(1, ::poll(&one, 1, -1));
    EXPECT_EQ(TRUE, runtime_table->lpIsClosing(t));
    runtime.provider()->lpDisarmReadiness(t, WOSA_READY_READ);
    runtime_table->lpUnpin(&pin);
  });
  while (!held) std::this_thread::yield();
  EXPECT_EQ(0, close(t));
  holder.join();
}

TEST_F(Armed, ChangesFromManyThreadsWhileOthersArm) {
  const SOCKET s = connected_stream();
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      while (!stop) script(s).say(WOSA_READY_READ | WOSA_READY_WRITE);
    });
  }
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 500; ++n) {
        DWORD ready = 0;
        short events = 0;
        INT code = 0;
        EXPECT_EQ(0, runtime.provider()->lpArmReadiness(s, WOSA_READY_READ, &ready, &events, &code));
        runtime.provider()->lpDisarmReadiness(s, WOSA_READY_READ);
      }
    });
  }
  threads[2].join();
  threads[3].join();
  stop = true;
  threads[0].join();
  threads[1].join();
  EXPECT_FALSE(signalled(s));
}

}  // namespace
}  // namespace wosa::test
