// SPDX-License-Identifier: MIT
#include "control_lock.hpp"

#include <sys/single_threaded.h>

#include "provider.hpp"

namespace wosa::tcpip {
namespace {

constexpr std::uint32_t kFree = 0;
constexpr std::uint32_t kHeld = 1;
constexpr std::uint32_t kContended = 2;
constexpr std::uint32_t kStateMask = 3;

std::uint32_t generation_bits() noexcept {
  return g_provider.fork_generation.load(std::memory_order_relaxed) << 2;
}

// The scheduler's interface takes the plain word that every atomic of this size is.
const std::uint32_t* address_of(const std::atomic<std::uint32_t>& word) noexcept {
  static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
  return reinterpret_cast<const std::uint32_t*>(&word);
}

}  // namespace

void ControlLock::lock() noexcept {
  const std::uint32_t generation = generation_bits();
  std::uint32_t wanted = generation | kHeld;
  std::uint32_t seen = word_.load(std::memory_order_relaxed);
  if (__libc_single_threaded != 0 && (seen & kStateMask) == kFree) {  // nobody to lock out
    word_.store(wanted, std::memory_order_relaxed);
    return;
  }
  for (;;) {
    const bool is_free = (seen & kStateMask) == kFree || (seen & ~kStateMask) != generation;
    if (is_free) {
      if (word_.compare_exchange_weak(seen, wanted, std::memory_order_acquire, std::memory_order_relaxed))
        return;
      continue;
    }
    const std::uint32_t contended = generation | kContended;
    if (seen != contended &&
        !word_.compare_exchange_weak(seen, contended, std::memory_order_relaxed, std::memory_order_relaxed)) {
      continue;
    }
    scheduler().lpWait(address_of(word_), contended, -1);
    wanted = contended;  // others may still sleep
    seen = word_.load(std::memory_order_relaxed);
  }
}

void ControlLock::unlock() noexcept {
  if (__libc_single_threaded != 0) {  // nobody waits
    word_.store(generation_bits() | kFree, std::memory_order_release);
    return;
  }
  const std::uint32_t before = word_.exchange(generation_bits() | kFree, std::memory_order_release);
  if ((before & kStateMask) == kContended) scheduler().lpWake(address_of(word_), 1);
}

bool ControlLock::orphaned() const noexcept {
  const std::uint32_t word = word_.load(std::memory_order_relaxed);
  return (word & kStateMask) != kFree && (word & ~kStateMask) != generation_bits();
}

}  // namespace wosa::tcpip
