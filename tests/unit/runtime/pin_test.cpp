// SPDX-License-Identifier: MIT
#include "runtime/pin.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "fake_sockets.hpp"

namespace wosa::runtime {
namespace {

// Inline places that are not free.
long taken(const ThreadBlock& block) {
  return std::count_if(std::begin(block.pins), std::end(block.pins),
                       [](const PinPlace& place) { return place.load() != nullptr; });
}

TEST(Pin, RefusesWhatIsNoSocket) {
  auto& block = *thread_block();
  for (const SOCKET s :
       {INVALID_SOCKET, SOCKET{1'000'000'000}, SOCKET{UINT32_MAX} - 1, SOCKET{5000}, SOCKET{0}})
    EXPECT_FALSE(pin(block, s));
  EXPECT_EQ(taken(block), 0);
}

TEST(Pin, HoldsASocketUntilTheLastOneLeaves) {
  Counts counts;
  const SOCKET s = bind_new(counts);
  auto& block = *thread_block();
  const Pin outer = pin(block, s);
  ASSERT_TRUE(outer);
  const Pin inner = pin(block, s);
  ASSERT_TRUE(inner);
  EXPECT_TRUE(the_runtime.sockets.begin_close(s));
  EXPECT_FALSE(pin(block, s)) << "a closing socket is closed for new calls";
  unpin(block, inner);
  EXPECT_EQ(counts.releases, 0);
  unpin(block, outer);
  EXPECT_EQ(counts.releases, 1);
  EXPECT_FALSE(pin(block, s));
}

TEST(Pin, NestsDeeperThanTheInlinePins) {
  constexpr std::size_t kDepth = 30;
  std::array<Counts, kDepth> counts;
  std::vector<std::pair<SOCKET, Pin>> held;
  auto& block = *thread_block();
  for (auto& one : counts) {
    const SOCKET s = bind_new(one);
    const Pin one_more = pin(block, s);
    ASSERT_TRUE(one_more);
    held.emplace_back(s, one_more);
  }
  EXPECT_EQ(taken(block), ThreadBlock::kInlinePins);
  EXPECT_EQ(block.bulk_count.load(), kDepth - ThreadBlock::kInlinePins);
  for (const auto& [s, one] : held) EXPECT_TRUE(the_runtime.sockets.begin_close(s));
  for (const auto& one : counts) EXPECT_EQ(one.releases, 0);
  while (!held.empty()) {
    unpin(block, held.back().second);
    EXPECT_EQ(counts[held.size() - 1].releases, 1);
    held.pop_back();
  }
  EXPECT_EQ(taken(block), 0);
}

TEST(Pin, BulkHoldsAllOrNothing) {
  constexpr std::size_t kCount = 1000;
  std::vector<Counts> counts(kCount);
  std::vector<SOCKET> handles;
  for (auto& one : counts) handles.push_back(bind_new(one));
  auto& block = *thread_block();
  {
    const BulkPin pins(block, handles);
    ASSERT_EQ(pins.error(), 0);
    EXPECT_TRUE([&] {
      std::thread closer([&] { close_now(handles[500]); });
      closer.join();
      return counts[500].releases == 0 && counts[500].interrupts == 1;
    }());
  }
  EXPECT_EQ(counts[500].releases, 1);
  {
    const BulkPin pins(block, handles);
    EXPECT_EQ(pins.error(), WSAENOTSOCK);
    EXPECT_EQ(block.bulk_count.load(), 0U);
  }
  for (const SOCKET s : handles) close_now(s);
  for (const auto& one : counts) EXPECT_EQ(one.releases, 1);
}

TEST(Pin, DeepPinsAndBulkPinsNest) {
  std::array<Counts, 12> counts;
  std::vector<SOCKET> handles;
  for (auto& one : counts) handles.push_back(bind_new(one));
  auto& block = *thread_block();
  {
    const BulkPin outer(block, handles);
    std::vector<Pin> held;
    for (const SOCKET s : handles) held.push_back(pin(block, s));
    {
      const BulkPin inner(block, handles);
      EXPECT_EQ(inner.error(), 0);
    }
    for (std::size_t i = handles.size(); i-- > 0;) {
      ASSERT_TRUE(held[i]);
      unpin(block, held[i]);
    }
  }
  EXPECT_EQ(block.bulk_count.load(), 0U);
  EXPECT_EQ(taken(block), 0);
  for (const SOCKET s : handles) close_now(s);
}

// What lets a close of a program's only thread go without the expensive fence.
TEST(Pin, OthersExistWhileAThreadHasABlock) {
  ASSERT_NE(thread_block(), nullptr);
  EXPECT_FALSE(other_threads_exist());
  std::atomic<bool> has_block{false};
  std::atomic<bool> may_end{false};
  std::thread other([&] {
    EXPECT_NE(thread_block(), nullptr);
    has_block.store(true);
    while (!may_end.load()) std::this_thread::yield();
  });
  while (!has_block.load()) std::this_thread::yield();
  EXPECT_TRUE(other_threads_exist());
  may_end.store(true);
  other.join();
  EXPECT_FALSE(other_threads_exist());
}

// Where membarrier is refused every pin has a full fence of its own, in the bulk list.
TEST(Pin, WithoutCheapFencesPinsAreNotInline) {
  ASSERT_NE(thread_block(), nullptr);  // the first block of a process finds out what fences there are
  const bool before = full_fences.exchange(true);
  std::thread([] {
    auto& block = *thread_block();
    EXPECT_EQ(taken(block), ThreadBlock::kInlinePins);
    Counts counts;
    const SOCKET s = bind_new(counts);
    const Pin held = pin(block, s);
    ASSERT_TRUE(held);
    EXPECT_EQ(held.place, nullptr);
    EXPECT_EQ(block.bulk_count.load(), 1U);
    EXPECT_EQ(held_inline(block, s), nullptr);
    EXPECT_TRUE(the_runtime.sockets.begin_close(s));
    unpin(block, held);
    EXPECT_EQ(counts.releases, 1);
    EXPECT_EQ(taken(block), ThreadBlock::kInlinePins);
    EXPECT_EQ(block.bulk_count.load(), 0U);
  }).join();
  full_fences.store(before);
}

TEST(Pin, ThreadsThatComeAndGoReuseBlocks) {
  const auto blocks = [] {
    int count = 0;
    for (auto* block = first_thread_block(); block != nullptr; block = block->next) ++count;
    return count;
  };
  std::thread([] { ASSERT_NE(thread_block(), nullptr); }).join();
  const int before = blocks();
  for (int i = 0; i < 50; ++i) {
    std::thread([] { ASSERT_NE(thread_block(), nullptr); }).join();
  }
  EXPECT_EQ(blocks(), before);
}

}  // namespace
}  // namespace wosa::runtime
