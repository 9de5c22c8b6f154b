// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <unistd.h>
#include <windows.h>

#include <csignal>
#include <cstdio>
#include <thread>

namespace {

TEST(Process, Ids) {
  EXPECT_EQ(GetCurrentProcessId(), static_cast<DWORD>(getpid()));
  EXPECT_EQ(GetCurrentThreadId(), static_cast<DWORD>(gettid()));
  DWORD other = 0;
  std::thread([&] { other = GetCurrentThreadId(); }).join();
  EXPECT_NE(other, 0U);
  EXPECT_NE(other, GetCurrentThreadId());
}

TEST(ProcessDeathTest, ExitProcessGivesTheStatusAndRunsExitHandlers) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        std::atexit([] { std::fputs("handler ran", stderr); });
        ExitProcess(7);
      },
      testing::ExitedWithCode(7), "handler ran");
  EXPECT_EXIT(ExitProcess(0x1FF), testing::ExitedWithCode(0xFF), "");
}

TEST(ProcessDeathTest, DebugBreakRaisesSigtrap) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(DebugBreak(), testing::KilledBySignal(SIGTRAP), "");
}

}  // namespace
