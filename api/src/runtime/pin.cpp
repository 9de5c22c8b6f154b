// SPDX-License-Identifier: MIT
#include "runtime/pin.hpp"

namespace wosa::runtime {

namespace {

// The place is claimed before it is written: a signal handler that comes between pins behind it.
void push_bulk(ThreadBlock& block, [[maybe_unused]] const Slot& slot) noexcept {
  const auto index = block.bulk_count.load(std::memory_order_relaxed);
  auto& place = block.bulk.load(std::memory_order_relaxed)[index];
  place.store(nullptr, kPublishOrder);
  block.bulk_count.store(index + 1, kPublishOrder);
  compiler_fence();
#ifndef WOSA_BROKEN_PINS
  place.store(&slot, kPublishOrder);
#endif
}

// Removes the last bulk pins down to `count`, and finishes the closes that waited for them.
void pop_bulk(ThreadBlock& block, std::uint32_t count) noexcept {
  const auto* bulk = block.bulk.load(std::memory_order_relaxed);
  while (block.bulk_count.load(std::memory_order_relaxed) > count) {
    const auto last = block.bulk_count.load(std::memory_order_relaxed) - 1;
    auto* slot = const_cast<Slot*>(bulk[last].load(std::memory_order_relaxed));
    block.bulk_count.store(last, kClearOrder);
    light_fence();
    if (slot != nullptr && slot->state.load(kCheckOrder) == SlotState::kClosing) {
      the_runtime.sockets.finish_close(*slot);
    }
  }
}

}  // namespace

Pin pin_inside(ThreadBlock& block, SOCKET s) noexcept {
  for (auto& place : block.pins) {
    if (place.load(std::memory_order_relaxed) == nullptr) return pin_at(place, s);
  }
  Slot* slot = the_runtime.sockets.find(s);
  if (slot == nullptr || !the_runtime.sockets.reserve_bulk(block, 1)) return {};
  push_bulk(block, *slot);
  light_fence();
  if (slot->state.load(kCheckOrder) != SlotState::kOpen) {
    unpin_deep(block);
    return {};
  }
  return {slot, nullptr};
}

void unpin_deep(ThreadBlock& block) noexcept {
  pop_bulk(block, block.bulk_count.load(std::memory_order_relaxed) - 1);
}

void leave_closed(Slot& slot) noexcept {
  // The closing thread may have seen the pin and left the release to us.
  if (slot.state.load(kCheckOrder) == SlotState::kClosing) the_runtime.sockets.finish_close(slot);
}

BulkPin::BulkPin(ThreadBlock& block, std::span<const SOCKET> handles) noexcept
    : block_(block), first_(block.bulk_count.load(std::memory_order_relaxed)) {
  if (!the_runtime.sockets.reserve_bulk(block, gsl::narrow_cast<std::uint32_t>(handles.size()))) {
    error_ = WSAENOBUFS;
    return;
  }
  bool all_open = true;
  for (const SOCKET s : handles) {
    const Slot* slot = the_runtime.sockets.find(s);
    if (slot == nullptr) {
      all_open = false;
      break;
    }
    push_bulk(block, *slot);
  }
  light_fence();
  for (const SOCKET s : handles) {
    const Slot* slot = all_open ? the_runtime.sockets.find(s) : nullptr;
    if (slot == nullptr || slot->state.load(kCheckOrder) != SlotState::kOpen) {
      error_ = WSAENOTSOCK;
      pop_bulk(block_, first_);
      return;
    }
  }
}

BulkPin::~BulkPin() { pop_bulk(block_, first_); }

}  // namespace wosa::runtime
