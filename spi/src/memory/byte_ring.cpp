// SPDX-License-Identifier: MIT
// Which thread does what, and the order of loads and stores: byte_ring.hpp.
#include "memory/byte_ring.hpp"

#include <algorithm>
#include <bit>
#include <new>

namespace wosa::spi::memory {

ByteRing::~ByteRing() {
  for (Segment* segment = read_segment_; segment != nullptr;) {
    Segment* next = segment->next.load(std::memory_order_relaxed);
    let_go(segment);
    segment = next;
  }
  let_go_of_spare();
}

// Small segments come and go once in a stream's life; the largest ones are used again.
Segment* ByteRing::obtain(std::size_t size, std::uint64_t base) noexcept {
  if (size != Segment::kLargest) return Segment::make(size, base);
  Segment* used = spare_.exchange(nullptr, std::memory_order_acquire);
  if (used == nullptr) used = store_->take();
  if (used == nullptr) return Segment::make(size, base);
  used->renew(base);
  return used;
}

void ByteRing::let_go(Segment* segment) noexcept {
  if (segment->size() != Segment::kLargest) {
    Segment::free(segment);
  } else if (Segment* before = spare_.exchange(segment, std::memory_order_acq_rel); before != nullptr) {
    store_->give(before);
  }
}

void ByteRing::let_go_of_spare() noexcept {
  if (spare_.load(std::memory_order_relaxed) == nullptr) return;
  if (Segment* spare = spare_.exchange(nullptr, std::memory_order_acquire); spare != nullptr)
    store_->give(spare);
}

// A power of two that holds wanted, as far as the limit and the largest size allow.
std::size_t ByteRing::segment_for(std::size_t wanted) const noexcept {
  const std::size_t most = std::min(limit_, Segment::kLargest);
  return std::bit_ceil(std::clamp(wanted, std::min(kFirstSegment, most), most));
}

Segment* ByteRing::first_segment(std::size_t wanted, std::uint64_t tail) {
  Segment* made = obtain(segment_for(wanted), tail);
  if (made == nullptr) throw std::bad_alloc();
  write_segment_ = made;
  read_segment_ = made;  // the reader looks here after it has seen the first position that is published
  return made;
}

// Closes a segment at tail and goes on in another; nullptr if there is none.
Segment* ByteRing::link(Segment* segment, std::size_t wanted, std::uint64_t tail) noexcept {
  Segment* made = obtain(segment_for(std::max(segment->size() * kGrowth, wanted)), tail);
  if (made == nullptr) return nullptr;
  segment->next.store(made, std::memory_order_relaxed);
  segment->end.store(tail, std::memory_order_relaxed);
  write_segment_ = made;
  return made;
}

std::size_t ByteRing::write(Buffers& data, std::size_t most) {
  const std::uint64_t tail = tail_.load(std::memory_order_relaxed);
  const std::size_t chunk = std::min({data.size(), most, kChunk});
  const auto room_of = [&](const Segment* segment) {
    const std::uint64_t oldest = std::max(seen_head_, segment->base);
    return segment->size() - static_cast<std::size_t>(tail - oldest);
  };
  Segment* segment = write_segment_;
  if (segment == nullptr) [[unlikely]]
    segment = first_segment(chunk, tail);
  std::size_t room = std::min(room_of(segment), limit_ - static_cast<std::size_t>(tail - seen_head_));
  if (room < chunk) {
    seen_head_ = head_.load(std::memory_order_acquire);
    const std::size_t allowed = limit_ - static_cast<std::size_t>(tail - seen_head_);
    // One that is not of the largest size gives way to a larger one; the largest is filled first.
    const std::size_t wanted = std::min(allowed, chunk);
    const std::size_t here = room_of(segment);
    if (here < wanted && (here == 0 || segment->size() < segment_for(limit_))) {
      if (Segment* another = link(segment, wanted, tail); another != nullptr) segment = another;
    }
    room = std::min(room_of(segment), allowed);
    if (room == 0 && allowed != 0) throw std::bad_alloc();  // the segment that this needs could not be had
  }
  const std::size_t count = std::min(room, chunk);
  if (count == 0) return 0;
  data.copy_to(segment->first_piece(tail, count));
  if (const auto rest = segment->second_piece(tail, count); !rest.empty()) data.copy_to(rest);
  tail_.store(tail + count, std::memory_order_release);
  return count;
}

void ByteRing::write_urgent(std::byte byte) noexcept {
  mark_here();
  urgent_.store(static_cast<std::uint16_t>(0x100u | std::to_integer<unsigned>(byte)),
                std::memory_order_release);
}

// The state before the tail: whoever saw the end or a reset then sees everything that was written before. The
// mark after the tail: it is set before anything behind it is written.
std::uint64_t ByteRing::readable_end(std::uint64_t head, std::size_t wanted) noexcept {
  const std::uint32_t state = state_.load(std::memory_order_acquire);
  std::uint64_t end = seen_tail_;
  if (end - head < wanted) end = seen_tail_ = tail_.load(std::memory_order_acquire);
  if ((state & kReset) != 0) [[unlikely]]
    end = std::max(head, end_after_reset(end));
  const std::uint64_t mark = mark_.load(std::memory_order_relaxed);
  return head < mark && mark < end ? mark : end;
}

std::size_t ByteRing::read(Buffers& room) noexcept {
  const std::uint64_t start = head_.load(std::memory_order_relaxed);
  const std::uint64_t end = readable_end(start, room.size());
  std::uint64_t head = start;
  while (head != end && !room.empty()) {
    Segment* segment = read_segment_;
    const std::uint64_t closed = segment->end.load(std::memory_order_relaxed);
    if (head == closed) [[unlikely]] {
      read_segment_ = segment->next.load(std::memory_order_relaxed);
      let_go(segment);
      continue;
    }
    const auto count = std::min(static_cast<std::size_t>(std::min(end, closed) - head), room.size());
    room.copy_from(segment->first_piece(head, count));
    if (const auto rest = segment->second_piece(head, count); !rest.empty()) room.copy_from(rest);
    head += count;
  }
  if (head == start) {
    let_go_of_spare();  // nothing flows now
    return 0;
  }
  head_.store(head, std::memory_order_seq_cst);
  return static_cast<std::size_t>(head - start);
}

std::size_t ByteRing::peek(Buffers room) noexcept {
  const std::uint64_t start = head_.load(std::memory_order_relaxed);
  const std::uint64_t end = readable_end(start, room.size());
  std::uint64_t head = start;
  Segment* segment = read_segment_;
  while (head != end && !room.empty()) {
    const std::uint64_t closed = segment->end.load(std::memory_order_relaxed);
    if (head == closed) {
      segment = segment->next.load(std::memory_order_relaxed);
      continue;
    }
    const auto count = std::min(static_cast<std::size_t>(std::min(end, closed) - head), room.size());
    room.copy_from(segment->first_piece(head, count));
    if (const auto rest = segment->second_piece(head, count); !rest.empty()) room.copy_from(rest);
    head += count;
  }
  return static_cast<std::size_t>(head - start);
}

std::uint32_t ByteRing::take_wants_slowly() noexcept {
  const std::uint32_t wants = wanted_.load(std::memory_order_seq_cst);
  std::uint32_t told = 0;
  if ((wants & kRoom) != 0 && has_room()) told |= kRoom;
  if ((wants & kDrain) != 0 && beyond_receiver() == 0) told |= kDrain;
  if (told != 0) wanted_.fetch_and(~told, std::memory_order_seq_cst);
  return told;
}

std::uint32_t ByteRing::reset() noexcept {
  const std::uint64_t delivered = head_.load(std::memory_order_acquire) + receive_part_;
  std::uint64_t none = Segment::kOpen;
  cut_.compare_exchange_strong(none, delivered, std::memory_order_relaxed);
  return state_.fetch_or(kReset, std::memory_order_seq_cst);
}

// The two positions are not loaded at one moment. The reader's first: then the difference is never below what
// it was at some moment, and never negative.
std::size_t ByteRing::occupied() const noexcept {
  const std::uint32_t state = state_.load(std::memory_order_acquire);
  const std::uint64_t head = head_.load(std::memory_order_seq_cst);
  std::uint64_t tail = tail_.load(std::memory_order_seq_cst);
  if ((state & kReset) != 0) tail = std::max(head, end_after_reset(tail));
  return static_cast<std::size_t>(tail - head);
}

std::size_t ByteRing::readable() const noexcept {
  const std::uint64_t head = head_.load(std::memory_order_acquire);
  const std::size_t bytes = occupied();
  const std::uint64_t mark = mark_.load(std::memory_order_acquire);
  return head < mark && mark - head < bytes ? static_cast<std::size_t>(mark - head) : bytes;
}

bool ByteRing::has_room() const noexcept {
  const std::size_t bytes = occupied();
  return bytes < limit_ && limit_ - bytes >= std::min(room_to_wake(), limit_);
}

std::size_t ByteRing::beyond_receiver() const noexcept {
  const std::size_t bytes = occupied();
  return bytes > receive_part_ ? bytes - receive_part_ : 0;
}

}  // namespace wosa::spi::memory
