// SPDX-License-Identifier: MIT
#pragma once

// A lock of four bytes that waits through the runtime's scheduler, as everything in a provider does.
//
// A thread that held it in the parent does not exist in the child of a fork. So the word also carries the
// fork generation: a lock of an older generation is free.
//
// Locked instructions are most of what an uncontended lock costs, and a program with one thread needs none.
// The C library tells (as it tells std::shared_ptr); a thread that starts while the lock is held finds it
// held.

#include <sys/single_threaded.h>

#include <atomic>
#include <cstdint>

#include "wosa/spi/extension.h"

namespace wosa::spi {

struct Provider;

class ControlLock {
 public:
  constexpr ControlLock() noexcept = default;
  ControlLock(const ControlLock&) = delete;
  ControlLock& operator=(const ControlLock&) = delete;

  /// True when nobody of this generation held it before: what it guards may speak of threads that stayed in
  /// the parent.
  bool lock(const WOSA_SCHEDULER& scheduler, std::uint32_t generation) noexcept {
    std::uint32_t seen = generation << 2;
    if (__libc_single_threaded != 0 && word_.load(std::memory_order_relaxed) == seen) {
      word_.store(generation << 2 | kHeld, std::memory_order_relaxed);
      return false;
    }
    if (word_.compare_exchange_strong(seen, generation << 2 | kHeld, std::memory_order_acquire,
                                      std::memory_order_relaxed)) [[likely]]
      return false;
    return lock_slowly(scheduler, generation, seen);
  }
  void unlock(const WOSA_SCHEDULER& scheduler, std::uint32_t generation) noexcept {
    if (__libc_single_threaded != 0) {  // nobody waits
      word_.store(generation << 2, std::memory_order_release);
      return;
    }
    const std::uint32_t before = word_.exchange(generation << 2, std::memory_order_release);
    if ((before & kStateMask) == kContended) [[unlikely]]
      wake(scheduler);
  }

  /// Whether a thread of this process's parent held it when the process was forked: what it guards may be
  /// half changed. Meaningful before lock().
  bool orphaned(std::uint32_t generation) const noexcept {
    const std::uint32_t word = word_.load(std::memory_order_relaxed);
    return (word & kStateMask) != 0 && (word & ~kStateMask) != generation << 2;
  }

 private:
  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kContended = 2;
  static constexpr std::uint32_t kStateMask = 3;

  bool lock_slowly(const WOSA_SCHEDULER& scheduler, std::uint32_t generation, std::uint32_t seen) noexcept;
  void wake(const WOSA_SCHEDULER& scheduler) noexcept;

  std::atomic<std::uint32_t> word_{0};  // generation << 2 | state
};

/// Holds a lock of a provider's for a block.
class ControlGuard {
 public:
  ControlGuard(ControlLock& lock, const Provider& provider) noexcept;
  ControlGuard(ControlLock& lock, const WOSA_SCHEDULER& scheduler, std::uint32_t generation) noexcept
      : lock_(lock), scheduler_(scheduler), generation_(generation) {
    lock_.lock(scheduler_, generation_);
  }
  ~ControlGuard() { lock_.unlock(scheduler_, generation_); }
  ControlGuard(const ControlGuard&) = delete;
  ControlGuard& operator=(const ControlGuard&) = delete;

 private:
  ControlLock& lock_;
  const WOSA_SCHEDULER& scheduler_;
  std::uint32_t generation_;
};

}  // namespace wosa::spi
