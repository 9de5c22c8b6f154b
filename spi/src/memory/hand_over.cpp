// SPDX-License-Identifier: MIT
// Which thread does what, and the order of the states: hand_over.hpp.
#include "memory/hand_over.hpp"

namespace wosa::spi::memory {
namespace {

const std::uint32_t* word_of(const std::atomic<std::uint32_t>& word) noexcept {
  static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
  return reinterpret_cast<const std::uint32_t*>(&word);
}

}  // namespace

void HandOver::open(std::span<const std::byte> data) noexcept {
  data_ = data.data();
  size_ = data.size();
  state_.store(kOffered, std::memory_order_release);
}

// Takes the offer back, or waits until the reader has copied: a moment, unless its thread lost its processor.
std::size_t HandOver::close(const WOSA_SCHEDULER& scheduler) noexcept {
  std::uint32_t state = kOffered;
  if (state_.compare_exchange_strong(state, kNone, std::memory_order_acq_rel)) {
    took_last_ = false;
    looking_.store(false, std::memory_order_relaxed);
    return 0;
  }
  for (int looks = 0; looks < kLooksAtCopy && state_.load(std::memory_order_acquire) != kDone; ++looks)
    pause();
  state = kClaimed;
  if (state_.compare_exchange_strong(state, kAwaited, std::memory_order_acq_rel)) state = kAwaited;
  while (state == kAwaited) {
    scheduler.lpWait(word_of(state_), kAwaited, -1);
    state = state_.load(std::memory_order_acquire);
  }
  took_last_ = true;
  total_.store(total_.load(std::memory_order_relaxed) + taken_, std::memory_order_relaxed);
  const std::size_t taken = taken_;
  state_.store(kNone, std::memory_order_release);
  return taken;
}

std::size_t HandOver::take(const WOSA_SCHEDULER& scheduler, Buffers& room) noexcept {
  std::uint32_t state = kOffered;
  if (state_.load(std::memory_order_relaxed) != kOffered ||
      !state_.compare_exchange_strong(state, kClaimed, std::memory_order_acq_rel)) {
    return 0;
  }
  const std::size_t taken = room.copy_from({data_, size_});
  taken_ = taken;
  if (looking_.load(std::memory_order_relaxed)) looking_.store(false, std::memory_order_relaxed);
  if (state_.exchange(kDone, std::memory_order_acq_rel) == kAwaited) scheduler.lpWake(word_of(state_), 1);
  return taken;
}

}  // namespace wosa::spi::memory
