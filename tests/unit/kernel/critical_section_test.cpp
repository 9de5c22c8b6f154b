// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

class Section : public testing::Test {
 protected:
  Section() { EXPECT_TRUE(InitializeCriticalSectionAndSpinCount(&section, 4000)); }
  ~Section() override { DeleteCriticalSection(&section); }

  BOOL try_in_another_thread() {
    BOOL taken = FALSE;
    std::thread([&] {
      taken = TryEnterCriticalSection(&section);
      if (taken != FALSE) LeaveCriticalSection(&section);
    }).join();
    return taken;
  }

  CRITICAL_SECTION section;
};

TEST_F(Section, BelongsToOneThreadAsOftenAsItTookIt) {
  EnterCriticalSection(&section);
  EXPECT_TRUE(TryEnterCriticalSection(&section));
  EXPECT_FALSE(try_in_another_thread());
  LeaveCriticalSection(&section);
  EXPECT_FALSE(try_in_another_thread());
  LeaveCriticalSection(&section);
  EXPECT_TRUE(try_in_another_thread());
}

TEST_F(Section, WhoeverWaitsGetsIt) {
  EnterCriticalSection(&section);
  Blocked waiter([&] {
    EnterCriticalSection(&section);
    LeaveCriticalSection(&section);
    return 1;
  });
  waiter.await_sleep();
  LeaveCriticalSection(&section);
  EXPECT_EQ(waiter.result(), 1U);
}

TEST_F(Section, LeavingWhatAnotherThreadOwnsDoesNothing) {
  EnterCriticalSection(&section);
  std::thread([&] { LeaveCriticalSection(&section); }).join();
  EXPECT_FALSE(try_in_another_thread());
  LeaveCriticalSection(&section);
}

TEST_F(Section, Excludes) {
  int counter = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 5000; ++j) {
        EnterCriticalSection(&section);
        ++counter;
        LeaveCriticalSection(&section);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(counter, 20'000);
}

}  // namespace
}  // namespace kernel_test
