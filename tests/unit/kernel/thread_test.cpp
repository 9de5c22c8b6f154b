// SPDX-License-Identifier: MIT
#include <process.h>
#include <sys/resource.h>

#include <cerrno>
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

DWORD exit_code(HANDLE thread) {
  DWORD code = 0;
  EXPECT_TRUE(GetExitCodeThread(thread, &code)) << GetLastError();
  return code;
}

TEST(Thread, IsSignalledWhenItHasEndedAndHasAnExitCode) {
  const Handle go = auto_event();
  const Handle thread(CreateThread(
      nullptr, 0,
      [](void* event) -> DWORD {
        WaitForSingleObject(event, INFINITE);
        return 42;
      },
      go, 0, nullptr));
  EXPECT_EQ(poll(thread), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(exit_code(thread), STILL_ACTIVE);
  SetEvent(go);
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
  EXPECT_EQ(poll(thread), WAIT_OBJECT_0) << "and stays so";
  EXPECT_EQ(exit_code(thread), 42U);
}

TEST(Thread, ItsIdIsTheOneItSees) {
  DWORD id = 0;
  std::atomic<DWORD> seen{0};
  const Handle thread(CreateThread(
      nullptr, 0,
      [](void* place) -> DWORD {
        static_cast<std::atomic<DWORD>*>(place)->store(GetCurrentThreadId());
        return 0;
      },
      &seen, 0, &id));
  WaitForSingleObject(thread, INFINITE);
  EXPECT_EQ(id, seen.load());
  EXPECT_NE(id, GetCurrentThreadId());
}

TEST(Thread, ExitThreadRunsDestructors) {
  static std::atomic<bool> destroyed{false};
  destroyed = false;
  struct Local {
    ~Local() { destroyed = true; }
  };
  const Handle thread(CreateThread(
      nullptr, 0,
      [](void*) -> DWORD {
        const Local local;
        ExitThread(5);
      },
      nullptr, 0, nullptr));
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
  EXPECT_EQ(exit_code(thread), 5U);
  EXPECT_TRUE(destroyed.load());
}

TEST(Thread, TheCLibrarysNames) {
  unsigned id = 0;
  const Handle thread(reinterpret_cast<HANDLE>(_beginthreadex(
      nullptr, 0, [](void*) -> unsigned { _endthreadex(6); }, nullptr, 0, &id)));
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
  EXPECT_EQ(exit_code(thread), 6U);
  EXPECT_NE(id, 0U);
  errno = 0;
  EXPECT_EQ(_beginthreadex(nullptr, 0, nullptr, nullptr, 0, nullptr), 0U);
  EXPECT_EQ(errno, EINVAL);
}

TEST(Thread, RunsWithoutItsHandle) {
  const Handle done = auto_event();
  Handle thread(CreateThread(
      nullptr, 1 << 16,
      [](void* event) -> DWORD {
        SetEvent(event);
        return 0;
      },
      done, STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr));
  thread.close();
  EXPECT_EQ(WaitForSingleObject(done, INFINITE), WAIT_OBJECT_0);
}

TEST(Thread, ThreadsOfOtherLibrariesAreOnesToo) {
  HANDLE made = nullptr;
  std::thread other([&] {
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &made, 0, FALSE, 0);
  });
  other.join();
  const Handle thread(made);
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
  EXPECT_EQ(exit_code(thread), 0U);
}

TEST(Thread, SeveralAreWaitedForTogether) {
  std::vector<Handle> threads;
  std::vector<HANDLE> handles;
  for (std::intptr_t i = 0; i < 20; ++i) {
    threads.emplace_back(CreateThread(
        nullptr, 0,
        [](void* number) -> DWORD { return static_cast<DWORD>(reinterpret_cast<std::intptr_t>(number)); },
        reinterpret_cast<void*>(i), 0, nullptr));
    handles.push_back(threads.back());
  }
  EXPECT_EQ(WaitForMultipleObjects(20, handles.data(), TRUE, INFINITE), WAIT_OBJECT_0);
  for (DWORD i = 0; i < 20; ++i) EXPECT_EQ(exit_code(handles[i]), i);
}

TEST(Thread, PriorityIsTheNiceValue) {
  std::thread([] {
    EXPECT_TRUE(SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL));
    EXPECT_EQ(getpriority(PRIO_PROCESS, GetCurrentThreadId()), 5);
    EXPECT_TRUE(SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_IDLE));
    EXPECT_EQ(getpriority(PRIO_PROCESS, GetCurrentThreadId()), 19);
  }).join();
  EXPECT_FALSE(SetThreadPriority(GetCurrentThread(), 3));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  const Handle event = auto_event();
  EXPECT_FALSE(SetThreadPriority(event, THREAD_PRIORITY_NORMAL));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  const Handle thread(CreateThread(
      nullptr, 0, [](void*) -> DWORD { return 0; }, nullptr, 0, nullptr));
  WaitForSingleObject(thread, INFINITE);
  EXPECT_FALSE(SetThreadPriority(thread, THREAD_PRIORITY_LOWEST));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_GEN_FAILURE});
}

TEST(Thread, Errors) {
  EXPECT_EQ(CreateThread(nullptr, 0, nullptr, nullptr, 0, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  const auto routine = [](void*) -> DWORD { return 0; };
  EXPECT_EQ(CreateThread(nullptr, 0, routine, nullptr, CREATE_SUSPENDED, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
  EXPECT_EQ(CreateThread(nullptr, 0, routine, nullptr, 0, reinterpret_cast<LPDWORD>(8)), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
  DWORD code = 0;
  EXPECT_FALSE(GetExitCodeThread(auto_event(), &code));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_FALSE(GetExitCodeThread(GetCurrentThread(), nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
}

}  // namespace
}  // namespace kernel_test
