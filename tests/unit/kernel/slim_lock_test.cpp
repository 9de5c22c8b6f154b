// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(SlimLock, ReadersShareAndAWriterIsAlone) {
  SRWLOCK lock = SRWLOCK_INIT;
  AcquireSRWLockShared(&lock);
  EXPECT_TRUE(TryAcquireSRWLockShared(&lock));
  EXPECT_FALSE(TryAcquireSRWLockExclusive(&lock));
  ReleaseSRWLockShared(&lock);
  EXPECT_FALSE(TryAcquireSRWLockExclusive(&lock));
  ReleaseSRWLockShared(&lock);
  EXPECT_TRUE(TryAcquireSRWLockExclusive(&lock));
  EXPECT_FALSE(TryAcquireSRWLockShared(&lock));
  EXPECT_FALSE(TryAcquireSRWLockExclusive(&lock)) << "not recursive";
  ReleaseSRWLockExclusive(&lock);
  EXPECT_EQ(lock.Ptr, nullptr) << "free is zero";
}

TEST(SlimLock, AWriterThatWaitsComesBeforeLaterReaders) {
  SRWLOCK lock;
  InitializeSRWLock(&lock);
  AcquireSRWLockShared(&lock);
  Blocked writer([&] {
    AcquireSRWLockExclusive(&lock);
    ReleaseSRWLockExclusive(&lock);
    return 1;
  });
  writer.await_sleep();
  EXPECT_FALSE(TryAcquireSRWLockShared(&lock));
  Blocked reader([&] {
    AcquireSRWLockShared(&lock);
    ReleaseSRWLockShared(&lock);
    return 1;
  });
  reader.await_sleep();
  ReleaseSRWLockShared(&lock);
  EXPECT_EQ(writer.result(), 1U);
  EXPECT_EQ(reader.result(), 1U);
  EXPECT_EQ(lock.Ptr, nullptr);
}

TEST(SlimLock, Excludes) {
  SRWLOCK lock = SRWLOCK_INIT;
  int first = 0, second = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 3000; ++j) {
        if ((i + j) % 3 == 0) {
          AcquireSRWLockExclusive(&lock);
          ++first;
          ++second;
          ReleaseSRWLockExclusive(&lock);
        } else {
          AcquireSRWLockShared(&lock);
          EXPECT_EQ(first, second);
          ReleaseSRWLockShared(&lock);
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(first, 4000);
  EXPECT_EQ(lock.Ptr, nullptr);
}

TEST(ConditionVariable, WakesWhoSleeps) {
  CRITICAL_SECTION section;
  InitializeCriticalSection(&section);
  CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
  bool ready = false;
  const auto wait = [&] {
    EnterCriticalSection(&section);
    while (!ready) EXPECT_TRUE(SleepConditionVariableCS(&changed, &section, INFINITE));
    LeaveCriticalSection(&section);
    return DWORD{1};
  };
  Blocked first(wait), second(wait);
  first.await_sleep();
  second.await_sleep();
  EnterCriticalSection(&section);
  ready = true;
  LeaveCriticalSection(&section);
  WakeAllConditionVariable(&changed);
  EXPECT_EQ(first.result(), 1U);
  EXPECT_EQ(second.result(), 1U);
  DeleteCriticalSection(&section);
}

TEST(ConditionVariable, HandsItemsFromOneToAnother) {
  SRWLOCK lock = SRWLOCK_INIT;
  CONDITION_VARIABLE changed;
  InitializeConditionVariable(&changed);
  int items = 0, taken = 0;
  constexpr int kItems = 5000;
  std::thread consumer([&] {
    AcquireSRWLockExclusive(&lock);
    while (taken < kItems) {
      while (items == 0) EXPECT_TRUE(SleepConditionVariableSRW(&changed, &lock, INFINITE, 0));
      --items;
      ++taken;
    }
    ReleaseSRWLockExclusive(&lock);
  });
  for (int i = 0; i < kItems; ++i) {
    AcquireSRWLockExclusive(&lock);
    ++items;
    ReleaseSRWLockExclusive(&lock);
    WakeConditionVariable(&changed);
  }
  consumer.join();
  EXPECT_EQ(taken, kItems);
}

TEST(ConditionVariable, EndsAfterItsTimeWithTheLockHeld) {
  SRWLOCK lock = SRWLOCK_INIT;
  CONDITION_VARIABLE never = CONDITION_VARIABLE_INIT;
  AcquireSRWLockExclusive(&lock);
  EXPECT_FALSE(SleepConditionVariableSRW(&never, &lock, 2, 0));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_TIMEOUT});
  EXPECT_FALSE(TryAcquireSRWLockShared(&lock));
  EXPECT_FALSE(SleepConditionVariableSRW(&never, &lock, 0, 8));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  ReleaseSRWLockExclusive(&lock);
  AcquireSRWLockShared(&lock);
  EXPECT_FALSE(SleepConditionVariableSRW(&never, &lock, 0, CONDITION_VARIABLE_LOCKMODE_SHARED));
  EXPECT_TRUE(TryAcquireSRWLockShared(&lock));
  ReleaseSRWLockShared(&lock);
  ReleaseSRWLockShared(&lock);
}

}  // namespace
}  // namespace kernel_test
