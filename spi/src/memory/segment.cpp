// SPDX-License-Identifier: MIT
#include "memory/segment.hpp"

#include <new>

namespace wosa::spi::memory {

Segment* Segment::make(std::size_t size, std::uint64_t base) noexcept {
  void* memory = ::operator new (sizeof(Segment) + size, std::align_val_t{alignof(Segment)}, std::nothrow);
  return memory == nullptr ? nullptr : new (memory) Segment(base, size);
}

void Segment::free(Segment* segment) noexcept {
  segment->~Segment();
  ::operator delete (segment, std::align_val_t{alignof(Segment)});
}

SegmentStore::~SegmentStore() {
  while (first_ != nullptr) {
    Segment* next = first_->next.load(std::memory_order_relaxed);
    Segment::free(first_);
    first_ = next;
  }
}

Segment* SegmentStore::take() noexcept {
  const Hold hold(lock_, locks_);
  Segment* taken = first_;
  if (taken == nullptr) return nullptr;
  first_ = taken->next.load(std::memory_order_relaxed);
  --count_;
  return taken;
}

void SegmentStore::give(Segment* segment) noexcept {
  {
    const Hold hold(lock_, locks_);
    if (count_ < kMost) {
      segment->next.store(first_, std::memory_order_relaxed);
      first_ = segment;
      ++count_;
      return;
    }
  }
  Segment::free(segment);
}

}  // namespace wosa::spi::memory
