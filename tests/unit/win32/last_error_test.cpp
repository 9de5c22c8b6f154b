// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <winsock2.h>

#include <thread>

TEST(LastError, IsWhatWasSet) {
  SetLastError(ERROR_INVALID_PARAMETER);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  SetLastError(0xFFFFFFFF);
  EXPECT_EQ(GetLastError(), 0xFFFFFFFFU);
}

TEST(LastError, SharesItsSlotWithWinsock) {
  SetLastError(WSAECONNRESET);
  EXPECT_EQ(WSAGetLastError(), WSAECONNRESET);
  WSASetLastError(WSAEINTR);
  EXPECT_EQ(GetLastError(), DWORD{WSAEINTR});
}

TEST(LastError, IsTheThreadsOwn) {
  SetLastError(1);
  DWORD other = 99;
  std::thread([&] {
    other = GetLastError();
    SetLastError(2);
  }).join();
  EXPECT_EQ(other, 0U);
  EXPECT_EQ(GetLastError(), 1U);
}
