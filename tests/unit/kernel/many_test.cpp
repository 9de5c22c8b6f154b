// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(ManyObjects, ThousandsLiveSideBySide) {
  constexpr int kCount = 20'000;
  std::vector<Handle> events;
  events.reserve(kCount);
  for (int i = 0; i < kCount; ++i) events.push_back(i % 2 == 0 ? auto_event() : manual_event());
  for (int i = 0; i < kCount; i += 3) SetEvent(events[static_cast<std::size_t>(i)]);
  for (int i = 0; i < kCount; ++i) {
    EXPECT_EQ(poll(events[static_cast<std::size_t>(i)]), i % 3 == 0 ? WAIT_OBJECT_0 : DWORD{WAIT_TIMEOUT});
  }
}

TEST(ManyObjects, SlotsAreUsedAgain) {
  for (int round = 0; round < 20; ++round) {
    std::vector<Handle> events;
    for (int i = 0; i < 2000; ++i) events.push_back(auto_event());
  }
}

}  // namespace
}  // namespace kernel_test
