// SPDX-License-Identifier: MIT
// Clocks and Sleep, all through the scheduler.
#include <ctime>

#include "profileapi.h"
#include "runtime/file_time.hpp"
#include "runtime/scheduler.hpp"
#include "synchapi.h"
#include "sysinfoapi.h"
#include "win32/guard.hpp"

namespace {

using wosa::runtime::fail;
using wosa::runtime::scheduler;

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kSecond = 1'000'000'000;

// The counter steps as that of Windows 10 does. A finer one would overflow the usual `count * 1000000 /
// frequency` within hours of the system's start.
constexpr std::int64_t kNanosecondsPerCount = 100;

}  // namespace

DWORD WINAPI GetTickCount(void) { return static_cast<DWORD>(GetTickCount64()); }

ULONGLONG WINAPI GetTickCount64(void) { return static_cast<ULONGLONG>(scheduler().lpNow() / kMillisecond); }

BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER* lpPerformanceCount) {
  if (lpPerformanceCount == nullptr) return fail(ERROR_NOACCESS, FALSE);
  lpPerformanceCount->QuadPart = scheduler().lpNow() / kNanosecondsPerCount;
  return TRUE;
}

BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER* lpFrequency) {
  if (lpFrequency == nullptr) return fail(ERROR_NOACCESS, FALSE);
  lpFrequency->QuadPart = kSecond / kNanosecondsPerCount;
  return TRUE;
}

VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime) {
  if (lpSystemTimeAsFileTime == nullptr) return;
  const auto time = wosa::runtime::file_time(wosa::runtime::wall_clock());
  lpSystemTimeAsFileTime->dwLowDateTime = static_cast<DWORD>(time);
  lpSystemTimeAsFileTime->dwHighDateTime = static_cast<DWORD>(time >> 32);
}

VOID WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime) {
  if (lpSystemTime == nullptr) return;
  const std::int64_t now = wosa::runtime::wall_clock();
  const auto seconds = static_cast<std::time_t>(now / kSecond);
  std::tm local{};
  if (localtime_r(&seconds, &local) == nullptr) return;
  lpSystemTime->wYear = static_cast<WORD>(local.tm_year + 1900);
  lpSystemTime->wMonth = static_cast<WORD>(local.tm_mon + 1);
  lpSystemTime->wDayOfWeek = static_cast<WORD>(local.tm_wday);
  lpSystemTime->wDay = static_cast<WORD>(local.tm_mday);
  lpSystemTime->wHour = static_cast<WORD>(local.tm_hour);
  lpSystemTime->wMinute = static_cast<WORD>(local.tm_min);
  lpSystemTime->wSecond = static_cast<WORD>(local.tm_sec);
  lpSystemTime->wMilliseconds = static_cast<WORD>(now % kSecond / kMillisecond);
}

VOID WINAPI Sleep(DWORD dwMilliseconds) {
  wosa::runtime::sleep_for(dwMilliseconds == INFINITE ? -1 : std::int64_t{dwMilliseconds} * kMillisecond);
}
