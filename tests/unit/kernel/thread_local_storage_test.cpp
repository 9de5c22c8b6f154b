// SPDX-License-Identifier: MIT
#include <set>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(ThreadLocalStorage, EachThreadHasItsOwn) {
  const DWORD index = TlsAlloc();
  ASSERT_NE(index, TLS_OUT_OF_INDEXES);
  int mine = 0;
  EXPECT_TRUE(TlsSetValue(index, &mine));
  std::thread([&] {
    EXPECT_EQ(TlsGetValue(index), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_SUCCESS});
    int other = 0;
    EXPECT_TRUE(TlsSetValue(index, &other));
  }).join();
  SetLastError(ERROR_GEN_FAILURE);
  EXPECT_EQ(TlsGetValue(index), &mine);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_SUCCESS});
  EXPECT_TRUE(TlsFree(index));
}

TEST(ThreadLocalStorage, AnIndexThatIsUsedAgainBeginsEmpty) {
  int mine = 0;
  const DWORD index = TlsAlloc();
  EXPECT_TRUE(TlsSetValue(index, &mine));
  EXPECT_TRUE(TlsFree(index));
  const DWORD again = TlsAlloc();
  EXPECT_EQ(again, index);
  EXPECT_EQ(TlsGetValue(again), nullptr);
  EXPECT_TRUE(TlsFree(again));
}

TEST(ThreadLocalStorage, ThereAreManyButNotEndlessly) {
  std::set<DWORD> indexes;
  for (DWORD index = TlsAlloc(); index != TLS_OUT_OF_INDEXES; index = TlsAlloc()) {
    EXPECT_TRUE(indexes.insert(index).second);
    EXPECT_TRUE(TlsSetValue(index, &indexes));
  }
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NO_MORE_ITEMS});
  EXPECT_EQ(indexes.size(), 1088U);
  for (DWORD index : indexes) EXPECT_TRUE(TlsFree(index));
}

TEST(ThreadLocalStorage, Errors) {
  const DWORD index = TlsAlloc();
  EXPECT_TRUE(TlsFree(index));
  EXPECT_FALSE(TlsFree(index));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(TlsSetValue(index, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(TlsSetValue(TLS_OUT_OF_INDEXES, nullptr));
  EXPECT_EQ(TlsGetValue(100'000), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(TlsFree(100'000));
}

}  // namespace
}  // namespace kernel_test
