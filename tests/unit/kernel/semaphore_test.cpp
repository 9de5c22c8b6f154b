// SPDX-License-Identifier: MIT
#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(Semaphore, EachWaitTakesOne) {
  const Handle count = semaphore(2, 5);
  EXPECT_EQ(poll(count), WAIT_OBJECT_0);
  EXPECT_EQ(poll(count), WAIT_OBJECT_0);
  EXPECT_EQ(poll(count), DWORD{WAIT_TIMEOUT});
  LONG before = -1;
  EXPECT_TRUE(ReleaseSemaphore(count, 3, &before));
  EXPECT_EQ(before, 0);
  EXPECT_TRUE(ReleaseSemaphore(count, 1, &before));
  EXPECT_EQ(before, 3);
}

TEST(Semaphore, AddsAllOrNothing) {
  const Handle count = semaphore(1, 3);
  LONG before = -1;
  EXPECT_FALSE(ReleaseSemaphore(count, 3, &before));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_TOO_MANY_POSTS});
  EXPECT_EQ(before, -1);
  EXPECT_FALSE(ReleaseSemaphore(count, MAXLONG, nullptr));
  EXPECT_TRUE(ReleaseSemaphore(count, 2, nullptr));
  EXPECT_FALSE(ReleaseSemaphore(count, 1, nullptr));
}

TEST(Semaphore, ReleasesAsManyWaitersAsItIsPosted) {
  const Handle count = semaphore(0, 10);
  Blocked first([&] { return WaitForSingleObject(count, INFINITE); });
  Blocked second([&] { return WaitForSingleObject(count, INFINITE); });
  first.await_sleep();
  second.await_sleep();
  LONG before = -1;
  EXPECT_TRUE(ReleaseSemaphore(count, 3, &before));
  EXPECT_EQ(before, 0);
  EXPECT_EQ(first.result(), WAIT_OBJECT_0);
  EXPECT_EQ(second.result(), WAIT_OBJECT_0);
  EXPECT_EQ(poll(count), WAIT_OBJECT_0);
  EXPECT_EQ(poll(count), DWORD{WAIT_TIMEOUT});
}

TEST(Semaphore, TheMaximumHoldsWhileSomebodyWaits) {
  const Handle count = semaphore(0, 1), event = auto_event();
  Blocked waiter([&] { return wait_all({count, event}, INFINITE); });
  waiter.await_sleep();
  EXPECT_TRUE(ReleaseSemaphore(count, 1, nullptr));
  EXPECT_FALSE(ReleaseSemaphore(count, 1, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_TOO_MANY_POSTS});
  SetEvent(event);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
}

TEST(Semaphore, Errors) {
  for (const auto& [initial, maximum] : {std::pair<LONG, LONG>{-1, 1}, {0, 0}, {2, 1}, {0, -1}}) {
    EXPECT_EQ(CreateSemaphoreA(nullptr, initial, maximum, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  }
  const Handle count = semaphore(0, 1), event = auto_event();
  for (LONG add : {0, -1}) {
    EXPECT_FALSE(ReleaseSemaphore(count, add, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  }
  EXPECT_FALSE(ReleaseSemaphore(event, 1, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_FALSE(ReleaseSemaphore(count, 1, reinterpret_cast<LPLONG>(4)));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
  EXPECT_EQ(poll(count), DWORD{WAIT_TIMEOUT});
}

}  // namespace
}  // namespace kernel_test
