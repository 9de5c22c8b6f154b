// SPDX-License-Identifier: MIT
// No case measures how long something took; each reading is compared with one before and one after it.
#include <gtest/gtest.h>
#include <sys/time.h>
#include <windows.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <string>

namespace {

std::int64_t nanoseconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

TEST(Time, TickCountIsTheMonotonicClockInMilliseconds) {
  const auto before = static_cast<ULONGLONG>(nanoseconds(CLOCK_MONOTONIC) / 1'000'000);
  const ULONGLONG wide = GetTickCount64();
  const DWORD narrow = GetTickCount();
  const auto after = static_cast<ULONGLONG>(nanoseconds(CLOCK_MONOTONIC) / 1'000'000);
  EXPECT_LE(before, wide);
  EXPECT_LE(wide, after);
  EXPECT_LE(narrow - static_cast<DWORD>(wide), static_cast<DWORD>(after - wide));
}

TEST(Time, PerformanceCounter) {
  LARGE_INTEGER frequency;
  ASSERT_TRUE(QueryPerformanceFrequency(&frequency));
  ASSERT_GT(frequency.QuadPart, 0);
  const LONGLONG length = 1'000'000'000 / frequency.QuadPart;
  const auto before = nanoseconds(CLOCK_MONOTONIC) / length;
  LARGE_INTEGER count;
  ASSERT_TRUE(QueryPerformanceCounter(&count));
  const auto after = nanoseconds(CLOCK_MONOTONIC) / length;
  EXPECT_LE(before, count.QuadPart);
  EXPECT_LE(count.QuadPart, after);
}

TEST(Time, PerformanceCounterNeedsAPointer) {
  SetLastError(0);
  EXPECT_FALSE(QueryPerformanceCounter(nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
  SetLastError(0);
  EXPECT_FALSE(QueryPerformanceFrequency(nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
}

TEST(Time, FileTimeCountsFrom1601) {
  const auto to_file_time = [](std::int64_t unix_time) { return unix_time / 100 + 116'444'736'000'000'000; };
  const auto before = to_file_time(nanoseconds(CLOCK_REALTIME));
  FILETIME time;
  GetSystemTimeAsFileTime(&time);
  const auto after = to_file_time(nanoseconds(CLOCK_REALTIME));
  const auto value = static_cast<std::int64_t>(time.dwHighDateTime) << 32 | time.dwLowDateTime;
  EXPECT_LE(before, value);
  EXPECT_LE(value, after);
}

TEST(Time, LocalTimeIsLocal) {
  const char* old = std::getenv("TZ");
  const std::string saved = old != nullptr ? old : "";
  setenv("TZ", "XYZ-5:30", 1);  // east of Greenwich by five and a half hours
  tzset();
  const std::int64_t before = nanoseconds(CLOCK_REALTIME) / 1'000'000;
  SYSTEMTIME local;
  GetLocalTime(&local);
  const std::int64_t after = nanoseconds(CLOCK_REALTIME) / 1'000'000;
  if (old != nullptr) {
    setenv("TZ", saved.c_str(), 1);
  } else {
    unsetenv("TZ");
  }
  tzset();

  std::tm fields{};
  fields.tm_year = local.wYear - 1900;
  fields.tm_mon = local.wMonth - 1;
  fields.tm_mday = local.wDay;
  fields.tm_hour = local.wHour;
  fields.tm_min = local.wMinute;
  fields.tm_sec = local.wSecond;
  const std::int64_t shifted = timegm(&fields);
  EXPECT_EQ(fields.tm_wday, local.wDayOfWeek);
  EXPECT_LT(local.wMilliseconds, 1000);
  const std::int64_t value = (shifted - (5 * 60 + 30) * 60) * 1000 + local.wMilliseconds;
  EXPECT_LE(before, value);
  EXPECT_LE(value, after);
}

TEST(Time, NullIsIgnored) {
  GetLocalTime(nullptr);
  GetSystemTimeAsFileTime(nullptr);
}

TEST(Time, SleepLastsAtLeastThatLong) {
  const auto before = nanoseconds(CLOCK_MONOTONIC);
  Sleep(20);
  EXPECT_GE(nanoseconds(CLOCK_MONOTONIC) - before, 20'000'000);
  Sleep(0);
}

// A signal handler that returns does not end it.
TEST(Time, SleepIsNotInterrupted) {
  struct sigaction action {};
  struct sigaction old {};
  action.sa_handler = [](int) {};
  sigaction(SIGALRM, &action, &old);
  const itimerval timer{{0, 2000}, {0, 2000}};
  setitimer(ITIMER_REAL, &timer, nullptr);
  const auto before = nanoseconds(CLOCK_MONOTONIC);
  Sleep(30);
  EXPECT_GE(nanoseconds(CLOCK_MONOTONIC) - before, 30'000'000);
  const itimerval off{};
  setitimer(ITIMER_REAL, &off, nullptr);
  sigaction(SIGALRM, &old, nullptr);
}

void sleep_with_alarm() {
  const itimerval timer{{0, 0}, {0, 50000}};
  setitimer(ITIMER_REAL, &timer, nullptr);
  Sleep(INFINITE);
}

TEST(TimeDeathTest, InfiniteSleepNeverReturns) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(sleep_with_alarm(), testing::KilledBySignal(SIGALRM), "");
}

}  // namespace
