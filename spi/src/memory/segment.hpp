// SPDX-License-Identifier: MIT
#pragma once

// The pieces of memory that a stream's bytes stand in, and the network's store of used ones.
//
// The store's lock_ guards its list. A ring comes here when it links or empties a segment of the largest size
// and its own spare one does not serve (byte_ring.hpp), not for every send; nothing else is taken while the
// lock is held.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "memory/lock_context.hpp"

namespace wosa::spi::memory {

constexpr std::size_t kCacheLine = 64;

/// A circular buffer of `mask + 1` bytes behind this header. Position p stands at (p - base) & mask.
struct alignas(kCacheLine) Segment {
  static constexpr std::uint64_t kOpen = ~std::uint64_t{0};
  static constexpr std::size_t kLargest = 32768;

  std::uint64_t base;
  std::size_t mask;
  // Written once, before the writer publishes a position behind it.
  std::atomic<std::uint64_t> end{kOpen};
  std::atomic<Segment*> next{nullptr};

  /// size is a power of two. nullptr when memory is short.
  static Segment* make(std::size_t size, std::uint64_t base) noexcept;
  static void free(Segment* segment) noexcept;
  void renew(std::uint64_t new_base) noexcept {
    base = new_base;
    end.store(kOpen, std::memory_order_relaxed);
    next.store(nullptr, std::memory_order_relaxed);
  }

  std::size_t size() const noexcept { return mask + 1; }
  std::byte* bytes() noexcept { return reinterpret_cast<std::byte*>(this + 1); }

  /// The two contiguous pieces of `count` bytes from position on.
  std::span<std::byte> first_piece(std::uint64_t position, std::size_t count) noexcept {
    const std::size_t offset = static_cast<std::size_t>(position - base) & mask;
    return {bytes() + offset, std::min(count, size() - offset)};
  }
  std::span<std::byte> second_piece(std::uint64_t position, std::size_t count) noexcept {
    return {bytes(), count - first_piece(position, count).size()};
  }

 private:
  Segment(std::uint64_t base_, std::size_t size) noexcept : base(base_), mask(size - 1) {}
};

/// Segments of the largest size that no ring needs now, up to a few megabytes of them.
class SegmentStore {
 public:
  explicit SegmentStore(const LockContext& locks) noexcept : locks_(locks) {}
  ~SegmentStore();
  SegmentStore(const SegmentStore&) = delete;
  SegmentStore& operator=(const SegmentStore&) = delete;

  /// nullptr: there is none.
  Segment* take() noexcept;
  void give(Segment* segment) noexcept;

 private:
  static constexpr std::size_t kMost = 128;

  const LockContext& locks_;
  ControlLock lock_;
  Segment* first_ = nullptr;
  std::size_t count_ = 0;
};

}  // namespace wosa::spi::memory
