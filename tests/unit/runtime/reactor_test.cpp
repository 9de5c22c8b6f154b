// SPDX-License-Identifier: MIT

// The reactor over real descriptors: what is told, how often, and when it ends. That nothing more is told is
// shown by something that comes after it on the same thread.

#include "runtime/reactor.hpp"

#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "runtime/runtime.hpp"
#include "runtime/scheduler.hpp"

namespace wosa::runtime {
namespace {

constexpr short kIn = EPOLLIN;
constexpr short kOut = EPOLLOUT;

// What a routine was told. Its lock is a leaf.
struct Told {
  std::mutex lock;
  std::condition_variable changed;
  int calls = 0;
  int events = 0;

  static void routine(void* context, short events) {
    auto& told = *static_cast<Told*>(context);
    const std::lock_guard guard(told.lock);
    ++told.calls;
    told.events |= static_cast<unsigned short>(events);
    told.changed.notify_all();
  }
  void wait_for(int count) {
    std::unique_lock guard(lock);
    changed.wait(guard, [&] { return calls >= count; });
  }
  int so_far() {
    const std::lock_guard guard(lock);
    return calls;
  }
};

struct SocketPair {
  SocketPair() { EXPECT_EQ(0, ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends)); }
  ~SocketPair() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  void write(int end) { EXPECT_EQ(1, ::send(ends[end], "x", 1, MSG_NOSIGNAL)); }
  void read(int end) {
    char byte;
    EXPECT_EQ(1, ::recv(ends[end], &byte, 1, 0));
  }
  void close(int end) {
    ::close(ends[end]);
    ends[end] = -1;
  }
  int ends[2] = {-1, -1};
};

WOSA_WATCH* watch(int descriptor, short events, Told& told) {
  WOSA_WATCH* made = nullptr;
  EXPECT_EQ(0, the_reactor.watch(descriptor, events, &Told::routine, &told, &made));
  return made;
}

// Everything that had happened before was told.
void pass_the_reactor() {
  SocketPair pair;
  Told told;
  WOSA_WATCH* made = watch(pair.ends[0], kIn, told);
  pair.write(1);
  told.wait_for(1);
  the_reactor.end(*made, false);
}

TEST(Reactor, TellsWhatBegins) {
  SocketPair pair;
  Told told;
  WOSA_WATCH* made = watch(pair.ends[0], kIn, told);
  pass_the_reactor();
  EXPECT_EQ(0, told.so_far());
  pair.write(1);
  told.wait_for(1);
  EXPECT_EQ(kIn, told.events);
  the_reactor.end(*made, false);
}

TEST(Reactor, TellsWhatHoldsAlready) {
  SocketPair pair;
  Told told;
  pair.write(1);
  WOSA_WATCH* made = watch(pair.ends[0], kIn, told);
  told.wait_for(1);
  the_reactor.end(*made, false);
}

TEST(Reactor, WhatGoesOnIsNotToldAgain) {
  SocketPair pair;
  Told told;
  WOSA_WATCH* made = watch(pair.ends[0], kIn, told);
  pair.write(1);
  told.wait_for(1);
  pass_the_reactor();
  pass_the_reactor();
  EXPECT_EQ(1, told.so_far()) << "unread data is no news";
  pair.write(1);
  told.wait_for(2);
  the_reactor.end(*made, false);
}

TEST(Reactor, AHungUpDescriptorIsQuiet) {
  SocketPair pair;
  Told told;
  WOSA_WATCH* made = watch(pair.ends[0], 0, told);
  pair.close(1);
  told.wait_for(1);
  EXPECT_NE(0, told.events & EPOLLHUP) << "counts without being asked for";
  for (int i = 0; i < 10; ++i) pass_the_reactor();
  EXPECT_EQ(1, told.so_far());
  the_reactor.end(*made, false);
}

TEST(Reactor, WhatNobodyAskedForIsNotTold) {
  SocketPair pair;
  Told told;
  WOSA_WATCH* made = watch(pair.ends[0], 0, told);
  for (int i = 0; i < 10; ++i) pair.write(1);
  pass_the_reactor();
  EXPECT_EQ(0, told.so_far());
  EXPECT_EQ(0, the_reactor.change(*made, kIn | kOut));
  told.wait_for(1);
  EXPECT_EQ(kIn | kOut, told.events);
  the_reactor.end(*made, false);
}

TEST(Reactor, AnEndedWatchIsQuiet) {
  SocketPair pair;
  Told told;
  WOSA_WATCH* made = watch(pair.ends[0], kIn, told);
  the_reactor.end(*made, false);
  pair.write(1);
  pass_the_reactor();
  EXPECT_EQ(0, told.so_far());
  made = watch(pair.ends[0], kIn, told);
  told.wait_for(1);
  the_reactor.end(*made, false);
}

TEST(Reactor, RefusesWhatCannotBeWatched) {
  Told told;
  WOSA_WATCH* made = nullptr;
  EXPECT_EQ(WSAEINVAL, the_reactor.watch(-1, kIn, &Told::routine, &told, &made));
  EXPECT_EQ(WSAEINVAL, the_reactor.watch(0, kIn, nullptr, &told, &made));
  EXPECT_EQ(WSAEINVAL, the_reactor.watch(0, kIn, &Told::routine, &told, nullptr));
  SocketPair pair;
  WOSA_WATCH* first = watch(pair.ends[0], kIn, told);
  EXPECT_EQ(WSAEINVAL, the_reactor.watch(pair.ends[0], kIn, &Told::routine, &told, &made)) << "twice";
  EXPECT_EQ(nullptr, made);
  the_reactor.end(*first, false);
}

// A routine that rests until the test lets it go.
struct Resting {
  Told told;
  std::atomic<std::uint32_t> gate{0};
  std::atomic<bool> left{false};

