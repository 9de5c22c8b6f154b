// SPDX-License-Identifier: MIT
// A slim lock is two words. The first one is what it is held by: the number of readers, or kWriter; and
// kWaiting: somebody sleeps. The second one counts the writers that wait, so that new readers let them go
// first. Whoever waits sleeps on the first word while it is as it was; whoever gives the lock back entirely
// clears kWaiting and wakes all who sleep.
#include "synchapi.h"
#include "win32/lock_words.hpp"

namespace {

using wosa::runtime::Word;
using wosa::runtime::word_of;

constexpr std::uint32_t kWriter = 0x40000000;
constexpr std::uint32_t kWaiting = 0x80000000;
constexpr std::uint32_t kHolders = ~kWaiting;

static_assert(sizeof(SRWLOCK) == 2 * sizeof(Word));

bool try_exclusive(Word& state) noexcept {
  auto word = state.load(std::memory_order_relaxed);
  while ((word & kHolders) == 0) {
    if (state.compare_exchange_weak(word, word | kWriter, std::memory_order_acquire)) return true;
  }
  return false;
}

bool try_shared(Word& state, const Word& writers) noexcept {
  auto word = state.load(std::memory_order_relaxed);
  while ((word & kWriter) == 0 && writers.load(std::memory_order_relaxed) == 0) {
    if (state.compare_exchange_weak(word, word + 1, std::memory_order_acquire)) return true;
  }
  return false;
}

// Sleeps if the lock is still held.
void sleep(Word& state) noexcept {
  auto word = state.load(std::memory_order_relaxed);
  while ((word & kHolders) != 0) {
    if ((word & kWaiting) == 0 &&
        !state.compare_exchange_weak(word, word | kWaiting, std::memory_order_relaxed)) {
      continue;
    }
    wosa::kernel::sleep_while(state, word | kWaiting);
    return;
  }
}

void give_back(Word& state, std::uint32_t holder) noexcept {
  auto word = state.load(std::memory_order_relaxed);
  for (;;) {
    auto left = word - holder;
    if ((left & kHolders) == 0) left = 0;
    if (state.compare_exchange_weak(word, left, std::memory_order_release)) break;
  }
  if (word == (holder | kWaiting)) wosa::kernel::wake(state, INT32_MAX);
}

}  // namespace

VOID WINAPI InitializeSRWLock(PSRWLOCK SRWLock) { SRWLock->Ptr = nullptr; }

VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock) {
  Word& state = word_of(SRWLock);
  if (try_exclusive(state)) return;
  Word& writers = word_of(SRWLock, 1);
  writers.fetch_add(1, std::memory_order_relaxed);
  while (!try_exclusive(state)) sleep(state);
  writers.fetch_sub(1, std::memory_order_relaxed);
}

VOID WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock) {
  Word& state = word_of(SRWLock);
  const Word& writers = word_of(SRWLock, 1);
  while (!try_shared(state, writers)) {
    if ((state.load(std::memory_order_relaxed) & kHolders) == 0) {
      // Free, and a writer that was woken is about to take it. It has not come yet: one reader more does not
      // hold it up for long, and cannot sleep on a lock that nobody will give back.
      if (try_exclusive(state)) {
        state.fetch_sub(kWriter - 1, std::memory_order_acq_rel);
        return;
      }
      continue;
    }
    sleep(state);
  }
}

BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock) {
  return try_exclusive(word_of(SRWLock)) ? 1 : 0;
}

BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock) {
  return try_shared(word_of(SRWLock), word_of(SRWLock, 1)) ? 1 : 0;
}

VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock) { give_back(word_of(SRWLock), kWriter); }

VOID WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock) { give_back(word_of(SRWLock), 1); }
