// SPDX-License-Identifier: MIT
#include "runtime/fence.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace wosa::runtime {
namespace {

// The protocol of the pins in small: of two threads that each raise a flag and look at the other's, with the
// light fence on one side and the heavy one on the other, at least one sees the other's flag.
TEST(Fence, OneOfTwoSidesSeesTheOther) {
  register_fence();
  std::atomic<int> pin{0};
  std::atomic<int> mark{0};
  std::atomic<int> round{0};
  std::atomic<int> done{0};
  std::atomic<int> seen_mark{0};
  constexpr int kRounds = 2000;
  std::thread caller([&] {
    for (int i = 1; i <= kRounds; ++i) {
      while (round.load() < i) std::this_thread::yield();
      pin.store(1, kPublishOrder);
      light_fence();
      seen_mark.store(mark.load(kCheckOrder));
      done.store(i);
    }
  });
  for (int i = 1; i <= kRounds; ++i) {
    pin.store(0);
    mark.store(0);
    round.store(i);
    mark.store(1, std::memory_order_seq_cst);
    heavy_fence();
    const int seen_pin = pin.load(kCheckOrder);
    while (done.load() < i) std::this_thread::yield();
    EXPECT_TRUE(seen_pin == 1 || seen_mark.load() == 1) << "round " << i;
  }
  caller.join();
}

TEST(Fence, FallsBackToFullFencesUntilRegistered) {
  full_fences.store(true);
  light_fence();
  heavy_fence();
  register_fence();
  light_fence();
  heavy_fence();
}

}  // namespace
}  // namespace wosa::runtime
