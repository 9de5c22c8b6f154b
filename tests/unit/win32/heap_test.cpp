// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <windows.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace {

constexpr DWORD kUntouched = 12345;

bool all_are(const void* memory, SIZE_T from, SIZE_T to, unsigned char value) {
  const auto* bytes = static_cast<const unsigned char*>(memory);
  return std::all_of(bytes + from, bytes + to, [value](unsigned char byte) { return byte == value; });
}

// Each case runs on the process heap and on a private one.
class EveryHeap : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    heap_ = GetParam() ? HeapCreate(0, 0, 0) : GetProcessHeap();
    ASSERT_NE(heap_, nullptr);
  }

  void TearDown() override {
    if (GetParam()) {
      EXPECT_TRUE(HeapDestroy(heap_));
    }
  }

  HANDLE heap_ = nullptr;
};

INSTANTIATE_TEST_SUITE_P(Heap, EveryHeap, testing::Bool(),
                         [](const auto& each) { return each.param ? "Private" : "Process"; });

TEST_P(EveryHeap, KeepsTheExactSize) {
  for (const SIZE_T size :
       {SIZE_T{0}, SIZE_T{1}, SIZE_T{15}, SIZE_T{16}, SIZE_T{17}, SIZE_T{1000}, SIZE_T{3000000}}) {
    void* memory = HeapAlloc(heap_, 0, size);
    ASSERT_NE(memory, nullptr);
    EXPECT_EQ(HeapSize(heap_, 0, memory), size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % 16, 0U);
    std::memset(memory, 0xAB, size);
    EXPECT_TRUE(HeapFree(heap_, 0, memory));
  }
}

TEST_P(EveryHeap, ZeroesOnRequest) {
  void* dirty = HeapAlloc(heap_, 0, 500);
  std::memset(dirty, 0xFF, 500);
  EXPECT_TRUE(HeapFree(heap_, 0, dirty));
  void* memory = HeapAlloc(heap_, HEAP_ZERO_MEMORY, 500);
  ASSERT_NE(memory, nullptr);
  EXPECT_TRUE(all_are(memory, 0, 500, 0));
  EXPECT_TRUE(HeapFree(heap_, 0, memory));
}

TEST_P(EveryHeap, ReAllocKeepsContentsAndZeroesTheRest) {
  void* memory = HeapAlloc(heap_, 0, 100);
  std::memset(memory, 7, 100);
  memory = HeapReAlloc(heap_, HEAP_ZERO_MEMORY, memory, 200000);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(HeapSize(heap_, 0, memory), 200000U);
  EXPECT_TRUE(all_are(memory, 0, 100, 7));
  EXPECT_TRUE(all_are(memory, 100, 200000, 0));
  memory = HeapReAlloc(heap_, 0, memory, 50);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(HeapSize(heap_, 0, memory), 50U);
  EXPECT_TRUE(all_are(memory, 0, 50, 7));
  EXPECT_TRUE(HeapFree(heap_, 0, memory));
}

TEST_P(EveryHeap, ReAllocInPlaceDoesNotMove) {
  void* memory = HeapAlloc(heap_, 0, 100);
  std::memset(memory, 7, 100);
  EXPECT_EQ(HeapReAlloc(heap_, HEAP_REALLOC_IN_PLACE_ONLY, memory, 10), memory);
  EXPECT_EQ(HeapSize(heap_, 0, memory), 10U);
  EXPECT_EQ(HeapReAlloc(heap_, HEAP_REALLOC_IN_PLACE_ONLY | HEAP_ZERO_MEMORY, memory, 100), memory);
  EXPECT_TRUE(all_are(memory, 0, 10, 7));
  EXPECT_TRUE(all_are(memory, 10, 100, 0));
  EXPECT_EQ(HeapReAlloc(heap_, HEAP_REALLOC_IN_PLACE_ONLY, memory, 10000000), nullptr);
  EXPECT_EQ(HeapSize(heap_, 0, memory), 100U);
  EXPECT_TRUE(HeapFree(heap_, 0, memory));
}

TEST_P(EveryHeap, FailuresOfAllocationSetNoLastError) {
  SetLastError(kUntouched);
  EXPECT_EQ(HeapAlloc(heap_, 0, MAXSIZE_T), nullptr);
  void* memory = HeapAlloc(heap_, 0, 10);
  std::memset(memory, 7, 10);
  EXPECT_EQ(HeapReAlloc(heap_, 0, memory, MAXSIZE_T), nullptr);
  EXPECT_TRUE(all_are(memory, 0, 10, 7));
  EXPECT_EQ(HeapReAlloc(heap_, 0, nullptr, 10), nullptr);
  EXPECT_EQ(GetLastError(), kUntouched);
  EXPECT_TRUE(HeapFree(heap_, 0, memory));
}

TEST_P(EveryHeap, NullBlock) {
  EXPECT_TRUE(HeapFree(heap_, 0, nullptr));
  EXPECT_EQ(HeapSize(heap_, 0, nullptr), MAXSIZE_T);
}

