// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <windows.h>

#include <cstring>

namespace {

TEST(LocalMemory, AllocatesAndFrees) {
  auto* memory = static_cast<char*>(LocalAlloc(LMEM_FIXED, 100));
  ASSERT_NE(memory, nullptr);
  std::memset(memory, 0xFF, 100);
  EXPECT_EQ(LocalFree(memory), nullptr);
  auto* zeroed = static_cast<char*>(LocalAlloc(LPTR, 100));
  ASSERT_NE(zeroed, nullptr);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(zeroed[i], 0);
  EXPECT_EQ(LocalFree(zeroed), nullptr);
}

TEST(LocalMemory, GlobalIsTheSame) {
  auto* zeroed = static_cast<char*>(GlobalAlloc(GPTR, 100));
  ASSERT_NE(zeroed, nullptr);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(zeroed[i], 0);
  EXPECT_EQ(GlobalFree(zeroed), nullptr);
  EXPECT_EQ(LocalFree(GlobalAlloc(GMEM_MOVEABLE, 10)), nullptr);
}

TEST(LocalMemory, NothingIsABlockToo) {
  HLOCAL memory = LocalAlloc(LMEM_FIXED, 0);
  EXPECT_NE(memory, nullptr);
  EXPECT_EQ(LocalFree(memory), nullptr);
}

TEST(LocalMemory, NullIsIgnored) {
  SetLastError(77);
  EXPECT_EQ(LocalFree(nullptr), nullptr);
  EXPECT_EQ(GlobalFree(nullptr), nullptr);
  EXPECT_EQ(GetLastError(), 77U);
}

TEST(LocalMemory, BlocksAreOfTheProcessHeap) {
  HLOCAL memory = LocalAlloc(LMEM_FIXED, 10);
  EXPECT_EQ(HeapSize(GetProcessHeap(), 0, memory), 10U);
  EXPECT_TRUE(HeapFree(GetProcessHeap(), 0, memory));
}

TEST(LocalMemory, ABlockOfAPrivateHeapIsGivenBack) {
  HANDLE heap = HeapCreate(0, 0, 0);
  void* memory = HeapAlloc(heap, 0, 10);
  SetLastError(0);
  EXPECT_EQ(LocalFree(memory), memory);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_TRUE(HeapDestroy(heap));
}

TEST(LocalMemory, TooMuch) {
  SetLastError(0);
  EXPECT_EQ(LocalAlloc(LPTR, MAXSIZE_T), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_ENOUGH_MEMORY});
  SetLastError(0);
  EXPECT_EQ(GlobalAlloc(GMEM_FIXED, MAXSIZE_T), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_ENOUGH_MEMORY});
}

}  // namespace
