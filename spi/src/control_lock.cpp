// SPDX-License-Identifier: MIT
#include "wosa/spi/control_lock.hpp"

#include "wosa/spi/provider.hpp"

namespace wosa::spi {
namespace {

const std::uint32_t* address_of(const std::atomic<std::uint32_t>& word) noexcept {
  return reinterpret_cast<const std::uint32_t*>(&word);
}

}  // namespace

bool ControlLock::lock_slowly(const WOSA_SCHEDULER& scheduler, std::uint32_t generation,
                              std::uint32_t seen) noexcept {
  std::uint32_t wanted = generation << 2 | kHeld;
  for (;;) {
    const bool is_free = (seen & kStateMask) == kFree || (seen & ~kStateMask) != generation << 2;
    if (is_free) {
      if (word_.compare_exchange_weak(seen, wanted, std::memory_order_acquire, std::memory_order_relaxed))
        return (seen & ~kStateMask) != generation << 2;
      continue;
    }
    const std::uint32_t contended = generation << 2 | kContended;
    if (seen != contended &&
        !word_.compare_exchange_weak(seen, contended, std::memory_order_relaxed, std::memory_order_relaxed)) {
      continue;
    }
    scheduler.lpWait(address_of(word_), contended, -1);
    wanted = contended;  // others may still sleep
    seen = word_.load(std::memory_order_relaxed);
  }
}

void ControlLock::wake(const WOSA_SCHEDULER& scheduler) noexcept { scheduler.lpWake(address_of(word_), 1); }

ControlGuard::ControlGuard(ControlLock& lock, const Provider& provider) noexcept
    : lock_(lock),
      scheduler_(*provider.runtime.load(std::memory_order_relaxed)->pScheduler),
      generation_(provider.fork_generation.load(std::memory_order_relaxed)) {
  lock_.lock(scheduler_, generation_);
}

}  // namespace wosa::spi