TEST_P(EveryHeap, ABlockOfAnotherHeapIsRefused) {
  HANDLE other = HeapCreate(0, 0, 0);
  void* memory = HeapAlloc(other, 0, 10);
  SetLastError(0);
  EXPECT_FALSE(HeapFree(heap_, 0, memory));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(HeapSize(heap_, 0, memory), MAXSIZE_T);
  EXPECT_EQ(HeapReAlloc(heap_, 0, memory, 20), nullptr);
  EXPECT_EQ(HeapSize(other, 0, memory), 10U);
  EXPECT_TRUE(HeapDestroy(other));
}

TEST_P(EveryHeap, ServesThreadsAtOnce) {
  std::vector<std::thread> threads;
  for (unsigned char id = 1; id <= 4; ++id) {
    threads.emplace_back([this, id] {
      std::vector<void*> blocks;
      for (SIZE_T i = 0; i < 500; ++i) {
        blocks.push_back(HeapAlloc(heap_, 0, i));
        std::memset(blocks.back(), id, i);
        if (i % 3 == 0) {
          EXPECT_TRUE(HeapFree(heap_, 0, blocks[i / 2]));
          blocks[i / 2] = HeapAlloc(heap_, 0, i / 2);
          std::memset(blocks[i / 2], id, i / 2);
        }
      }
      for (SIZE_T i = 0; i < blocks.size(); ++i) {
        EXPECT_TRUE(all_are(blocks[i], 0, i, id));
        EXPECT_TRUE(HeapFree(heap_, 0, blocks[i]));
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Heap, TheProcessHasOneHeap) {
  EXPECT_NE(GetProcessHeap(), nullptr);
  EXPECT_EQ(GetProcessHeap(), GetProcessHeap());
  SetLastError(0);
  EXPECT_FALSE(HeapDestroy(GetProcessHeap()));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

// The leak checker sees to it that nothing stays.
TEST(Heap, DestroyFreesTheBlocks) {
  HANDLE heap = HeapCreate(0, 0, 0);
  void* first = HeapAlloc(heap, 0, 100);
  void* second = HeapAlloc(heap, 0, 100);
  EXPECT_NE(HeapAlloc(heap, 0, 100), nullptr);
  EXPECT_TRUE(HeapFree(heap, 0, second));
  EXPECT_NE(HeapReAlloc(heap, 0, first, 100000), nullptr);
  EXPECT_TRUE(HeapDestroy(heap));
}

TEST(Heap, WhatIsNoHeap) {
  int number = 0;
  HANDLE gone = HeapCreate(0, 0, 0);
  ASSERT_TRUE(HeapDestroy(gone));
  for (HANDLE heap : {HANDLE{}, static_cast<HANDLE>(&number), gone}) {
    SetLastError(kUntouched);
    EXPECT_EQ(HeapAlloc(heap, 0, 1), nullptr);
    EXPECT_EQ(HeapReAlloc(heap, 0, &number, 1), nullptr);
    EXPECT_EQ(HeapSize(heap, 0, &number), MAXSIZE_T);
    EXPECT_EQ(GetLastError(), kUntouched);
    EXPECT_FALSE(HeapFree(heap, 0, &number));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_FALSE(HeapDestroy(heap));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  }
}

TEST(Heap, CreateRefusesWhatItCannotGive) {
  SetLastError(0);
  EXPECT_EQ(HeapCreate(0, 0x2000, 0x1000), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(HeapCreate(HEAP_CREATE_ENABLE_EXECUTE, 0, 0), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
}

TEST(Heap, AMaximumIsKept) {
  HANDLE heap = HeapCreate(HEAP_NO_SERIALIZE, 0x1000, 0x10000);
  ASSERT_NE(heap, nullptr);
  EXPECT_EQ(HeapAlloc(heap, 0, 0x10000), nullptr);  // its bookkeeping needs room too
  void* memory = HeapAlloc(heap, 0, 0x8000);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(HeapAlloc(heap, 0, 0x8000), nullptr);
  EXPECT_EQ(HeapReAlloc(heap, 0, memory, 0x10000), nullptr);
  EXPECT_EQ(HeapSize(heap, 0, memory), 0x8000U);
  memory = HeapReAlloc(heap, 0, memory, 0x100);
  ASSERT_NE(memory, nullptr);
  EXPECT_NE(HeapAlloc(heap, 0, 0x8000), nullptr);  // what became free can be had again
  EXPECT_TRUE(HeapDestroy(heap));
}

TEST(Heap, AFixedHeapHasNoLargeBlocks) {
  HANDLE heap = HeapCreate(0, 0, 0x1000000);
  EXPECT_NE(HeapAlloc(heap, 0, 0xFE000), nullptr);
  EXPECT_EQ(HeapAlloc(heap, 0, 0x100000), nullptr);
  EXPECT_TRUE(HeapDestroy(heap));
}

}  // namespace
