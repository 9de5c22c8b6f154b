// SPDX-License-Identifier: MIT
// Timers are set to a few milliseconds; what is asserted is what happened, and never that it happened soon.
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

constexpr LONGLONG kMillisecond = 10'000;  // in steps of 100 ns

Handle timer(bool manual_reset) {
  return Handle(CreateWaitableTimerA(nullptr, manual_reset ? TRUE : FALSE, nullptr));
}

void set(HANDLE handle, LONGLONG due, LONG period = 0, PTIMERAPCROUTINE routine = nullptr,
         void* argument = nullptr) {
  LARGE_INTEGER time;
  time.QuadPart = due;
  EXPECT_TRUE(SetWaitableTimer(handle, &time, period, routine, argument, FALSE)) << GetLastError();
}

LONGLONG file_time() {
  FILETIME time;
  GetSystemTimeAsFileTime(&time);
  return static_cast<LONGLONG>(ULONGLONG{time.dwHighDateTime} << 32 | time.dwLowDateTime);
}

TEST(WaitableTimer, IsNotSignalledBeforeItIsSetAndDue) {
  const Handle handle = timer(true);
  EXPECT_EQ(poll(handle), DWORD{WAIT_TIMEOUT});
  set(handle, -3600 * 1000 * kMillisecond);
  EXPECT_EQ(poll(handle), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(WaitForSingleObject(handle, 5), DWORD{WAIT_TIMEOUT});
  set(handle, -2 * kMillisecond);
  EXPECT_EQ(WaitForSingleObject(handle, INFINITE), WAIT_OBJECT_0);
}

TEST(WaitableTimer, AManualResetTimerStaysSignalledUntilItIsSet) {
  const Handle handle = timer(true);
  set(handle, 0);
  EXPECT_EQ(poll(handle), WAIT_OBJECT_0);
  EXPECT_EQ(poll(handle), WAIT_OBJECT_0);
  set(handle, -3600 * 1000 * kMillisecond);
  EXPECT_EQ(poll(handle), DWORD{WAIT_TIMEOUT});
}

TEST(WaitableTimer, ASynchronizationTimerSatisfiesOneWait) {
  const Handle handle = timer(false);
  set(handle, 0);
  EXPECT_EQ(poll(handle), WAIT_OBJECT_0);
  EXPECT_EQ(poll(handle), DWORD{WAIT_TIMEOUT});
}

TEST(WaitableTimer, APeriodicOneIsDueAgainAndAgain) {
  const Handle handle = timer(false);
  set(handle, -kMillisecond, 2);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(WaitForSingleObject(handle, INFINITE), WAIT_OBJECT_0);
  EXPECT_TRUE(CancelWaitableTimer(handle));
  poll(handle);
  EXPECT_EQ(WaitForSingleObject(handle, 10), DWORD{WAIT_TIMEOUT});
}

TEST(WaitableTimer, TakesAnAbsoluteTime) {
  const Handle handle = timer(false);
  set(handle, file_time() - kMillisecond);
  EXPECT_EQ(poll(handle), WAIT_OBJECT_0) << "in the past";
  const LONGLONG due = file_time() + 5 * kMillisecond;
  set(handle, due);
  EXPECT_EQ(WaitForSingleObject(handle, INFINITE), WAIT_OBJECT_0);
  EXPECT_GE(file_time() + kMillisecond, due);
}

TEST(WaitableTimer, CancellingLeavesTheSignal) {
  const Handle handle = timer(true);
  set(handle, 0);
  EXPECT_EQ(poll(handle), WAIT_OBJECT_0);
  EXPECT_TRUE(CancelWaitableTimer(handle));
  EXPECT_EQ(poll(handle), WAIT_OBJECT_0);
}

TEST(WaitableTimer, WhoeverWaitsHearsThatItIsSetAnew) {
  const Handle handle = timer(true);
  Blocked unset([&] { return WaitForSingleObject(handle, INFINITE); });
  unset.await_sleep();
  set(handle, -3600 * 1000 * kMillisecond);
  unset.await_sleep();
  EXPECT_FALSE(unset.is_done());
  set(handle, -kMillisecond);
  EXPECT_EQ(unset.result(), WAIT_OBJECT_0);
}

TEST(WaitableTimer, TakesPartInWaitsForSeveral) {
  const Handle handle = timer(false), event = auto_event();
  set(handle, -2 * kMillisecond);
  EXPECT_EQ(wait_any({event, handle}, INFINITE), WAIT_OBJECT_0 + 1);
  set(handle, -2 * kMillisecond);
  EXPECT_EQ(wait_all({event, handle}, 10), DWORD{WAIT_TIMEOUT});
  SetEvent(event);
  EXPECT_EQ(wait_all({event, handle}, INFINITE), WAIT_OBJECT_0);
  set(handle, -2 * kMillisecond);
  SetEvent(event);
  EXPECT_EQ(wait_all({event, handle}, INFINITE), WAIT_OBJECT_0) << "the timer comes last";
}

TEST(WaitableTimer, OneOfSeveralWaitersIsReleased) {
  const Handle handle = timer(false);
  Blocked first([&] { return WaitForSingleObject(handle, INFINITE); });
  first.await_sleep();
  Blocked second([&] { return WaitForSingleObject(handle, INFINITE); });
  second.await_sleep();
  set(handle, -kMillisecond);
  EXPECT_EQ(first.result(), WAIT_OBJECT_0);
  EXPECT_FALSE(second.is_done());
  set(handle, -kMillisecond);
  EXPECT_EQ(second.result(), WAIT_OBJECT_0);
}

std::vector<LONGLONG> calls;

void CALLBACK note(LPVOID argument, DWORD low, DWORD high) {
  EXPECT_EQ(argument, &calls);
  calls.push_back(static_cast<LONGLONG>(ULONGLONG{high} << 32 | low));
}

TEST(WaitableTimer, ItsRoutineRunsInAnAlertableWaitOfTheThread) {
  calls.clear();
  const Handle handle = timer(false);
  const LONGLONG before = file_time();
  set(handle, -2 * kMillisecond, 0, &note, &calls);
  EXPECT_EQ(WaitForSingleObject(handle, INFINITE), WAIT_OBJECT_0) << "not alertable";
  EXPECT_TRUE(calls.empty());
  EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_GE(calls[0] + kMillisecond, before);
  EXPECT_LE(calls[0], file_time() + kMillisecond);
  EXPECT_EQ(SleepEx(0, TRUE), 0U);
}

TEST(WaitableTimer, ItsRoutineEndsAnAlertableWait) {
  calls.clear();
  const Handle handle = timer(true), never = auto_event();
  set(handle, -2 * kMillisecond, 2, &note, &calls);
  for (std::size_t i = 1; i <= 3; ++i) {
    EXPECT_EQ(WaitForSingleObjectEx(never, INFINITE, TRUE), WAIT_IO_COMPLETION);
    EXPECT_EQ(calls.size(), i);
  }
  EXPECT_TRUE(CancelWaitableTimer(handle));
  EXPECT_EQ(SleepEx(10, TRUE), 0U);
  EXPECT_EQ(calls.size(), 3U);
}

TEST(WaitableTimer, SettingItAnewForgetsARoutineThatHasNotRun) {
  calls.clear();
  const Handle handle = timer(false);
  set(handle, 0, 0, &note, &calls);
  EXPECT_EQ(poll(handle), WAIT_OBJECT_0);
  set(handle, 0);
  EXPECT_EQ(SleepEx(5, TRUE), 0U);
  set(handle, 0, 0, &note, &calls);
  set(handle, 0, 0, &note, &calls);
  EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(calls.size(), 1U);
}

TEST(WaitableTimer, EndsWithTheThreadWhoseRoutineItCalls) {
  const Handle handle = timer(true);
  std::thread([&] { set(handle, -500 * kMillisecond, 0, &note, &calls); }).join();
  EXPECT_EQ(WaitForSingleObject(handle, 700), DWORD{WAIT_TIMEOUT});
  std::thread([&] { set(handle, -kMillisecond); }).join();
  EXPECT_EQ(WaitForSingleObject(handle, INFINITE), WAIT_OBJECT_0) << "without a routine it goes on";
}

TEST(WaitableTimer, MayBeClosedWhileItsRoutineIsDue) {
  calls.clear();
  Handle handle = timer(false);
  set(handle, 0, 0, &note, &calls);
  handle.close();
  EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(calls.size(), 1U);
}

TEST(WaitableTimer, Errors) {
  const Handle handle = timer(false), event = auto_event();
  LARGE_INTEGER due;
  due.QuadPart = MINLONG * LONGLONG{1'000'000'000};
  EXPECT_TRUE(SetWaitableTimer(handle, &due, 0, nullptr, nullptr, TRUE));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED}) << "nothing is woken by it";
  due.QuadPart = INT64_MAX;
  EXPECT_TRUE(SetWaitableTimer(handle, &due, 0, nullptr, nullptr, FALSE));
  EXPECT_EQ(poll(handle), DWORD{WAIT_TIMEOUT});
  EXPECT_FALSE(SetWaitableTimer(handle, &due, -1, nullptr, nullptr, FALSE));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(SetWaitableTimer(handle, nullptr, 0, nullptr, nullptr, FALSE));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(SetWaitableTimer(event, &due, 0, nullptr, nullptr, FALSE));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_FALSE(CancelWaitableTimer(event));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

}  // namespace
}  // namespace kernel_test
