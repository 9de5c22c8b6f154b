// SPDX-License-Identifier: MIT
#pragma once

// Events: set until reset by hand, or until one wait was satisfied.

#include "kernel/object.hpp"

namespace wosa::kernel {

class Event final : public Object {
 public:
  static constexpr Type kType = Type::kEvent;

  Event(bool manual_reset, bool signalled) noexcept
      : Object(kType, signalled ? kSignalled : 0), manual_reset_(manual_reset) {}

  // The bit is set before anybody looks whether there are waiters. If one of them is being satisfied
  // meanwhile the event was set twice before that, which is the same as once.
  void set() noexcept {
    std::uint64_t quiet = 0;  // a guess, see HandleTable::find
    if (!manual_reset_ && state_.compare_exchange_strong(quiet, kSignalled, std::memory_order_acq_rel))
      return;
    state_.fetch_or(kSignalled, std::memory_order_seq_cst);
    if ((state_.load(std::memory_order_seq_cst) & kGuarded) != 0) [[unlikely]]
      satisfy_guarded();
  }

  void reset() noexcept {
    auto state = state_.load(std::memory_order_relaxed);
    while ((state & kGuarded) == 0) {
      if (state_.compare_exchange_weak(state, state & ~kSignalled, std::memory_order_acq_rel)) return;
    }
    reset_guarded();
  }

  Attempt try_take() noexcept {
    auto state = kSignalled;  // a guess, see HandleTable::find
    if (manual_reset_) {
      state = state_.load(std::memory_order_acquire);
    } else {
      while (!state_.compare_exchange_weak(state, 0, std::memory_order_acq_rel)) {
        if (state != kSignalled) break;
      }
    }
    if ((state & kGuarded) != 0) return Attempt::kGuarded;
    return state != 0 ? Attempt::kTaken : Attempt::kNotSignalled;
  }

  [[nodiscard]] bool is_signalled_for(const Thread& /*thread*/) noexcept override { return value() != 0; }
  bool take_for(Thread& /*thread*/) noexcept override {
    if (!manual_reset_) set_value(0);
    return false;
  }

 private:
  static constexpr std::uint64_t kSignalled = 1;

  void satisfy_guarded() noexcept;
  void reset_guarded() noexcept;

  const bool manual_reset_;
};

// What events are for the three families of functions that offer them (Win32's, Winsock's, the upcalls'):
// an error code, 0 for success.

// nullptr: no memory.
[[nodiscard]] HANDLE make_event(bool manual_reset, bool signalled) noexcept;
[[nodiscard]] DWORD set_event(HANDLE event) noexcept;
[[nodiscard]] DWORD reset_event(HANDLE event) noexcept;
[[nodiscard]] DWORD close_event(HANDLE event) noexcept;

}  // namespace wosa::kernel
