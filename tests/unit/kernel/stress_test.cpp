// SPDX-License-Identifier: MIT
// Several threads over the same few objects, in an order that a seed decides: every signal is consumed once,
// nothing is lost, nobody is forgotten.
#include <random>
#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

constexpr int kThreads = 4;
constexpr int kRounds = 3000;

class KernelStress : public testing::TestWithParam<unsigned> {
 protected:
  template <typename Work>
  static void run(Work&& work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&work, i] {
        std::mt19937 random(GetParam() * 100 + static_cast<unsigned>(i));
        work(random, i);
      });
    }
    for (auto& thread : threads) thread.join();
  }
};

// Producers post what consumers take, by every kind of wait.
TEST_P(KernelStress, SemaphoresGiveWhatTheyGot) {
  const Handle counts[3] = {semaphore(0, MAXLONG), semaphore(0, MAXLONG), semaphore(0, MAXLONG)};
  const Handle stop = manual_event();
  std::atomic<int> posted{0}, taken{0}, producing{kThreads / 2};
  run([&](std::mt19937& random, int number) {
    if (number % 2 == 0) {
      for (int i = 0; i < kRounds; ++i) {
        const auto add = static_cast<LONG>(random() % 3 + 1);
        EXPECT_TRUE(ReleaseSemaphore(counts[random() % 3], add, nullptr));
        posted.fetch_add(add);
      }
      if (producing.fetch_sub(1) == 1) SetEvent(stop);
      return;
    }
    for (;;) {
      const DWORD a = random() % 3, b = (a + 1) % 3;
      DWORD result = 0;
      switch (random() % 3) {
        case 0:
          result = wait_any({counts[a], counts[b], stop}, INFINITE);
          if (result < 2) taken.fetch_add(1);
          if (result == 2) return;
          break;
        case 1:
          if (wait_all({counts[a], counts[b]}, random() % 2) == WAIT_OBJECT_0) taken.fetch_add(2);
          break;
        default:
          if (WaitForSingleObject(counts[a], random() % 2) == WAIT_OBJECT_0) taken.fetch_add(1);
      }
    }
  });
  for (HANDLE count :
       {static_cast<HANDLE>(counts[0]), static_cast<HANDLE>(counts[1]), static_cast<HANDLE>(counts[2])}) {
    while (poll(count) == WAIT_OBJECT_0) taken.fetch_add(1);
  }
  EXPECT_EQ(posted.load(), taken.load());
}

// Counters that only mutexes protect, taken one by one and together.
TEST_P(KernelStress, MutexesExclude) {
  const Handle locks[3] = {mutex(), mutex(), mutex()};
  int counters[3] = {};
  std::atomic<int> expected{0};
  run([&](std::mt19937& random, int) {
    for (int i = 0; i < kRounds; ++i) {
      const DWORD a = random() % 3, b = (a + 1 + random() % 2) % 3;
      switch (random() % 4) {
        case 0:
          if (wait_all({locks[a], locks[b]}, INFINITE) == WAIT_OBJECT_0) {
            ++counters[a];
            ++counters[b];
            expected.fetch_add(2);
            EXPECT_TRUE(ReleaseMutex(locks[b]));
            EXPECT_TRUE(ReleaseMutex(locks[a]));
          }
          break;
        case 1: {
          const DWORD got = wait_any({locks[a], locks[b]}, INFINITE);
          ASSERT_LT(got, 2U);
          const DWORD which = got == 0 ? a : b;
          ++counters[which];
          expected.fetch_add(1);
          EXPECT_TRUE(ReleaseMutex(locks[which]));
          break;
        }
        case 2:
          if (poll(locks[a]) == WAIT_OBJECT_0) {
            EXPECT_EQ(poll(locks[a]), WAIT_OBJECT_0) << "again";
            ++counters[a];
            expected.fetch_add(1);
            EXPECT_TRUE(ReleaseMutex(locks[a]));
            EXPECT_TRUE(ReleaseMutex(locks[a]));
          }
          break;
        default:
          EXPECT_EQ(WaitForSingleObject(locks[a], INFINITE), WAIT_OBJECT_0);
          ++counters[a];
          expected.fetch_add(1);
          EXPECT_TRUE(ReleaseMutex(locks[a]));
      }
    }
  });
  EXPECT_EQ(counters[0] + counters[1] + counters[2], expected.load());
}

// A token goes round as the signal of auto-reset events: there is one, always.
TEST_P(KernelStress, AutoResetEventsAreTokens) {
  const Handle events[2] = {auto_event(true), auto_event()};
  std::atomic<int> holders{0};
  std::atomic<int> turns{0};
  run([&](std::mt19937& random, int) {
    while (turns.load() < kRounds) {
      const DWORD got = wait_any({events[0], events[1]}, random() % 3);
      if (got == WAIT_TIMEOUT) continue;
      EXPECT_EQ(holders.fetch_add(1), 0);
      turns.fetch_add(1);
      holders.fetch_sub(1);
      SetEvent(events[random() % 2]);
    }
  });
  EXPECT_EQ(wait_any({events[0], events[1]}, 0) < 2 ? 1 : 0, 1);
  EXPECT_EQ(wait_any({events[0], events[1]}, 0), DWORD{WAIT_TIMEOUT});
}

// Handles come and go while others use them; what is closed is refused, and nothing else happens.
TEST_P(KernelStress, HandlesComeAndGo) {
  std::atomic<HANDLE> shared[4] = {};
  run([&](std::mt19937& random, int) {
    for (int i = 0; i < kRounds; ++i) {
      auto& place = shared[random() % 4];
      switch (random() % 4) {
        case 0: {
          HANDLE old = place.exchange(CreateEventA(nullptr, random() % 2 != 0, FALSE, nullptr));
          if (old != nullptr) {
            EXPECT_TRUE(CloseHandle(old));
          }
          break;
        }
        case 1: SetEvent(place.load()); break;
        case 2: WaitForSingleObject(place.load(), random() % 2); break;
        default: ResetEvent(place.load());
      }
    }
  });
  for (auto& place : shared) {
    if (HANDLE old = place.exchange(nullptr)) {
      EXPECT_TRUE(CloseHandle(old));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, KernelStress, testing::Values(1U, 2U, 3U));

}  // namespace
}  // namespace kernel_test
