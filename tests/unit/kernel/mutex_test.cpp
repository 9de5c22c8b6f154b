// SPDX-License-Identifier: MIT
#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

DWORD in_another_thread(const std::function<DWORD()>& call) {
  DWORD result = 0;
  std::thread([&] { result = call(); }).join();
  return result;
}

TEST(Mutex, BelongsToOneThreadAsOftenAsItTookIt) {
  const Handle lock = mutex();
  EXPECT_EQ(poll(lock), WAIT_OBJECT_0);
  EXPECT_EQ(poll(lock), WAIT_OBJECT_0);
  EXPECT_EQ(in_another_thread([&] { return poll(lock); }), DWORD{WAIT_TIMEOUT});
  EXPECT_TRUE(ReleaseMutex(lock));
  EXPECT_EQ(in_another_thread([&] { return poll(lock); }), DWORD{WAIT_TIMEOUT});
  EXPECT_TRUE(ReleaseMutex(lock));
  EXPECT_FALSE(ReleaseMutex(lock));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_OWNER});
  EXPECT_EQ(in_another_thread([&] {
              const DWORD result = poll(lock);
              ReleaseMutex(lock);
              return result;
            }),
            WAIT_OBJECT_0);
}

TEST(Mutex, BelongsToItsMakerIfThatWasAskedFor) {
  const Handle lock = mutex(true);
  EXPECT_EQ(in_another_thread([&] { return poll(lock); }), DWORD{WAIT_TIMEOUT});
  EXPECT_TRUE(ReleaseMutex(lock));
}

TEST(Mutex, IsHandedToWhoeverWaits) {
  const Handle lock = mutex(true);
  Blocked waiter([&] {
    const DWORD result = WaitForSingleObject(lock, INFINITE);
    EXPECT_TRUE(ReleaseMutex(lock));
    return result;
  });
  waiter.await_sleep();
  EXPECT_TRUE(ReleaseMutex(lock));
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
  EXPECT_EQ(poll(lock), WAIT_OBJECT_0);
  EXPECT_TRUE(ReleaseMutex(lock));
}

TEST(Mutex, OnlyItsOwnerReleasesIt) {
  const Handle lock = mutex(true), event = auto_event();
  EXPECT_EQ(in_another_thread([&] { return ReleaseMutex(lock) ? 0 : GetLastError(); }),
            DWORD{ERROR_NOT_OWNER});
  EXPECT_FALSE(ReleaseMutex(event));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_TRUE(ReleaseMutex(lock));
}

TEST(Mutex, IsAbandonedWhenItsOwnerEnds) {
  const Handle lock = mutex();
  EXPECT_EQ(in_another_thread([&] { return poll(lock); }), WAIT_OBJECT_0);
  EXPECT_EQ(poll(lock), WAIT_ABANDONED);
  EXPECT_TRUE(ReleaseMutex(lock));
  EXPECT_EQ(poll(lock), WAIT_OBJECT_0) << "told once";
  EXPECT_TRUE(ReleaseMutex(lock));
}

TEST(Mutex, AWaiterIsToldThatItWasAbandoned) {
  const Handle lock = mutex(), end = auto_event(), taken = auto_event();
  std::thread owner([&] {
    WaitForSingleObject(lock, INFINITE);
    WaitForSingleObject(lock, INFINITE);
    SetEvent(taken);
    WaitForSingleObject(end, INFINITE);
  });
  WaitForSingleObject(taken, INFINITE);
  Blocked waiter([&] {
    const DWORD result = WaitForSingleObject(lock, INFINITE);
    EXPECT_TRUE(ReleaseMutex(lock));
    EXPECT_FALSE(ReleaseMutex(lock)) << "taken once, however often its last owner took it";
    return result;
  });
  waiter.await_sleep();
  SetEvent(end);
  owner.join();
  EXPECT_EQ(waiter.result(), WAIT_ABANDONED);
}

TEST(Mutex, SeveralAreAbandonedTogether) {
  const Handle a = mutex(), b = mutex(), c = mutex();
  in_another_thread([&] {
    wait_all({a, b, c}, INFINITE);
    ReleaseMutex(b);
    return 0;
  });
  EXPECT_EQ(poll(a), WAIT_ABANDONED);
  EXPECT_EQ(poll(b), WAIT_OBJECT_0);
  EXPECT_EQ(poll(c), WAIT_ABANDONED);
  for (HANDLE lock : {static_cast<HANDLE>(a), static_cast<HANDLE>(b), static_cast<HANDLE>(c)})
    EXPECT_TRUE(ReleaseMutex(lock));
}

TEST(Mutex, MayBeClosedWhileItIsOwned) {
  std::thread([] {
    Handle lock = mutex(true);
    lock.close();
    Handle taken = mutex();
    WaitForSingleObject(taken, INFINITE);
    taken.close();
  }).join();
}

}  // namespace
}  // namespace kernel_test
