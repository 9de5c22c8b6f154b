// SPDX-License-Identifier: MIT
#include "wosa/spi/caller_memory.hpp"

#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace wosa::spi {
namespace {

constexpr std::size_t kPage = 4096;

// Pages of their own, with one behind them that nobody may touch.
class Pages {
 public:
  explicit Pages(std::size_t count, int protection = PROT_READ | PROT_WRITE) : size_((count + 1) * kPage) {
    memory_ = static_cast<char*>(
        mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    mprotect(memory_, count * kPage, protection);
    mprotect(end(), kPage, PROT_NONE);
  }
  ~Pages() { munmap(memory_, size_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  char* begin() const { return memory_; }
  char* end() const { return memory_ + size_ - kPage; }

 private:
  std::size_t size_;
  char* memory_;
};

// A proof stands for its thread, so that no case lives on another one's.
template <typename Work>
void in_new_thread(Work work) {
  std::thread(work).join();
}

TEST(CallerMemory, NothingNeedsNoMemory) {
  EXPECT_TRUE(can_read(nullptr, 0));
  EXPECT_TRUE(can_write(nullptr, 0));
}

TEST(CallerMemory, WhatCanBeNoMemoryAtAllIsRefused) {
  EXPECT_FALSE(can_read(nullptr, 1));
  EXPECT_FALSE(can_write(nullptr, 1));
  EXPECT_FALSE(can_read(reinterpret_cast<void*>(0xFFFF), 1));
  EXPECT_FALSE(can_read(reinterpret_cast<void*>(0xFFFF800000000000), 1));
  char byte = 0;
  EXPECT_FALSE(can_read(&byte, SIZE_MAX));
  EXPECT_FALSE(can_write(&byte, SIZE_MAX));
}

TEST(CallerMemory, EveryRangeInMappedPagesCanBeUsedAndNoneThatLeavesThem) {
  in_new_thread([] {
    const Pages pages(3);
    for (const std::size_t size :
         {std::size_t{1}, std::size_t{3}, std::size_t{4}, kPage, kPage + 1, 3 * kPage}) {
      EXPECT_TRUE(can_read(pages.begin(), size)) << size;
      EXPECT_TRUE(can_read(pages.end() - size, size)) << size;
      EXPECT_FALSE(can_read(pages.end() - size + 1, size)) << size;
      EXPECT_TRUE(can_write(pages.begin(), size)) << size;
      EXPECT_TRUE(can_write(pages.end() - size, size)) << size;
      EXPECT_FALSE(can_write(pages.end() - size + 1, size)) << size;
    }
    EXPECT_FALSE(can_read(pages.end(), 1));
    EXPECT_FALSE(can_write(pages.end(), 1));
  });
}

TEST(CallerMemory, AReadOnlyPageCanBeReadOnly) {
  in_new_thread([] {
    const Pages pages(1, PROT_READ);
    EXPECT_FALSE(can_write(pages.begin(), 1));
    EXPECT_TRUE(can_read(pages.begin(), kPage));
    EXPECT_FALSE(can_write(pages.begin(), kPage));
    static const char literal[] = "text of the program";
    EXPECT_TRUE(can_read(literal, sizeof literal));
    EXPECT_FALSE(can_write(const_cast<char*>(literal), sizeof literal));
  });
}

// Long runs take another way than single pages.
TEST(CallerMemory, OneBadPageInALargeBufferIsFound) {
  constexpr std::size_t kCount = 300;
  for (const std::size_t bad : {std::size_t{0}, std::size_t{1}, std::size_t{150}, kCount - 1}) {
    in_new_thread([bad] {
      const Pages pages(kCount);
      mprotect(pages.begin() + bad * kPage, kPage, PROT_READ);
      EXPECT_TRUE(can_read(pages.begin(), kCount * kPage));
      EXPECT_FALSE(can_write(pages.begin(), kCount * kPage)) << bad;
      EXPECT_TRUE(can_write(pages.begin(), bad * kPage)) << bad;
    });
    in_new_thread([bad] {
      const Pages pages(kCount);
      mprotect(pages.begin() + bad * kPage, kPage, PROT_NONE);
      EXPECT_FALSE(can_read(pages.begin(), kCount * kPage)) << bad;
      EXPECT_FALSE(can_write(pages.begin(), kCount * kPage)) << bad;
      EXPECT_TRUE(can_read(pages.begin() + (bad + 1) * kPage, (kCount - 1 - bad) * kPage)) << bad;
    });
  }
}

TEST(CallerMemory, TheContentStays) {
  in_new_thread([] {
    const Pages pages(20);
    for (std::size_t i = 0; i < 20 * kPage; ++i) pages.begin()[i] = static_cast<char>(i * 7);
    EXPECT_TRUE(can_write(pages.begin() + 1, 1));
    EXPECT_TRUE(can_write(pages.begin() + 5 * kPage + 3, kPage));
    EXPECT_TRUE(can_write(pages.begin(), 20 * kPage));
    for (std::size_t i = 0; i < 20 * kPage; ++i) ASSERT_EQ(static_cast<char>(i * 7), pages.begin()[i]) << i;
  });
}

// The proof may not put back a value that another thread replaces meanwhile.
TEST(CallerMemory, ProvingLosesNoWriteOfAnotherThread) {
  const Pages pages(1);
  auto& counter = *new (pages.begin()) std::atomic<std::uint32_t>(0);
  std::atomic<bool> stop{false};
  std::uint32_t counted = 0;
  std::thread other([&] {
    for (; !stop.load(std::memory_order_relaxed); ++counted) counter.fetch_add(1, std::memory_order_relaxed);
  });
  // The page among these that has the same place in the table: each proof pushes the other out, so that the
  // next one is made anew.
  constexpr std::uintptr_t kPlaces = 128;
  const Pages elsewhere(kPlaces);
  const auto number = [](const char* page) { return reinterpret_cast<std::uintptr_t>(page) / kPage; };
  const char* rival =
      elsewhere.begin() + (number(pages.begin()) - number(elsewhere.begin())) % kPlaces * kPage;
  while (counter.load() == 0) std::this_thread::yield();
  for (int i = 0; i < 50'000; ++i) {
    EXPECT_TRUE(can_read(rival, 1));
    EXPECT_TRUE(can_write(pages.begin(), sizeof counter));
  }
  stop = true;
  other.join();
  EXPECT_EQ(counted, counter.load());
}

TEST(CallerMemory, MemoryThatWasNeverTouchedIsThere) {
  in_new_thread([] {
    const Pages fresh(40);
    EXPECT_TRUE(can_read(fresh.begin(), 40 * kPage));
    EXPECT_TRUE(can_write(fresh.begin(), 40 * kPage));
    const auto heap = std::make_unique<char[]>(100'000);
    EXPECT_TRUE(can_write(heap.get(), 100'000));
    char stack[200'000];
    EXPECT_TRUE(can_write(stack, sizeof stack));
    EXPECT_TRUE(can_read(&stack[100], 1));
  });
}

TEST(CallerMemory, AProofForReadingIsNoneForWriting) {
  in_new_thread([] {
    const Pages pages(8, PROT_READ);
    EXPECT_TRUE(can_read(pages.begin(), 8 * kPage));
    EXPECT_FALSE(can_write(pages.begin(), 8 * kPage));
    mprotect(pages.begin(), 8 * kPage, PROT_READ | PROT_WRITE);
    EXPECT_TRUE(can_write(pages.begin(), 8 * kPage));
    EXPECT_TRUE(can_read(pages.begin(), 8 * kPage));
  });
}

// What makes a proof cheap, and what its limit is: a page that was proved is believed in by this thread.
TEST(CallerMemory, AProofIsKeptAndBelongsToItsThread) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{17}, std::size_t{300}}) {
    in_new_thread([count] {
      const Pages pages(count);
      EXPECT_TRUE(can_write(pages.begin(), count * kPage));
      mprotect(pages.begin(), count * kPage, PROT_NONE);
      EXPECT_TRUE(can_write(pages.begin(), count * kPage)) << count;
      EXPECT_TRUE(can_read(pages.begin() + 1, count * kPage - 2)) << count;
      EXPECT_FALSE(can_write(pages.begin(), count * kPage + 1)) << count;
      in_new_thread([&] {
        EXPECT_FALSE(can_read(pages.begin(), count * kPage)) << count;
        EXPECT_FALSE(can_write(pages.begin(), count * kPage)) << count;
      });
    });
  }
}

TEST(CallerMemory, PiecesThatAreProvedOneByOneBecomeOneRange) {
  in_new_thread([] {
    const Pages pages(300);
    for (std::size_t piece = 0; piece < 30; ++piece)
      EXPECT_TRUE(can_write(pages.begin() + piece * 10 * kPage, 10 * kPage));
    mprotect(pages.begin(), 300 * kPage, PROT_NONE);
    EXPECT_TRUE(can_write(pages.begin(), 300 * kPage));
    EXPECT_TRUE(can_read(pages.begin() + 5 * kPage, 200 * kPage));
  });
}

TEST(CallerMemory, ARangeForReadingDoesNotGrowOneForWriting) {
  in_new_thread([] {
    const Pages pages(20);
    mprotect(pages.begin() + 10 * kPage, 10 * kPage, PROT_READ);
    EXPECT_TRUE(can_write(pages.begin(), 10 * kPage));
    EXPECT_TRUE(can_read(pages.begin() + 10 * kPage, 10 * kPage));
    EXPECT_TRUE(can_read(pages.begin(), 20 * kPage));
    EXPECT_FALSE(can_write(pages.begin(), 20 * kPage));
    EXPECT_FALSE(can_write(pages.begin() + 9 * kPage, 2 * kPage));
  });
}

TEST(CallerMemory, ErrnoIsLeftAlone) {
  in_new_thread([] {
    const Pages pages(10, PROT_READ);
    errno = EXDEV;
    EXPECT_FALSE(can_write(pages.begin(), 10 * kPage));
    EXPECT_EQ(EXDEV, errno);
    EXPECT_FALSE(can_read(pages.begin(), 11 * kPage));
    EXPECT_EQ(EXDEV, errno);
    EXPECT_TRUE(can_read(pages.begin(), 10 * kPage));
    EXPECT_EQ(EXDEV, errno);
  });
}

}  // namespace
}  // namespace wosa::spi
