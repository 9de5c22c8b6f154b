// SPDX-License-Identifier: MIT
#pragma once

// One direction of a stream: bytes in order from one thread to another, without a lock.
//
// Positions count all bytes from the first one on and never wrap. tail_ is how far the writer has come, head_
// how far the reader has; each is stored by one side only and read by the other. The bytes between them stand
// in a chain of segments, each a circular buffer: when a segment is full and the limit is not reached the
// writer links another, a larger one as long as there are larger ones, and goes on there; the reader lets go
// of the old one when it has emptied it. So an idle stream costs one small segment, one of the largest size
// after it was busy, and whatever else it used serves others (segment.hpp).
//
// At most one thread writes and one reads at a time. Data moves by release (tail_ when written, head_ when
// read) and acquire. The writer that finds no room says so in wanted_ and looks at head_ once more; the
// reader stores head_ and then looks at wanted_: all four are sequentially consistent, so one of the two sees
// the other and nobody sleeps for ever. The members that report (occupied, free, ...) look at the two
// positions only, never at a segment, and may be called by any thread.
//
// state_, mark_ and urgent_ stand beside tail_ because whoever looks for data has that cache line already.

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "wosa/spi/buffers.hpp"

#include "memory/segment.hpp"

namespace wosa::spi::memory {

class ByteRing {
 public:
  /// What happened to a direction, beside data. Bits are only ever added.
  enum State : std::uint32_t {
    kEnded = 1u << 0,     // the writer sends no more
    kReset = 1u << 1,     // the connection was reset
    kRefusing = 1u << 2,  // the reader takes no more: data resets the connection
  };

  /// Who wants to be told when the reader has made room.
  enum Want : std::uint32_t {
    kRoom = 1u << 0,   // the writer
    kDrain = 1u << 1,  // a lingering close
  };

  ByteRing() = default;
  ~ByteRing();
  ByteRing(const ByteRing&) = delete;
  ByteRing& operator=(const ByteRing&) = delete;

  /// Before the first use: how much the writer may be ahead (the sender's part and the receiver's), and where
  /// used segments go.
  void set_up(std::size_t send_part, std::size_t receive_part, SegmentStore& store) noexcept {
    limit_ = send_part + receive_part;
    receive_part_ = receive_part;
    store_ = &store;
  }
  std::size_t limit() const noexcept { return limit_; }

  // -- Writer -----------------------------------------------------------------------------------------------

  /// Takes up to `most` bytes from the front of data, at most a chunk, and returns how many; 0 when there is
  /// no room. Throws std::bad_alloc when there would be room, but no memory for it.
  std::size_t write(Buffers& data, std::size_t most);
  /// Makes `byte` the urgent one, which stands behind everything written so far. It replaces an unread one.
  void write_urgent(std::byte byte) noexcept;
  /// The next byte written is behind the mark.
  void mark_here() noexcept { mark_.store(tail_.load(std::memory_order_relaxed), std::memory_order_release); }

  // -- Reader -----------------------------------------------------------------------------------------------

  /// Gives bytes, as far as the urgent mark, and returns how many. Peeking leaves them.
  std::size_t read(Buffers& room) noexcept;
  std::size_t peek(Buffers room) noexcept;
  /// The wants that can be told now; they are taken back.
  std::uint32_t take_wants() noexcept {
    return wanted_.load(std::memory_order_seq_cst) == 0 ? 0 : take_wants_slowly();
  }
  /// The urgent byte as 0x100 | byte, or 0.
  unsigned urgent() const noexcept { return urgent_.load(std::memory_order_acquire); }
  unsigned take_urgent() noexcept { return urgent_.exchange(0, std::memory_order_acq_rel); }

  // -- Anybody ----------------------------------------------------------------------------------------------

  std::uint32_t state() const noexcept { return state_.load(std::memory_order_acquire); }
  /// Adds bits; returns those before.
  std::uint32_t add_state(std::uint32_t bits) noexcept {
    return state_.fetch_or(bits, std::memory_order_seq_cst);
  }
  /// What the receiver has not taken over yet is lost; returns the state before.
  std::uint32_t reset() noexcept;

  /// Bytes that the reader can still get.
  std::size_t occupied() const noexcept;
  /// The same, as far as one receive goes: never across the mark.
  std::size_t readable() const noexcept;
  /// Whether a writer should go on: room for a good part of the limit.
  bool has_room() const noexcept;
  /// Bytes that are more than the receiver's part holds.
  std::size_t beyond_receiver() const noexcept;
  /// Asks for take_wants. Look once more afterwards.
  void want(std::uint32_t wants) noexcept { wanted_.fetch_or(wants, std::memory_order_seq_cst); }
  /// Whether the next byte that read() gives is behind the mark.
  bool at_mark() const noexcept {
    return head_.load(std::memory_order_acquire) >= mark_.load(std::memory_order_acquire);
  }
  /// Bytes ever written, ever read.
  std::uint64_t written() const noexcept { return tail_.load(std::memory_order_acquire); }
  std::uint64_t taken() const noexcept { return head_.load(std::memory_order_acquire); }

 private:
  static constexpr std::size_t kFirstSegment = 1024;
  static constexpr std::size_t kGrowth = 4;
  static constexpr std::size_t kChunk = 32768;  // the reader starts before all is written

  Segment* obtain(std::size_t size, std::uint64_t base) noexcept;
  void let_go(Segment* segment) noexcept;
  void let_go_of_spare() noexcept;
  Segment* first_segment(std::size_t wanted, std::uint64_t tail);
  Segment* link(Segment* segment, std::size_t wanted, std::uint64_t tail) noexcept;
  std::size_t segment_for(std::size_t wanted) const noexcept;
  /// How far the reader may go now.
  std::uint64_t readable_end(std::uint64_t head, std::size_t wanted) noexcept;
  std::uint64_t end_after_reset(std::uint64_t tail) const noexcept {
    const std::uint64_t cut = cut_.load(std::memory_order_relaxed);
    return tail < cut ? tail : cut;
  }
  std::size_t room_to_wake() const noexcept { return limit_ / 2 + 1; }
  std::uint32_t take_wants_slowly() noexcept;

  // The writer's line; the reader loads from it, and both add to state_.
  alignas(kCacheLine) std::atomic<std::uint64_t> tail_{0};
  std::atomic<std::uint64_t> mark_{0};
  std::atomic<std::uint32_t> state_{0};
  std::atomic<std::uint32_t> wanted_{0};
  std::atomic<std::uint16_t> urgent_{0};
  std::uint64_t seen_head_ = 0;       // the writer's last look
  Segment* write_segment_ = nullptr;  // the writer's own

  // The reader's line.
  alignas(kCacheLine) std::atomic<std::uint64_t> head_{0};
  std::uint64_t seen_tail_ = 0;      // the reader's last look
  Segment* read_segment_ = nullptr;  // the reader's own once something was written

  // Hardly ever written.
  alignas(kCacheLine) std::size_t limit_ = 0;
  std::size_t receive_part_ = 0;
  SegmentStore* store_ = nullptr;
  std::atomic<std::uint64_t> cut_{Segment::kOpen};  // after a reset: the end of what was delivered
  std::atomic<Segment*> spare_{nullptr};            // of the largest size; from the reader to the writer
};

}  // namespace wosa::spi::memory