  static void routine(void* context, short events) {
    auto& self = *static_cast<Resting*>(context);
    Told::routine(&self.told, events);
    while (self.gate.load() == 0) std::this_thread::yield();
    self.left = true;
  }
};

TEST(Reactor, EndWaitsForARoutineThatRuns) {
  SocketPair pair;
  Resting resting;
  WOSA_WATCH* made = nullptr;
  ASSERT_EQ(0, the_reactor.watch(pair.ends[0], kIn, &Resting::routine, &resting, &made));
  pair.write(1);
  resting.told.wait_for(1);
  std::atomic<bool> ended{false};
  std::thread ending([&] {
    the_reactor.end(*made, false);
    EXPECT_TRUE(resting.left);
    ended = true;
  });
  EXPECT_FALSE(ended);
  resting.gate = 1;
  ending.join();
}

struct SelfEnding {
  Told told;
  std::atomic<WOSA_WATCH*> watch{nullptr};

  static void routine(void* context, short events) {
    auto& self = *static_cast<SelfEnding*>(context);
    while (self.watch.load() == nullptr) std::this_thread::yield();
    the_reactor.end(*self.watch, false);
    Told::routine(&self.told, events);
  }
};

TEST(Reactor, AWatchEndsFromInsideItsRoutine) {
  SocketPair pair;
  SelfEnding ending;
  WOSA_WATCH* made = nullptr;
  ASSERT_EQ(0, the_reactor.watch(pair.ends[0], kIn, &SelfEnding::routine, &ending, &made));
  ending.watch = made;
  pair.write(1);
  ending.told.wait_for(1);
  pair.write(1);
  pass_the_reactor();
  EXPECT_EQ(1, ending.told.so_far());
}

TEST(Reactor, ALostDescriptorLeavesItsNumberAlone) {
  SocketPair pair;
  Told old;
  WOSA_WATCH* lost = watch(pair.ends[0], kIn, old);
  const int number = pair.ends[0];
  pair.close(0);
  SocketPair next;  // takes the number
  ASSERT_EQ(number, next.ends[0]);
  Told told;
  WOSA_WATCH* made = watch(next.ends[0], kIn, told);
  the_reactor.end(*lost, true);
  next.write(1);
  told.wait_for(1);
  EXPECT_EQ(0, old.so_far());
  the_reactor.end(*made, false);
}

TEST(Reactor, OnlyOneThreadLeads) {
  pass_the_reactor();
  // The progress thread does.
  EXPECT_FALSE(the_reactor.lead([](void*) { return true; }, nullptr));
}

TEST(Reactor, LeadingComesBackWhenNothingWasEverWatched) {
  static constinit Reactor reactor;
  EXPECT_TRUE(reactor.lead([](void*) { return false; }, nullptr));
}

// ThreadSanitizer ends a child that starts a thread.
#ifndef __SANITIZE_THREAD__
TEST(Reactor, AForkedChildWatchesAfresh) {
  SocketPair pair;
  Told told;
  WOSA_WATCH* made = watch(pair.ends[0], kIn, told);
  pass_the_reactor();
  install_fork_handlers();
  const pid_t child = ::fork();
  if (child == 0) {
    pair.write(1);
    // As any wait of the child does.
    scheduler().lpWait(reinterpret_cast<const std::uint32_t*>(&child), 1, 0);
    told.wait_for(1);
    the_reactor.end(*made, false);
    ::_exit(told.so_far() == 1 ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(child, ::waitpid(child, &status, 0));
  EXPECT_EQ(0, status);
  // The byte is in the socket that both have; the watch of this process is its own.
  told.wait_for(1);
  pair.write(1);
  told.wait_for(2);
  the_reactor.end(*made, false);
}

#endif

TEST(Reactor, ManyThreadsWatchAndEnd) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 300;
  std::array<std::thread, kThreads> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads[static_cast<std::size_t>(number)] = std::thread([number] {
      std::mt19937 random(static_cast<unsigned>(number));
      for (int round = 0; round < kRounds; ++round) {
        SocketPair pair;
        Told told;
        WOSA_WATCH* made = watch(pair.ends[0], random() % 2 == 0 ? kIn : short{0}, told);
        pair.write(1);
        if (random() % 2 == 0) {
          EXPECT_EQ(0, the_reactor.change(*made, kIn));
          told.wait_for(1);
        }
        the_reactor.end(*made, false);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace wosa::runtime
