// SPDX-License-Identifier: MIT
#pragma once

// A large send that goes from the sender's memory straight into the reader's: one copy instead of two, and
// none of the traffic between processors that a ring costs.
//
// It happens only while both are there. A sender that finds the ring empty and a reader that was just looking
// for data offers its buffer and looks for some microseconds whether the reader takes it; otherwise the offer
// is taken back and the data goes into the ring. So a send never waits for a reader that is not running, and
// the order of bytes is the ring's: an offer stands only while the ring is empty.
//
// state_ says whose turn it is: none -> offered (sender) -> none (sender takes it back)
//                                      offered -> claimed (reader) -> done (reader) -> none (sender).
// data_ and size_ are written before `offered` is stored with release and read after `claimed` was stored
// with acquire; taken_ likewise with `done`. While claimed the reader copies: a sender that it takes too long
// for says so (awaited) and sleeps.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "wosa/spi/buffers.hpp"
#include "wosa/spi/extension.h"

namespace wosa::spi::memory {

class HandOver {
 public:
  /// Smaller ones are faster through the ring.
  static constexpr std::size_t kWorthIt = 16384;

  // -- Sender, one at a time --------------------------------------------------------------------------------

  /// Whether somebody may be there to take an offer.
  bool expects_reader() const noexcept { return took_last_ || looking_.load(std::memory_order_relaxed); }
  /// Offers data; how much of it was taken. given_up() ends the offer early.
  template <typename GivenUp>
  std::size_t offer(const WOSA_SCHEDULER& scheduler, std::span<const std::byte> data,
                    GivenUp&& given_up) noexcept {
    open(data);
    for (int looks = 0; looks < kMostLooks && !is_taken() && !given_up(); ++looks) pause();
    return close(scheduler);
  }
  /// Bytes that went this way.
  std::uint64_t total() const noexcept { return total_.load(std::memory_order_relaxed); }

  // -- Reader, one at a time --------------------------------------------------------------------------------

  /// Bytes of an offer, 0 if there is none.
  std::size_t take(const WOSA_SCHEDULER& scheduler, Buffers& room) noexcept;
  /// It found nothing, and may be back in a moment.
  void looks_on() noexcept {
    if (!looking_.load(std::memory_order_relaxed)) looking_.store(true, std::memory_order_relaxed);
  }

  // -- Anybody ----------------------------------------------------------------------------------------------

  bool pending() const noexcept { return state_.load(std::memory_order_acquire) == kOffered; }

 private:
  enum State : std::uint32_t { kNone, kOffered, kClaimed, kAwaited, kDone };

  // About as long as the ring would take for the smallest offer.
  static constexpr int kMostLooks = 200;
  static constexpr int kLooksAtCopy = 2000;

  static void pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }
  bool is_taken() const noexcept { return state_.load(std::memory_order_relaxed) != kOffered; }
  void open(std::span<const std::byte> data) noexcept;
  std::size_t close(const WOSA_SCHEDULER& scheduler) noexcept;

  alignas(64) std::atomic<std::uint32_t> state_{kNone};
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t taken_ = 0;
  bool took_last_ = false;  // the sender's: the last offer was taken, so the next one may be
  std::atomic<std::uint64_t> total_{0};
  std::atomic<bool> looking_{false};
};

}  // namespace wosa::spi::memory
