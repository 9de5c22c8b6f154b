// SPDX-License-Identifier: MIT
// The child of a fork has copies of the objects, one thread, and nobody who waits.
#include <sys/wait.h>
#include <unistd.h>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

// Exit status of a child that runs `body`; 0 is what it should answer.
template <typename Body>
int in_child(Body&& body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  int status = -1;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status)) << status;
  return WEXITSTATUS(status);
}

#define STEP(number, condition) \
  if (!(condition)) return number

TEST(KernelFork, HandlesStayValidAndAreCopies) {
  const Handle event = auto_event(), count = semaphore(1, 2);
  EXPECT_EQ(in_child([&] {
              STEP(1, poll(event) == DWORD{WAIT_TIMEOUT});
              STEP(2, SetEvent(event) && poll(event) == WAIT_OBJECT_0);
              STEP(3, poll(count) == WAIT_OBJECT_0);
              SetEvent(event);
              STEP(4, CloseHandle(event) && !SetEvent(event));
              return 0;
            }),
            0);
  EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(poll(count), WAIT_OBJECT_0);
}

TEST(KernelFork, WaitersOfTheParentAreGone) {
  const Handle event = auto_event(), other = auto_event();
  Blocked one([&] { return WaitForSingleObject(event, INFINITE); });
  one.await_sleep();
  Blocked all([&] { return wait_all({event, other}, INFINITE); });
  all.await_sleep();
  EXPECT_EQ(in_child([&] {
              SetEvent(event);
              STEP(1, poll(event) == WAIT_OBJECT_0);
              SetEvent(event);
              SetEvent(other);
              STEP(2, wait_all({event, other}, 0) == WAIT_OBJECT_0);
              STEP(3, WaitForSingleObject(event, 5) == DWORD{WAIT_TIMEOUT});
              return 0;
            }),
            0);
  SetEvent(event);
  EXPECT_EQ(one.result(), WAIT_OBJECT_0);
  SetEvent(other);
  SetEvent(event);
  EXPECT_EQ(all.result(), WAIT_OBJECT_0);
}

TEST(KernelFork, MutexesOfOtherThreadsAreAbandonedOwnOnesKept) {
  const Handle own = mutex(true), others = mutex(), taken = auto_event(), end = auto_event();
  std::thread owner([&] {
    WaitForSingleObject(others, INFINITE);
    SetEvent(taken);
    WaitForSingleObject(end, INFINITE);
    EXPECT_TRUE(ReleaseMutex(others));
  });
  WaitForSingleObject(taken, INFINITE);
  EXPECT_EQ(in_child([&] {
              STEP(1, poll(others) == WAIT_ABANDONED);
              STEP(2, ReleaseMutex(others));
              STEP(3, ReleaseMutex(own));
              STEP(4, !ReleaseMutex(own));
              return 0;
            }),
            0);
  SetEvent(end);
  owner.join();
  EXPECT_TRUE(ReleaseMutex(own));
}

TEST(KernelFork, OtherThreadsHaveEnded) {
  const Handle end = auto_event();
  const Handle thread(CreateThread(
      nullptr, 0, [](void* event) -> DWORD { return WaitForSingleObject(event, INFINITE); }, end, 0,
      nullptr));
  EXPECT_EQ(in_child([&] {
              STEP(1, poll(thread) == WAIT_OBJECT_0);
              STEP(2, QueueUserAPC([](ULONG_PTR) {}, thread, 0) == 0);
              STEP(3, poll(GetCurrentThread()) == DWORD{WAIT_TIMEOUT});
              return 0;
            }),
            0);
  SetEvent(end);
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
}

TEST(KernelFork, TheChildsOwnCallsRun) {
  static int ran = 0;
  ran = 0;
  QueueUserAPC([](ULONG_PTR) { ++ran; }, GetCurrentThread(), 0);
  EXPECT_EQ(in_child([&] {
              QueueUserAPC([](ULONG_PTR) { ++ran; }, GetCurrentThread(), 0);
              STEP(1, SleepEx(INFINITE, TRUE) == WAIT_IO_COMPLETION);
              STEP(2, ran == 2);
              return 0;
            }),
            0);
  EXPECT_EQ(SleepEx(0, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(ran, 1);
}

}  // namespace
}  // namespace kernel_test
