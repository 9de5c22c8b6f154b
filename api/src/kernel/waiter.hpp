// SPDX-License-Identifier: MIT
#pragma once

// A thread as one that waits: a single word tells whether it waits, and how its wait ended.
//
// The thread begins its wait and then sleeps while the word says "waiting". Exactly one party ends the wait,
// by a compare-and-swap that takes the word away from "waiting": whoever signals an object (reserve, then
// finish: what the object gives is taken in between), whoever queues an APC (alert), or the thread itself
// when its time is over (reserve and finish too). A wait with a reservation is decided; the thread waits for
// the finish, whatever the time.
//
// Waiters live in thread blocks, which are never freed, so that a wake-up which comes late hits a thread that
// merely looks again.

#include "kernel/sleep.hpp"
#include "minwindef.h"

namespace wosa::kernel {

class Thread;

class Waiter {
 public:
  // The thread whose waits these are. Set while no wait is under way.
  Thread* thread = nullptr;

  // The own thread: the wait begins.
  void begin(bool alertable) noexcept {
    word_.store(alertable ? kAlertable : kWaiting, std::memory_order_seq_cst);
  }

  // Decides the wait. True: the caller must finish it.
  [[nodiscard]] bool reserve() noexcept { return move_on(kReserved, false); }

  // Ends a reserved wait with what the wait function returns, and wakes the thread.
  void finish(DWORD result) noexcept {
    word_.store(result << kPhaseBits | kDone, std::memory_order_release);
    wake(word_, 1);
  }

  // As finish, by the own thread.
  void finish_own(DWORD result) noexcept {
    word_.store(result << kPhaseBits | kDone, std::memory_order_relaxed);
  }

  // Ends an alertable wait because of an APC; no effect on any other.
  void alert() noexcept;

  // Has the thread look again when its wait may end: the due time of a timer was changed.
  void nudge() noexcept;

  // The own thread: what there is to sleep on.
  [[nodiscard]] std::uint32_t word() const noexcept { return word_.load(std::memory_order_acquire); }
  [[nodiscard]] static bool is_done(std::uint32_t word) noexcept { return (word & kPhase) == kDone; }
  [[nodiscard]] static bool is_reserved(std::uint32_t word) noexcept { return (word & kPhase) == kReserved; }
  [[nodiscard]] static DWORD result(std::uint32_t word) noexcept { return word >> kPhaseBits; }
  void sleep(std::uint32_t seen, std::int64_t until) noexcept { sleep_while(word_, seen, until); }

 private:
  static constexpr unsigned kPhaseBits = 3;
  static constexpr std::uint32_t kPhase = 7;
  static constexpr std::uint32_t kIdle = 0;
  static constexpr std::uint32_t kWaiting = 1;    // above the phase: how often it was nudged
  static constexpr std::uint32_t kAlertable = 2;  // the same
  static constexpr std::uint32_t kReserved = 3;
  static constexpr std::uint32_t kDone = 4;  // above the phase: the result

  bool move_on(std::uint32_t to, bool only_alertable) noexcept;

  std::atomic<std::uint32_t> word_{kIdle};
};

}  // namespace wosa::kernel
