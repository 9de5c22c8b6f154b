// SPDX-License-Identifier: MIT
// What is no open handle is recognised as none, whatever it is.
#include <sys/eventfd.h>
#include <unistd.h>

#include <random>
#include <set>
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

void expect_refused(HANDLE handle) {
  SetLastError(0);
  EXPECT_FALSE(SetEvent(handle)) << handle;
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  SetLastError(0);
  EXPECT_FALSE(CloseHandle(handle)) << handle;
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  SetLastError(0);
  EXPECT_EQ(WaitForSingleObject(handle, 0), WAIT_FAILED) << handle;
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(KernelHandle, IsNoneOfTheValuesWithAMeaning) {
  const Handle event = auto_event();
  const auto value = reinterpret_cast<std::intptr_t>(static_cast<HANDLE>(event));
  EXPECT_NE(static_cast<HANDLE>(event), INVALID_HANDLE_VALUE);
  EXPECT_GT(value, INT32_MAX) << "no descriptor";
  EXPECT_EQ(value % 4, 0) << "the two lowest bits are the program's";
}

TEST(KernelHandle, TheTwoLowestBitsAreIgnored) {
  const Handle event = auto_event();
  const auto value = reinterpret_cast<std::uintptr_t>(static_cast<HANDLE>(event));
  EXPECT_TRUE(SetEvent(reinterpret_cast<HANDLE>(value | 1)));
  EXPECT_EQ(poll(reinterpret_cast<HANDLE>(value | 2)), WAIT_OBJECT_0);
}

TEST(KernelHandle, DescriptorsAndAddressesAreNone) {
  int local = 0;
  const int descriptor = eventfd(0, 0);
  expect_refused(reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(descriptor)));
  close(descriptor);
  expect_refused(nullptr);
  expect_refused(&local);
  expect_refused(GetProcessHeap());
  expect_refused(static_cast<HANDLE>(GetModuleHandleA("ws2_32")));
  for (std::intptr_t i = 0; i < 5000; ++i) expect_refused(reinterpret_cast<HANDLE>(i));
  for (std::intptr_t i = -3; i > -100; --i) expect_refused(reinterpret_cast<HANDLE>(i));
}

TEST(KernelHandle, RandomValuesAreNone) {
  const Handle event = auto_event();
  const auto base = reinterpret_cast<std::uint64_t>(static_cast<HANDLE>(event));
  std::mt19937_64 random(4711);
  for (int i = 0; i < 20'000; ++i) {
    expect_refused(reinterpret_cast<HANDLE>(random() & ~(std::uint64_t{0xFF} << 56)));
    // The right mark with any slot, in a generation that was not reached.
    const auto guess = (base & std::uint64_t{0xFF} << 56) | (random() >> 8 | std::uint64_t{1} << 55);
    expect_refused(reinterpret_cast<HANDLE>(guess));
  }
}

TEST(KernelHandle, AClosedOneNeverComesBack) {
  std::set<HANDLE> closed;
  for (int i = 0; i < 5000; ++i) {
    Handle event = auto_event();
    EXPECT_TRUE(closed.insert(static_cast<HANDLE>(event)).second);
    event.close();
  }
  const Handle alive[3] = {auto_event(), auto_event(), auto_event()};
  for (HANDLE handle : closed) expect_refused(handle);
  for (const auto& event : alive) EXPECT_EQ(poll(event), DWORD{WAIT_TIMEOUT}) << "nobody set it";
}

TEST(KernelHandle, PseudoHandlesNeedNotBeClosed) {
  EXPECT_EQ(GetCurrentThread(), reinterpret_cast<HANDLE>(LONG_PTR{-2}));
  EXPECT_EQ(GetCurrentProcess(), reinterpret_cast<HANDLE>(LONG_PTR{-1}));
  EXPECT_TRUE(CloseHandle(GetCurrentThread()));
  EXPECT_TRUE(CloseHandle(GetCurrentProcess()));
  EXPECT_EQ(poll(GetCurrentThread()), DWORD{WAIT_TIMEOUT});
  EXPECT_EQ(poll(GetCurrentProcess()), DWORD{WAIT_TIMEOUT});
}

// Of several threads that close the same handle one succeeds.
TEST(KernelHandle, IsClosedOnce) {
  for (int round = 0; round < 200; ++round) {
    HANDLE event = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    std::atomic<int> closed{0};
    std::atomic<bool> go{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        while (!go.load()) std::this_thread::yield();
        if (CloseHandle(event) != FALSE) closed.fetch_add(1);
      });
    }
    go.store(true);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(closed.load(), 1);
  }
}

}  // namespace
}  // namespace kernel_test
