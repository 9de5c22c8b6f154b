// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

thread_local std::vector<ULONG_PTR> ran;

void CALLBACK note(ULONG_PTR data) { ran.push_back(data); }

class Apc : public testing::Test {
 protected:
  Apc() { ran.clear(); }
};

using Ran = std::vector<ULONG_PTR>;

TEST_F(Apc, RunInOrderInAnAlertableWaitOnly) {
  const Handle event = auto_event();
  for (ULONG_PTR i = 1; i <= 3; ++i) EXPECT_NE(QueueUserAPC(&note, GetCurrentThread(), i), 0U);
  EXPECT_EQ(WaitForSingleObject(event, 5), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(SleepEx(1, FALSE), 0U);
  EXPECT_TRUE(ran.empty());
  EXPECT_EQ(WaitForSingleObjectEx(event, INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(ran, (Ran{1, 2, 3}));
  EXPECT_EQ(WaitForSingleObjectEx(event, 0, TRUE), DWORD{WAIT_TIMEOUT}) << "each runs once";
}

TEST_F(Apc, RunWithoutTimeToWait) {
  QueueUserAPC(&note, GetCurrentThread(), 1);
  EXPECT_EQ(SleepEx(0, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(SleepEx(0, TRUE), 0U);
  EXPECT_EQ(SleepEx(5, TRUE), 0U);
  QueueUserAPC(&note, GetCurrentThread(), 2);
  const Handle event = auto_event();
  EXPECT_EQ(wait_any({event}, 0, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(ran, (Ran{1, 2}));
}

TEST_F(Apc, AnObjectThatIsSignalledComesFirst) {
  const Handle event = auto_event(true);
  QueueUserAPC(&note, GetCurrentThread(), 1);
  EXPECT_EQ(WaitForSingleObjectEx(event, INFINITE, TRUE), WAIT_OBJECT_0);
  EXPECT_TRUE(ran.empty());
  EXPECT_EQ(WaitForSingleObjectEx(event, INFINITE, TRUE), WAIT_IO_COMPLETION);
}

TEST_F(Apc, EndsTheWaitOfAnotherThreadAndTakesNothing) {
  const Handle a = auto_event(), b = auto_event();
  HANDLE made = nullptr;
  std::atomic<HANDLE> thread{nullptr};
  Ran in_thread;
  Blocked waiter([&] {
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &made, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
    thread.store(made);
    const DWORD result = wait_any({a, b}, INFINITE, TRUE);
    in_thread = ran;
    return result;
  });
  waiter.await_sleep();
  EXPECT_NE(QueueUserAPC(&note, thread.load(), 5), 0U);
  EXPECT_EQ(waiter.result(), WAIT_IO_COMPLETION);
  EXPECT_EQ(in_thread, (Ran{5}));
  SetEvent(a);
  EXPECT_EQ(poll(a), WAIT_OBJECT_0) << "the wait is linked to nothing any more";
  EXPECT_TRUE(CloseHandle(made));
}

TEST_F(Apc, EndsAWaitForAllToo) {
  const Handle a = auto_event(true), b = auto_event();
  std::atomic<HANDLE> thread{nullptr};
  Blocked waiter([&] {
    HANDLE made = nullptr;
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &made, 0, FALSE, 0);
    thread.store(made);
    return wait_all({a, b}, INFINITE, TRUE);
  });
  waiter.await_sleep();
  QueueUserAPC(&note, thread.load(), 5);
  EXPECT_EQ(waiter.result(), WAIT_IO_COMPLETION);
  EXPECT_EQ(poll(a), WAIT_OBJECT_0);
  EXPECT_TRUE(CloseHandle(thread.load()));
}

TEST_F(Apc, DoesNotEndAWaitThatIsNotAlertable) {
  const Handle event = auto_event();
  std::atomic<HANDLE> thread{nullptr};
  Blocked waiter([&] {
    HANDLE made = nullptr;
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &made, 0, FALSE, 0);
    thread.store(made);
    return WaitForSingleObject(event, INFINITE);
  });
  waiter.await_sleep();
  QueueUserAPC(&note, thread.load(), 5);
  waiter.await_sleep();
  EXPECT_FALSE(waiter.is_done());
  SetEvent(event);
  EXPECT_EQ(waiter.result(), WAIT_OBJECT_0);
  EXPECT_TRUE(CloseHandle(thread.load()));
}

void CALLBACK queue_another(ULONG_PTR data) {
  ran.push_back(data);
  if (data > 1) QueueUserAPC(&queue_another, GetCurrentThread(), data - 1);
}

TEST_F(Apc, OnesThatAreQueuedMeanwhileRunInTheSameWait) {
  QueueUserAPC(&queue_another, GetCurrentThread(), 3);
  EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(ran, (Ran{3, 2, 1}));
}

void CALLBACK wait_inside(ULONG_PTR data) {
  ran.push_back(data);
  const DWORD inner = SleepEx(0, TRUE);
  ran.push_back(data + (inner == WAIT_IO_COMPLETION ? 100 : 200));
}

TEST_F(Apc, OneThatWaitsAlertablyRunsTheOthersItself) {
  QueueUserAPC(&wait_inside, GetCurrentThread(), 1);
  QueueUserAPC(&wait_inside, GetCurrentThread(), 2);
  QueueUserAPC(&note, GetCurrentThread(), 3);
  EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(ran, (Ran{1, 2, 3, 102, 101}));
}

TEST_F(Apc, OnesQueuedBeforeAThreadBeginsRunFirst) {
  static std::atomic<int> order{0};
  static std::atomic<int> apc_at{0};
  static std::atomic<int> begin_at{0};
  order = apc_at = begin_at = 0;
  // The race is the program's; whichever way it goes the APC runs, in the thread's first alertable wait at
  // the latest.
  const Handle thread(CreateThread(
      nullptr, 0,
      [](void*) -> DWORD {
        begin_at = ++order;
        return SleepEx(INFINITE, TRUE);
      },
      nullptr, 0, nullptr));
  while (QueueUserAPC([](ULONG_PTR) { apc_at = ++order; }, thread, 0) != 0 && apc_at.load() == 0 &&
         poll(thread) != WAIT_OBJECT_0) {
    std::this_thread::yield();
  }
  // One that comes while the thread still begins runs before its wait and does not end it.
  while (WaitForSingleObject(thread, 1) == WAIT_TIMEOUT) QueueUserAPC(&note, thread, 0);
  EXPECT_NE(apc_at.load(), 0);
  EXPECT_NE(begin_at.load(), 0);
}

TEST_F(Apc, Errors) {
  const Handle event = auto_event();
  EXPECT_EQ(QueueUserAPC(&note, event, 0), 0U);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_EQ(QueueUserAPC(nullptr, GetCurrentThread(), 0), 0U);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  const Handle thread(CreateThread(
      nullptr, 0, [](void*) -> DWORD { return 0; }, nullptr, 0, nullptr));
  WaitForSingleObject(thread, INFINITE);
  EXPECT_EQ(QueueUserAPC(&note, thread, 0), 0U);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_GEN_FAILURE}) << "the thread has ended";
}

TEST_F(Apc, AThreadThatEndsLosesItsOwn) {
  const Handle thread(CreateThread(
      nullptr, 0,
      [](void*) -> DWORD {
        QueueUserAPC([](ULONG_PTR) { ADD_FAILURE() << "nobody waited"; }, GetCurrentThread(), 0);
        return 0;
      },
      nullptr, 0, nullptr));
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
}

TEST_F(Apc, OneMayEndItsThread) {
  const Handle event = auto_event();
  const Handle thread(CreateThread(
      nullptr, 0,
      [](void* handle) -> DWORD {
        QueueUserAPC([](ULONG_PTR) { ExitThread(9); }, GetCurrentThread(), 0);
        WaitForSingleObjectEx(handle, INFINITE, TRUE);
        return 1;
      },
      event, 0, nullptr));
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
  DWORD code = 0;
  EXPECT_TRUE(GetExitCodeThread(thread, &code));
  EXPECT_EQ(code, 9U);
}

// Several threads queue to one that waits again and again: nothing is lost.
TEST_F(Apc, NoneIsLost) {
  static std::atomic<int> count{0};
  count = 0;
  constexpr int kEach = 2000;
  constexpr int kThreads = 3;
  HANDLE made = nullptr;
  ASSERT_TRUE(DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &made, 0, FALSE,
                              DUPLICATE_SAME_ACCESS));
  const Handle self(made);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < kEach; ++j)
        EXPECT_NE(QueueUserAPC([](ULONG_PTR) { count.fetch_add(1); }, self, 0), 0U);
    });
  }
  while (count.load() < kEach * kThreads) EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(SleepEx(0, TRUE), 0U);
}

}  // namespace
}  // namespace kernel_test
