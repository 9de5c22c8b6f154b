// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(WaitAny, TheLowestIndexWins) {
  const Handle a = auto_event(), b = auto_event(true), c = auto_event(true);
  EXPECT_EQ(wait_any({a, b, c}, INFINITE), WAIT_OBJECT_0 + 1);
  EXPECT_EQ(wait_any({a, b, c}, INFINITE), WAIT_OBJECT_0 + 2) << "only the one that is told was taken";
  EXPECT_EQ(wait_any({a, b, c}, 0), DWORD{WAIT_TIMEOUT});
}

TEST(WaitAny, WakesForEachOfThem) {
  const Handle events[3] = {auto_event(), auto_event(), auto_event()};
  for (DWORD i = 0; i < 3; ++i) {
    Blocked waiter([&] { return wait_any({events[0], events[1], events[2]}, INFINITE); });
    waiter.await_sleep();
    SetEvent(events[i]);
    EXPECT_EQ(waiter.result(), WAIT_OBJECT_0 + i);
    EXPECT_EQ(poll(events[i]), DWORD{WAIT_TIMEOUT});
  }
}

TEST(WaitAny, TakesOneWhenSeveralAreSignalledDuringTheWait) {
  const Handle a = auto_event(), b = auto_event();
  Blocked waiter([&] { return wait_any({a, b}, INFINITE); });
  waiter.await_sleep();
  SetEvent(b);
  SetEvent(a);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0 + 1) << "that was signalled first";
  EXPECT_EQ(poll(a), WAIT_OBJECT_0) << "and the other one is as it was";
}

TEST(WaitAny, SixtyFourObjectsAndNoMore) {
  std::vector<Handle> events;
  std::vector<HANDLE> handles;
  for (int i = 0; i < 65; ++i) {
    events.push_back(auto_event());
    handles.push_back(events.back());
  }
  SetEvent(handles[63]);
  EXPECT_EQ(WaitForMultipleObjects(64, handles.data(), FALSE, INFINITE), WAIT_OBJECT_0 + 63);
  EXPECT_EQ(WaitForMultipleObjects(65, handles.data(), FALSE, 0), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  Blocked waiter([&] { return WaitForMultipleObjects(64, handles.data(), FALSE, INFINITE); });
  waiter.await_sleep();
  SetEvent(handles[40]);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0 + 40);
}

TEST(WaitAny, BadArguments) {
  const Handle event = auto_event(true);
  const HANDLE one = event;
  EXPECT_EQ(WaitForMultipleObjects(0, &one, FALSE, 0), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(WaitForMultipleObjects(1, nullptr, FALSE, 0), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
  EXPECT_EQ(wait_any({event, nullptr}, 0), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_EQ(poll(event), WAIT_OBJECT_0) << "a wait that fails takes nothing";
}

TEST(WaitAny, TheSameObjectTwiceIsItsLowestIndex) {
  const Handle event = auto_event();
  Blocked waiter([&] { return wait_any({event, event}, INFINITE); });
  waiter.await_sleep();
  SetEvent(event);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT});
}

TEST(WaitAny, EndsAfterItsTimeAndLeavesNothingBehind) {
  const Handle a = auto_event(), b = auto_event();
  EXPECT_EQ(wait_any({a, b}, 10), DWORD{WAIT_TIMEOUT});
  SetEvent(a);
  EXPECT_EQ(poll(a), WAIT_OBJECT_0) << "nobody is linked to it any more";
}

TEST(WaitAny, AbandonedMutexesTellTheirIndex) {
  const Handle event = auto_event(), lock = mutex();
  std::thread([&] { WaitForSingleObject(lock, INFINITE); }).join();
  EXPECT_EQ(wait_any({event, lock}, INFINITE), WAIT_ABANDONED_0 + 1);
  EXPECT_TRUE(ReleaseMutex(lock)) << "it is ours now";
}

}  // namespace
}  // namespace kernel_test
