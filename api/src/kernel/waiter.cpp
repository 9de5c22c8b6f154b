// SPDX-License-Identifier: MIT
#include "kernel/waiter.hpp"

#include "synchapi.h"

namespace wosa::kernel {

bool Waiter::move_on(std::uint32_t to, bool only_alertable) noexcept {
  auto word = word_.load(std::memory_order_seq_cst);
  for (;;) {
    const auto phase = word & kPhase;
    if (phase != kAlertable && (phase != kWaiting || only_alertable)) return false;
    if (word_.compare_exchange_weak(word, to, std::memory_order_seq_cst)) return true;
  }
}

void Waiter::alert() noexcept {
  if (move_on(WAIT_IO_COMPLETION << kPhaseBits | kDone, true)) wake(word_, 1);
}

void Waiter::nudge() noexcept {
  auto word = word_.load(std::memory_order_relaxed);
  for (;;) {
    const auto phase = word & kPhase;
    if (phase != kAlertable && phase != kWaiting) return;
    if (word_.compare_exchange_weak(word, word + (1U << kPhaseBits), std::memory_order_acq_rel)) break;
  }
  wake(word_, 1);
}

}  // namespace wosa::kernel
