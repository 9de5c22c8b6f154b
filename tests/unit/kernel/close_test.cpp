// SPDX-License-Identifier: MIT
// A handle that is closed while somebody waits: the object lives until the wait is over.
#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(CloseWhileWaiting, TheWaitGoesOn) {
  Handle event = auto_event();
  const HANDLE value = event;
  Blocked waiter([=] { return WaitForSingleObject(value, 30); });
  waiter.await_sleep();
  event.close();
  EXPECT_FALSE(SetEvent(value));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_EQ(waiter.result(), DWORD{WAIT_TIMEOUT});
}

TEST(CloseWhileWaiting, AnotherHandleStillSignalsTheObject) {
  Handle event = auto_event();
  HANDLE other = nullptr;
  ASSERT_TRUE(DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &other, 0, FALSE,
                              DUPLICATE_SAME_ACCESS));
  const Handle duplicate(other);
  Blocked waiter([value = static_cast<HANDLE>(event)] { return WaitForSingleObject(value, INFINITE); });
  waiter.await_sleep();
  event.close();
  waiter.await_sleep();
  SetEvent(duplicate);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
}

TEST(CloseWhileWaiting, NewObjectsAreNotTheOldOne) {
  Handle event = auto_event();
  const HANDLE value = event;
  Blocked waiter([=] { return WaitForSingleObject(value, 50); });
  waiter.await_sleep();
  event.close();
  for (int i = 0; i < 3000; ++i) {
    const Handle another = auto_event();
    SetEvent(another);
  }
  EXPECT_EQ(waiter.result(), DWORD{WAIT_TIMEOUT});
}

TEST(CloseWhileWaiting, OneOfSeveral) {
  Handle first = auto_event();
  const Handle second = auto_event();
  Blocked waiter([a = static_cast<HANDLE>(first), b = static_cast<HANDLE>(second)] {
    return wait_any({a, b}, INFINITE);
  });
  waiter.await_sleep();
  first.close();
  SetEvent(second);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0 + 1);
}

}  // namespace
}  // namespace kernel_test
