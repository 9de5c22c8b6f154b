// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(WaitAll, TakesAllAtOnce) {
  const Handle a = auto_event(true), b = semaphore(1, 1), c = mutex();
  EXPECT_EQ(wait_all({a, b, c}, INFINITE), WAIT_OBJECT_0);
  EXPECT_EQ(poll(a), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(poll(b), DWORD{WAIT_TIMEOUT});
  EXPECT_TRUE(ReleaseMutex(c));
}

TEST(WaitAll, ConsumesNothingBeforeAllAreSignalled) {
  const Handle a = auto_event(true), b = auto_event();
  EXPECT_EQ(wait_all({a, b}, 0), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(wait_all({a, b}, 10), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(poll(a), WAIT_OBJECT_0) << "still there";

  SetEvent(a);
  Blocked waiter([&] { return wait_all({a, b}, INFINITE); });
  waiter.await_sleep();
  EXPECT_EQ(poll(a), WAIT_OBJECT_0) << "another thread may take it meanwhile";
  SetEvent(b);
  waiter.await_sleep();
  EXPECT_FALSE(waiter.is_done());
  SetEvent(a);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
  EXPECT_EQ(poll(a), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(poll(b), DWORD{WAIT_TIMEOUT});
}

TEST(WaitAll, IsSatisfiedByASignalThatIsTakenBackAtOnce) {
  const Handle a = manual_event(), b = manual_event(true);
  Blocked waiter([&] { return wait_all({a, b}, INFINITE); });
  waiter.await_sleep();
  SetEvent(a);
  ResetEvent(a);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
}

TEST(WaitAll, AMutexThatIsOursIsSignalledForUs) {
  const Handle lock = mutex(true), event = auto_event();
  std::thread setter([&] { SetEvent(event); });
  EXPECT_EQ(wait_all({lock, event}, INFINITE), WAIT_OBJECT_0);
  setter.join();
  EXPECT_TRUE(ReleaseMutex(lock));
  EXPECT_TRUE(ReleaseMutex(lock)) << "taken twice";
  EXPECT_FALSE(ReleaseMutex(lock));
}

// The owner waits for its own mutex and an event; a thread behind it in the queue must not be forgotten.
TEST(WaitAll, AWaiterThatCannotBeSatisfiedDoesNotHideTheNext) {
  const Handle event = auto_event(), other = auto_event();
  Blocked all([&] { return wait_all({event, other}, INFINITE); });
  all.await_sleep();
  Blocked one([&] { return WaitForSingleObject(event, INFINITE); });
  one.await_sleep();
  SetEvent(event);
  EXPECT_EQ(one.result(), WAIT_OBJECT_0);
  SetEvent(other);
  SetEvent(event);
  EXPECT_EQ(all.result(), WAIT_OBJECT_0);
}

TEST(WaitAll, OneAbandonedMutexIsTold) {
  const Handle event = auto_event(true), lock = mutex();
  std::thread([&] { WaitForSingleObject(lock, INFINITE); }).join();
  EXPECT_EQ(wait_all({event, lock}, INFINITE), WAIT_ABANDONED_0);
  EXPECT_TRUE(ReleaseMutex(lock));
}

TEST(WaitAll, TheSameObjectTwiceIsRefused) {
  const Handle event = auto_event(true);
  HANDLE made = nullptr;
  ASSERT_TRUE(DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &made, 0, FALSE,
                              DUPLICATE_SAME_ACCESS));
  const Handle duplicate(made);
  for (HANDLE second : {static_cast<HANDLE>(event), static_cast<HANDLE>(duplicate)}) {
    EXPECT_EQ(wait_all({event, second}, 0), WAIT_FAILED);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  }
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
}

TEST(WaitAll, SixtyFourObjects) {
  std::vector<Handle> events;
  std::vector<HANDLE> handles;
  for (int i = 0; i < 64; ++i) {
    events.push_back(auto_event());
    handles.push_back(events.back());
  }
  Blocked waiter([&] { return WaitForMultipleObjects(64, handles.data(), TRUE, INFINITE); });
  waiter.await_sleep();
  for (HANDLE handle : handles) SetEvent(handle);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
  for (HANDLE handle : handles) EXPECT_EQ(poll(handle), DWORD{WAIT_TIMEOUT});
}

// Two threads that want the same two objects, named in opposite order.
TEST(WaitAll, OppositeOrdersDoNotLockUp) {
  const Handle a = auto_event(true), b = auto_event(true);
  std::atomic<int> inside{0};
  const auto work = [&](bool turned) {
    for (int i = 0; i < 2000; ++i) {
      EXPECT_EQ(turned ? wait_all({b, a}, INFINITE) : wait_all({a, b}, INFINITE), WAIT_OBJECT_0);
      EXPECT_EQ(inside.fetch_add(1), 0);
      inside.fetch_sub(1);
      SetEvent(turned ? a : b);
      SetEvent(turned ? b : a);
    }
  };
  std::thread other(work, true);
  work(false);
  other.join();
}

}  // namespace
}  // namespace kernel_test
