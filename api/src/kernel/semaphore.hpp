// SPDX-License-Identifier: MIT
#pragma once

// Semaphores: signalled while their count is above zero; each wait takes one.

#include "kernel/object.hpp"

namespace wosa::kernel {

class Semaphore final : public Object {
 public:
  static constexpr Type kType = Type::kSemaphore;

  Semaphore(std::uint32_t initial, std::uint32_t maximum) noexcept
      : Object(kType, initial), maximum_(maximum) {}

  Attempt try_take() noexcept {
    auto state = state_.load(std::memory_order_acquire);
    for (;;) {
      if ((state & kGuarded) != 0) return Attempt::kGuarded;
      if (state == 0) return Attempt::kNotSignalled;
      if (state_.compare_exchange_weak(state, state - 1, std::memory_order_acq_rel)) return Attempt::kTaken;
    }
  }

  // Adds to the count; ERROR_TOO_MANY_POSTS, and nothing is added, if that is more than the maximum.
  [[nodiscard]] DWORD post(std::uint32_t count, std::uint32_t& before) noexcept;

  [[nodiscard]] bool is_signalled_for(const Thread& /*thread*/) noexcept override { return value() != 0; }
  bool take_for(Thread& /*thread*/) noexcept override {
    set_value(value() - 1);
    return false;
  }

 private:
  const std::uint32_t maximum_;
};

}  // namespace wosa::kernel
