// SPDX-License-Identifier: MIT
#include "kernel/timer.hpp"

#include <algorithm>

#include "runtime/file_time.hpp"
#include "runtime/scheduler.hpp"
#include "synchapi.h"
#include "win32/named_objects.hpp"
#include "wosa/spi/user_memory.hpp"

namespace {

using wosa::kernel::Timer;
using wosa::runtime::fail;

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kStep = 100;

// A hundred years: beyond any use, and sums with it do not overflow.
constexpr std::int64_t kLongest = 100LL * 366 * 24 * 3600 * 1'000'000'000;

template <typename Character>
HANDLE create(const Character* name, BOOL manual_reset, wosa::runtime::CallName call) {
  return wosa::runtime::create_object(
      name, [=] { return new (std::nothrow) Timer(manual_reset != FALSE); }, call);
}

// The moment of the scheduler's clock that a due time means.
std::int64_t moment_of(LONGLONG due) noexcept {
  std::int64_t left = 0;
  if (due <= 0) {
    left = due < -kLongest / kStep ? kLongest : -due * kStep;
  } else {
    const auto steps = due - static_cast<LONGLONG>(wosa::runtime::file_time(wosa::runtime::wall_clock()));
    left = std::clamp<std::int64_t>(steps, 0, kLongest / kStep) * kStep;
  }
  return wosa::kernel::now() + left;
}

}  // namespace

HANDLE WINAPI CreateWaitableTimerA(LPSECURITY_ATTRIBUTES, BOOL bManualReset, LPCSTR lpTimerName) {
  return create(lpTimerName, bManualReset, {__func__});
}

HANDLE WINAPI CreateWaitableTimerW(LPSECURITY_ATTRIBUTES, BOOL bManualReset, LPCWSTR lpTimerName) {
  return create(lpTimerName, bManualReset, {__func__});
}

BOOL WINAPI SetWaitableTimer(HANDLE hTimer, const LARGE_INTEGER* lpDueTime, LONG lPeriod,
                             PTIMERAPCROUTINE pfnCompletionRoutine, LPVOID lpArgToCompletionRoutine,
                             BOOL fResume) {
  const auto reference = wosa::kernel::handle_table.find(hTimer);
  auto* timer = reference.as<Timer>();
  if (timer == nullptr) return fail(ERROR_INVALID_HANDLE, FALSE);
  if (lpDueTime == nullptr || lPeriod < 0) return fail(ERROR_INVALID_PARAMETER, FALSE);
  if (!wosa::spi::plausible(lpDueTime, sizeof *lpDueTime)) return fail(ERROR_NOACCESS, FALSE);
  const auto due = moment_of(lpDueTime->QuadPart);
  const auto period = lPeriod * kMillisecond;
  if (pfnCompletionRoutine == nullptr) {
    timer->set(due, period, false);
  } else if (!wosa::kernel::set_timer_with_call(*timer, due, period, pfnCompletionRoutine,
                                                lpArgToCompletionRoutine)) {
    return fail(ERROR_NOT_ENOUGH_MEMORY, FALSE);
  }
  wosa::runtime::last_error = fResume != FALSE ? ERROR_NOT_SUPPORTED : ERROR_SUCCESS;
  return TRUE;
}

BOOL WINAPI CancelWaitableTimer(HANDLE hTimer) {
  const auto reference = wosa::kernel::handle_table.find(hTimer);
  auto* timer = reference.as<Timer>();
  if (timer == nullptr) return fail(ERROR_INVALID_HANDLE, FALSE);
  timer->cancel();
  return TRUE;
}
