// SPDX-License-Identifier: MIT
#include "runtime/scheduler.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace wosa::runtime {
namespace {

TEST(Scheduler, TimeDoesNotGoBack) {
  const auto before = scheduler().lpNow();
  sleep_for(1'000'000);
  EXPECT_GE(scheduler().lpNow() - before, 1'000'000);
}

TEST(Scheduler, AWaitOnAnotherValueReturnsAtOnce) {
  const std::uint32_t word = 1;
  EXPECT_EQ(scheduler().lpWait(&word, 0, -1), EAGAIN);
}

TEST(Scheduler, AWaitEndsAfterItsTime) {
  const std::uint32_t word = 0;
  const auto before = scheduler().lpNow();
  int result = 0;
  while (result == 0) result = scheduler().lpWait(&word, 0, 2'000'000);
  EXPECT_EQ(result, ETIMEDOUT);
  EXPECT_GE(scheduler().lpNow() - before, 2'000'000);
}

TEST(Scheduler, StartsThreadsThatWakeWaiters) {
  static std::atomic<std::uint32_t> word{0};
  WOSA_THREAD* thread = nullptr;
  ASSERT_EQ(scheduler().lpStartThread(
                [](void* argument) {
                  static_cast<std::atomic<std::uint32_t>*>(argument)->store(1);
                  scheduler().lpWake(reinterpret_cast<std::uint32_t*>(argument), 1);
                },
                &word, &thread),
            0);
  while (word.load() == 0) scheduler().lpWait(reinterpret_cast<const std::uint32_t*>(&word), 0, -1);
  scheduler().lpJoinThread(thread);
  EXPECT_EQ(word.load(), 1U);
}

TEST(Scheduler, PollsDescriptors) {
  const int descriptor = eventfd(0, EFD_CLOEXEC);
  pollfd one{descriptor, POLLIN, 0};
  int ready = -1;
  EXPECT_EQ(scheduler().lpPoll(&one, 1, 1'000'000, &ready), 0);
  EXPECT_EQ(ready, 0);
  eventfd_write(descriptor, 1);
  EXPECT_EQ(scheduler().lpPoll(&one, 1, -1, &ready), 0);
  EXPECT_EQ(ready, 1);
  EXPECT_EQ(one.revents, POLLIN);
  close(descriptor);
}

TEST(Scheduler, LeavesErrnoAlone) {
  errno = EXDEV;
  const std::uint32_t word = 1;
  scheduler().lpWait(&word, 0, 0);
  int ready = 0;
  EXPECT_EQ(scheduler().lpPoll(nullptr, 1, 0, &ready), EFAULT);
  EXPECT_EQ(errno, EXDEV);
}

}  // namespace
}  // namespace wosa::runtime
