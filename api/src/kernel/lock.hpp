// SPDX-License-Identifier: MIT
#pragma once

// A lock of four bytes whose waiters sleep through the scheduler. Every object has one, and an object must
// cost little; and a wait for all of many objects holds more of them at a time than the checkers of
// std::mutex follow.

#include <atomic>
#include <cstdint>

namespace wosa::kernel {

class Lock {
 public:
  constexpr Lock() noexcept = default;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  void lock() noexcept {
    std::uint32_t expected = kFree;
    if (!word_.compare_exchange_strong(expected, kHeld, std::memory_order_acquire)) lock_contended();
  }
  void unlock() noexcept {
    if (word_.exchange(kFree, std::memory_order_release) == kContended) wake_one();
  }

  // In the child of a fork: whoever held it is gone.
  void renew() noexcept { word_.store(kFree, std::memory_order_relaxed); }

 private:
  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kContended = 2;

  void lock_contended() noexcept;
  void wake_one() noexcept;

  std::atomic<std::uint32_t> word_{kFree};
};

}  // namespace wosa::kernel
