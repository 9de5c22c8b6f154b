// SPDX-License-Identifier: MIT
#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(Event, AManualResetEventStaysSignalledUntilItIsReset) {
  const Handle event = manual_event();
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT});
  EXPECT_TRUE(SetEvent(event));
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
  EXPECT_TRUE(ResetEvent(event));
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT});
}

TEST(Event, AnAutoResetEventSatisfiesOneWait) {
  const Handle event = auto_event();
  EXPECT_TRUE(SetEvent(event));
  EXPECT_TRUE(SetEvent(event)) << "set already: no effect";
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT});
}

TEST(Event, BeginsInTheStateThatIsAskedFor) {
  EXPECT_EQ(poll(auto_event(true)), WAIT_OBJECT_0);
  EXPECT_EQ(poll(manual_event(true)), WAIT_OBJECT_0);
  EXPECT_EQ(poll(auto_event(false)), DWORD{WAIT_TIMEOUT});
}

TEST(Event, FlagsOfCreateEventEx) {
  const Handle plain(CreateEventExA(nullptr, nullptr, 0, EVENT_ALL_ACCESS));
  EXPECT_EQ(poll(plain), DWORD{WAIT_TIMEOUT});
  const Handle both(
      CreateEventExW(nullptr, nullptr, CREATE_EVENT_MANUAL_RESET | CREATE_EVENT_INITIAL_SET, SYNCHRONIZE));
  EXPECT_EQ(poll(both), WAIT_OBJECT_0);
  EXPECT_EQ(poll(both), WAIT_OBJECT_0);
  EXPECT_EQ(CreateEventExA(nullptr, nullptr, 4, 0), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(Event, CreatingOneClearsTheLastError) {
  SetLastError(ERROR_GEN_FAILURE);
  const Handle event = auto_event();
  EXPECT_EQ(GetLastError(), DWORD{ERROR_SUCCESS});
}

TEST(Event, WhatWasDoneBeforeItWasSetIsSeenByWhoeverItReleases) {
  const Handle event = auto_event();
  int value = 0;
  Blocked waiter([&] {
    WaitForSingleObject(event, INFINITE);
    return static_cast<DWORD>(value);
  });
  waiter.await_sleep();
  value = 7;
  SetEvent(event);
  EXPECT_EQ(waiter.result(), 7U);
}

TEST(Event, AnAutoResetEventWakesExactlyOne) {
  const Handle event = auto_event();
  Blocked first([&] { return WaitForSingleObject(event, INFINITE); });
  first.await_sleep();
  Blocked second([&] { return WaitForSingleObject(event, INFINITE); });
  second.await_sleep();
  SetEvent(event);
  EXPECT_EQ(first.result(), WAIT_OBJECT_0) << "who came first is served first";
  second.await_sleep();
  EXPECT_FALSE(second.is_done());
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT}) << "the signal went to the waiter";
  SetEvent(event);
  EXPECT_EQ(second.result(), WAIT_OBJECT_0);
}

TEST(Event, TwoSignalsReleaseTwoWaitersHoweverCloseTheyAre) {
  const Handle event = auto_event();
  Blocked first([&] { return WaitForSingleObject(event, INFINITE); });
  Blocked second([&] { return WaitForSingleObject(event, INFINITE); });
  first.await_sleep();
  second.await_sleep();
  SetEvent(event);
  SetEvent(event);
  EXPECT_EQ(first.result(), WAIT_OBJECT_0);
  EXPECT_EQ(second.result(), WAIT_OBJECT_0);
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT});
}

TEST(Event, AManualResetEventReleasesAllWhoWaitAlthoughItIsResetAtOnce) {
  const Handle event = manual_event();
  Blocked first([&] { return WaitForSingleObject(event, INFINITE); });
  Blocked second([&] { return WaitForSingleObject(event, INFINITE); });
  first.await_sleep();
  second.await_sleep();
  SetEvent(event);
  ResetEvent(event);
  EXPECT_EQ(first.result(), WAIT_OBJECT_0);
  EXPECT_EQ(second.result(), WAIT_OBJECT_0);
}

TEST(Event, ResetWhileSomebodyWaits) {
  const Handle event = auto_event();
  Blocked waiter([&] { return WaitForSingleObject(event, INFINITE); });
  waiter.await_sleep();
  EXPECT_TRUE(ResetEvent(event));
  waiter.await_sleep();
  SetEvent(event);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
  SetEvent(event);
  EXPECT_EQ(poll(event), WAIT_OBJECT_0) << "without waiters it is as before";
}

TEST(Event, AWaitEndsAfterItsTime) {
  const Handle event = auto_event();
  const ULONGLONG before = GetTickCount64();
  EXPECT_EQ(WaitForSingleObject(event, 20), DWORD{WAIT_TIMEOUT});
  EXPECT_GE(GetTickCount64() - before, 19U);
  SetEvent(event);
  EXPECT_EQ(WaitForSingleObject(event, 20), WAIT_OBJECT_0);
}

TEST(Event, WhatIsNoEventIsRefused) {
  const Handle other = mutex();
  for (HANDLE handle : {static_cast<HANDLE>(other), static_cast<HANDLE>(nullptr), GetCurrentThread()}) {
    EXPECT_FALSE(SetEvent(handle));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    SetLastError(0);
    EXPECT_FALSE(ResetEvent(handle));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    SetLastError(0);
  }
}

}  // namespace
}  // namespace kernel_test
