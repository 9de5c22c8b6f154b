// SPDX-License-Identifier: MIT
#include "runtime/pin.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "fake_sockets.hpp"

namespace wosa::runtime {
namespace {

TEST(Pin, RefusesWhatIsNoSocket) {
  auto& block = *thread_block();
  EXPECT_EQ(pin(block, INVALID_SOCKET), nullptr);
  EXPECT_EQ(pin(block, 1'000'000'000), nullptr);
  EXPECT_EQ(pin(block, 0), nullptr);
  EXPECT_EQ(block.depth, 0U);
}

TEST(Pin, HoldsASocketUntilTheLastOneLeaves) {
  Counts counts;
  const SOCKET s = bind_new(counts);
  auto& block = *thread_block();
  Slot* outer = pin(block, s);
  ASSERT_NE(outer, nullptr);
  Slot* inner = pin(block, s);
  ASSERT_NE(inner, nullptr);
  EXPECT_TRUE(the_runtime.sockets.begin_close(s));
  EXPECT_EQ(pin(block, s), nullptr) << "a closing socket is closed for new calls";
  unpin(block, *inner);
  EXPECT_EQ(counts.releases, 0);
  unpin(block, *outer);
  EXPECT_EQ(counts.releases, 1);
  EXPECT_EQ(pin(block, s), nullptr);
}

TEST(Pin, NestsDeeperThanTheInlinePins) {
  constexpr std::size_t kDepth = 30;
  std::array<Counts, kDepth> counts;
  std::vector<std::pair<SOCKET, Slot*>> held;
  auto& block = *thread_block();
  for (auto& one : counts) {
    const SOCKET s = bind_new(one);
    Slot* slot = pin(block, s);
    ASSERT_NE(slot, nullptr);
    held.emplace_back(s, slot);
  }
  EXPECT_EQ(block.depth, kDepth);
  for (const auto& [s, slot] : held) EXPECT_TRUE(the_runtime.sockets.begin_close(s));
  for (const auto& one : counts) EXPECT_EQ(one.releases, 0);
  while (!held.empty()) {
    unpin(block, *held.back().second);
    EXPECT_EQ(counts[held.size() - 1].releases, 1);
    held.pop_back();
  }
  EXPECT_EQ(block.depth, 0U);
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
    std::vector<Slot*> slots;
    for (const SOCKET s : handles) slots.push_back(pin(block, s));
    {
      const BulkPin inner(block, handles);
      EXPECT_EQ(inner.error(), 0);
    }
    for (std::size_t i = handles.size(); i-- > 0;) {
      ASSERT_NE(slots[i], nullptr);
      unpin(block, *slots[i]);
    }
  }
  EXPECT_EQ(block.bulk_count.load(), 0U);
  EXPECT_EQ(block.depth, 0U);
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
    EXPECT_EQ(block.depth, ThreadBlock::kInlinePins);
    Counts counts;
    const SOCKET s = bind_new(counts);
    Slot* slot = pin(block, s);
    ASSERT_NE(slot, nullptr);
    EXPECT_EQ(block.bulk_count.load(), 1U);
    EXPECT_EQ(block.innermost(), nullptr);
    EXPECT_TRUE(the_runtime.sockets.begin_close(s));
    unpin(block, *slot);
    EXPECT_EQ(counts.releases, 1);
    EXPECT_EQ(block.depth, ThreadBlock::kInlinePins);
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
