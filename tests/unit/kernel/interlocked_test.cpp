// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(Interlocked, AnswersTheDocumentedValue) {
  volatile LONG word = 5;
  EXPECT_EQ(InterlockedIncrement(&word), 6);
  EXPECT_EQ(_InterlockedDecrement(&word), 5);
  EXPECT_EQ(InterlockedExchange(&word, 9), 5);
  EXPECT_EQ(InterlockedExchangeAdd(&word, 3), 9);
  EXPECT_EQ(InterlockedAdd(&word, 1), 13);
  EXPECT_EQ(InterlockedCompareExchange(&word, 1, 2), 13);
  EXPECT_EQ(word, 13);
  EXPECT_EQ(InterlockedCompareExchangeAcquire(&word, 6, 13), 13);
  EXPECT_EQ(InterlockedAnd(&word, 3), 6);
  EXPECT_EQ(_InterlockedOr(&word, 8), 2);
  EXPECT_EQ(InterlockedXor(&word, 15), 10);
  EXPECT_EQ(word, 5);
  EXPECT_EQ(InterlockedBitTestAndSet(&word, 1), 0);
  EXPECT_EQ(_interlockedbittestandreset(&word, 0), 1);
  EXPECT_EQ(word, 6);
}

TEST(Interlocked, HasWideAndPointerForms) {
  volatile LONG64 wide = 1;
  EXPECT_EQ(InterlockedIncrement64(&wide), 2);
  EXPECT_EQ(InterlockedAdd64(&wide, LONG64{1} << 40), (LONG64{1} << 40) + 2);
  EXPECT_EQ(InterlockedCompareExchange64(&wide, 0, (LONG64{1} << 40) + 2), (LONG64{1} << 40) + 2);
  EXPECT_EQ(wide, 0);
  int a = 0, b = 0;
  void* volatile place = &a;
  EXPECT_EQ(InterlockedExchangePointer(&place, &b), &a);
  EXPECT_EQ(InterlockedCompareExchangePointer(&place, &a, &a), &b);
  EXPECT_EQ(InterlockedCompareExchangePointer(&place, &a, &b), &b);
  EXPECT_EQ(place, &a);
}

TEST(Interlocked, NothingIsLost) {
  volatile LONG count = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 10'000; ++j) InterlockedIncrement(&count);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(InterlockedExchangeAdd(&count, 0), 40'000);
}

}  // namespace
}  // namespace kernel_test
