// SPDX-License-Identifier: MIT
#include "runtime/socket_table.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <thread>
#include <vector>

#include "fake_sockets.hpp"

namespace wosa::runtime {
namespace {

TEST(SocketTable, OnlyOneOfManyClosesASocket) {
  Counts counts;
  const SOCKET s = bind_new(counts);
  std::atomic<int> winners{0};
  std::atomic<bool> go{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      auto& block = *thread_block();
      while (!go) std::this_thread::yield();
      const Pin held = pin(block, s);
      if (!held) return;
      if (the_runtime.sockets.begin_close(s)) ++winners;
      unpin(block, held);
    });
  }
  go = true;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(winners, 1);
  EXPECT_EQ(counts.releases, 1);
}

TEST(SocketTable, TheThreadInsideReleases) {
  Counts counts;
  const SOCKET s = bind_new(counts);
  auto& block = *thread_block();
  const Pin held = pin(block, s);
  ASSERT_TRUE(held);
  std::thread([s] { close_now(s); }).join();
  EXPECT_EQ(counts.interrupts, 1);
  EXPECT_EQ(counts.releases, 0);
  EXPECT_NE(fcntl(static_cast<int>(s), F_GETFD), -1)
      << "the number must not be given out again while we are inside";
  unpin(block, held);
  EXPECT_EQ(counts.releases, 1);
}

TEST(SocketTable, AsksAgainWhenTheProviderWantsIt) {
  Counts counts;
  counts.ask_again = true;
  const SOCKET s = bind_new(counts);
  auto& block = *thread_block();
  const Pin held = pin(block, s);
  std::thread([s] { close_now(s); }).join();
  EXPECT_GT(counts.interrupts, 1);
  unpin(block, held);
  EXPECT_EQ(counts.releases, 1);
}

TEST(SocketTable, NobodyInsideNobodyInterrupted) {
  Counts counts;
  close_now(bind_new(counts));
  EXPECT_EQ(counts.interrupts, 0);
  EXPECT_EQ(counts.releases, 1);
}

// A program that closes the descriptor of a socket by itself gets the number again from the kernel.
TEST(SocketTable, ADescriptorThatComesBackReplacesTheLostSocket) {
  Counts lost;
  const SOCKET s = bind_new(lost);
  close(static_cast<int>(s));
  const int again = eventfd(0, EFD_CLOEXEC);
  ASSERT_EQ(again, static_cast<int>(s));
  Counts fresh;
  EXPECT_EQ(bind_new(fresh, again), s);
  EXPECT_EQ(lost.releases, 1);
  EXPECT_EQ(lost.lost, 1);
  EXPECT_NE(fcntl(again, F_GETFD), -1) << "the new owner's descriptor stays open";
  close_now(s);
  EXPECT_EQ(fresh.releases, 1);
}

// The descriptors of a fork's child are older than its memory: a slot can tell of a close that was under way
// for a descriptor that is not there.
TEST(SocketTable, ALostSocketWhoseCloseWasUnderWay) {
  Counts lost;
  const SOCKET s = bind_new(lost);
  ASSERT_TRUE(the_runtime.sockets.begin_close(s));
  close(static_cast<int>(s));
  const int again = eventfd(0, EFD_CLOEXEC);
  ASSERT_EQ(again, static_cast<int>(s));
  Counts fresh;
  EXPECT_EQ(bind_new(fresh, again), s);
  EXPECT_EQ(lost.releases, 1);
  EXPECT_EQ(lost.lost, 1);
  EXPECT_NE(fcntl(again, F_GETFD), -1) << "the new owner's descriptor stays open";
  close_now(s);
  EXPECT_EQ(fresh.releases, 1);
}

TEST(SocketTable, ALostSocketWithSomebodyInsideKeepsItsSlot) {
  Counts lost;
  const SOCKET s = bind_new(lost);
  auto& block = *thread_block();
  const Pin held = pin(block, s);
  close(static_cast<int>(s));
  const int again = eventfd(0, EFD_CLOEXEC);
  ASSERT_EQ(again, static_cast<int>(s));
  Counts fresh;
  const SOCKET moved = bind_new(fresh, again);
  EXPECT_NE(moved, s);
  EXPECT_NE(moved, INVALID_SOCKET);
  EXPECT_NE(fcntl(static_cast<int>(moved), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_EQ(lost.releases, 0);
  unpin(block, held);
  EXPECT_EQ(lost.releases, 1);
  close_now(moved);
  EXPECT_EQ(fresh.releases, 1);
}

#if !defined(__SANITIZE_THREAD__)
// The child of a fork has one thread; pins of the parent's others must not keep its sockets open.
TEST(SocketTable, AForkDropsThePinsOfOtherThreads) {
  ASSERT_EQ(prepare_runtime(), 0);
  Counts counts;
  const SOCKET s = bind_new(counts);
  std::atomic<bool> inside{false};
  std::atomic<bool> leave{false};
  std::thread other([&] {
    auto& block = *thread_block();
    const Pin held = pin(block, s);
    inside = true;
    while (!leave) std::this_thread::yield();
    unpin(block, held);
  });
  while (!inside) std::this_thread::yield();
  const pid_t child = fork();
  if (child == 0) {
    close_now(s);
    _exit(counts.releases == 1 && counts.interrupts == 0 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  leave = true;
  other.join();
  close_now(s);
}
#endif

}  // namespace
}  // namespace wosa::runtime
