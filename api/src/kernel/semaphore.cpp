// SPDX-License-Identifier: MIT
#include "kernel/semaphore.hpp"

#include "winerror.h"

namespace wosa::kernel {

DWORD Semaphore::post(std::uint32_t count, std::uint32_t& before) noexcept {
  auto state = state_.load(std::memory_order_relaxed);
  while ((state & kGuarded) == 0) {
    if (count > maximum_ - state) return ERROR_TOO_MANY_POSTS;
    if (state_.compare_exchange_weak(state, state + count, std::memory_order_acq_rel)) {
      before = static_cast<std::uint32_t>(state);
      return ERROR_SUCCESS;
    }
  }
  return change_and_satisfy(*this, [this, count, &before]() -> DWORD {
    if (count > maximum_ - value()) return ERROR_TOO_MANY_POSTS;
    before = static_cast<std::uint32_t>(value());
    set_value(value() + count);
    return ERROR_SUCCESS;
  });
}

}  // namespace wosa::kernel
