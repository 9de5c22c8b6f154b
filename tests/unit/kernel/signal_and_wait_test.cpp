// SPDX-License-Identifier: MIT
#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(SignalObjectAndWait, SignalsEachKind) {
  const Handle wanted = manual_event(true), event = auto_event(), count = semaphore(0, 1), lock = mutex(true);
  EXPECT_EQ(SignalObjectAndWait(event, wanted, 0, FALSE), WAIT_OBJECT_0);
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
  EXPECT_EQ(SignalObjectAndWait(count, wanted, 0, FALSE), WAIT_OBJECT_0);
  EXPECT_EQ(SignalObjectAndWait(count, wanted, 0, FALSE), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_TOO_MANY_POSTS});
  EXPECT_EQ(SignalObjectAndWait(lock, wanted, 0, FALSE), WAIT_OBJECT_0);
  EXPECT_EQ(SignalObjectAndWait(lock, wanted, 0, FALSE), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_OWNER});
}

TEST(SignalObjectAndWait, HandsOverBackAndForth) {
  const Handle ping = auto_event(), pong = auto_event();
  int turns = 0;
  std::thread other([&] {
    WaitForSingleObject(ping, INFINITE);
    for (int i = 0; i < 500; ++i) {
      ++turns;
      if (i < 499) {
        EXPECT_EQ(SignalObjectAndWait(pong, ping, INFINITE, FALSE), WAIT_OBJECT_0);
      } else {
        SetEvent(pong);
      }
    }
  });
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(SignalObjectAndWait(ping, pong, INFINITE, FALSE), WAIT_OBJECT_0);
    EXPECT_EQ(turns, i + 1);
  }
  other.join();
}

TEST(SignalObjectAndWait, IsAlertable) {
  const Handle event = auto_event(), never = auto_event();
  static bool ran = false;
  ran = false;
  QueueUserAPC([](ULONG_PTR) { ran = true; }, GetCurrentThread(), 0);
  EXPECT_EQ(SignalObjectAndWait(event, never, 0, FALSE), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(SignalObjectAndWait(event, never, INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_TRUE(ran);
}

TEST(SignalObjectAndWait, ABadHandleSignalsNothing) {
  const Handle event = auto_event(), timer(CreateWaitableTimerA(nullptr, FALSE, nullptr));
  EXPECT_EQ(SignalObjectAndWait(event, nullptr, 0, FALSE), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(SignalObjectAndWait(timer, event, 0, FALSE), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

}  // namespace
}  // namespace kernel_test
