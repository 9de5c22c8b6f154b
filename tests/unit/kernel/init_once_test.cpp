// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

std::atomic<int> calls{0};
alignas(8) int made;

BOOL CALLBACK make(PINIT_ONCE, PVOID parameter, PVOID* context) {
  calls.fetch_add(1);
  *context = parameter;
  return parameter != nullptr;
}

TEST(InitOnce, OneThreadInitializesForAll) {
  INIT_ONCE once = INIT_ONCE_STATIC_INIT;
  calls = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      PVOID context = nullptr;
      EXPECT_TRUE(InitOnceExecuteOnce(&once, &make, &made, &context));
      EXPECT_EQ(context, &made);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(calls.load(), 1);
}

TEST(InitOnce, IsTriedAgainAfterAFailure) {
  INIT_ONCE once;
  InitOnceInitialize(&once);
  calls = 0;
  EXPECT_FALSE(InitOnceExecuteOnce(&once, &make, nullptr, nullptr));
  EXPECT_TRUE(InitOnceExecuteOnce(&once, &make, &made, nullptr));
  EXPECT_EQ(calls.load(), 2);
}

TEST(InitOnce, InTwoStepsOthersWait) {
  INIT_ONCE once = INIT_ONCE_STATIC_INIT;
  BOOL pending = FALSE;
  PVOID context = nullptr;
  EXPECT_FALSE(InitOnceBeginInitialize(&once, INIT_ONCE_CHECK_ONLY, &pending, &context));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_GEN_FAILURE});
  EXPECT_TRUE(InitOnceBeginInitialize(&once, 0, &pending, &context));
  EXPECT_TRUE(pending);
  EXPECT_FALSE(InitOnceBeginInitialize(&once, INIT_ONCE_ASYNC, &pending, nullptr)) << "begun in another way";
  Blocked waiter([&] {
    BOOL still = TRUE;
    PVOID seen = nullptr;
    EXPECT_TRUE(InitOnceBeginInitialize(&once, 0, &still, &seen));
    EXPECT_FALSE(still);
    return seen == &made ? 1 : 0;
  });
  waiter.await_sleep();
  EXPECT_TRUE(InitOnceComplete(&once, 0, &made));
  EXPECT_EQ(waiter.result(), 1U);
  EXPECT_FALSE(InitOnceComplete(&once, 0, &made));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_GEN_FAILURE});
  EXPECT_TRUE(InitOnceBeginInitialize(&once, INIT_ONCE_CHECK_ONLY, &pending, &context));
  EXPECT_FALSE(pending);
  EXPECT_EQ(context, &made);
}

TEST(InitOnce, AFailureLetsAnotherTry) {
  INIT_ONCE once = INIT_ONCE_STATIC_INIT;
  BOOL pending = FALSE;
  EXPECT_TRUE(InitOnceBeginInitialize(&once, 0, &pending, nullptr));
  EXPECT_TRUE(InitOnceComplete(&once, INIT_ONCE_INIT_FAILED, nullptr));
  pending = FALSE;
  EXPECT_TRUE(InitOnceBeginInitialize(&once, 0, &pending, nullptr));
  EXPECT_TRUE(pending);
  EXPECT_TRUE(InitOnceComplete(&once, 0, nullptr));
}

TEST(InitOnce, AsynchronouslyTheFirstToCompleteWins) {
  INIT_ONCE once = INIT_ONCE_STATIC_INIT;
  alignas(8) int mine = 0;
  BOOL pending = FALSE;
  EXPECT_TRUE(InitOnceBeginInitialize(&once, INIT_ONCE_ASYNC, &pending, nullptr));
  EXPECT_TRUE(pending);
  EXPECT_TRUE(InitOnceBeginInitialize(&once, INIT_ONCE_ASYNC, &pending, nullptr));
  EXPECT_TRUE(pending);
  EXPECT_TRUE(InitOnceComplete(&once, INIT_ONCE_ASYNC, &made));
  EXPECT_FALSE(InitOnceComplete(&once, INIT_ONCE_ASYNC, &mine));
  PVOID context = nullptr;
  EXPECT_TRUE(InitOnceBeginInitialize(&once, 0, &pending, &context));
  EXPECT_FALSE(pending);
  EXPECT_EQ(context, &made);
}

TEST(InitOnce, Errors) {
  INIT_ONCE once = INIT_ONCE_STATIC_INIT;
  BOOL pending = FALSE;
  EXPECT_FALSE(InitOnceBeginInitialize(&once, 8, &pending, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(InitOnceBeginInitialize(&once, 0, nullptr, nullptr));
  EXPECT_TRUE(InitOnceBeginInitialize(&once, 0, &pending, nullptr));
  EXPECT_FALSE(InitOnceComplete(&once, 0, reinterpret_cast<PVOID>(1))) << "the lowest bits are ours";
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(InitOnceComplete(&once, INIT_ONCE_ASYNC | INIT_ONCE_INIT_FAILED, nullptr));
}

}  // namespace
}  // namespace kernel_test
