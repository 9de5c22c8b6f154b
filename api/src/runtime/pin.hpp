// SPDX-License-Identifier: MIT
#pragma once

// Pins: holds of the calling thread on sockets, wait-free and without a shared write. See socket_table.hpp.

#include <span>

#include "runtime/runtime.hpp"
#include "runtime/socket_table.hpp"

namespace wosa::runtime {

// A hold of the calling thread on an open socket, until unpin.
struct Pin {
  Slot* slot = nullptr;       // null: nothing is held
  PinPlace* place = nullptr;  // among the thread's inline places; null: the last of its bulk list

  explicit operator bool() const noexcept { return slot != nullptr; }
};

// Where the first place is taken: by an outer call, or for ever.
Pin pin_inside(ThreadBlock& block, SOCKET s) noexcept;
void unpin_deep(ThreadBlock& block) noexcept;

// After the pin of a slot that is not open has been cleared.
[[gnu::cold]] void leave_closed(Slot& slot) noexcept;

inline void clear_place(PinPlace& place, Slot& slot) noexcept {
  place.store(nullptr, kClearOrder);
  compiler_fence();
  if (slot.state.load(kCheckOrder) != SlotState::kOpen) [[unlikely]]
    leave_closed(slot);
}

// Pins a slot at a place that is free. False: it is not open, and the place is to be cleared.
inline bool publish([[maybe_unused]] PinPlace& place, Slot& slot) noexcept {
#ifndef WOSA_BROKEN_PINS  // the build that the stress test must catch publishes nothing
  place.store(&slot, kPublishOrder);
#endif
  compiler_fence();
  return slot.state.load(kCheckOrder) == SlotState::kOpen;
}

inline Pin pin_at(PinPlace& place, SOCKET s) noexcept {
  Slot* slot = the_runtime.sockets.find(s);
  if (slot == nullptr) [[unlikely]]
    return {};
  if (publish(place, *slot)) [[likely]]
    return {slot, &place};
  clear_place(place, *slot);
  return {};
}

// Holds an open socket; nothing if it is none.
inline Pin pin(ThreadBlock& block, SOCKET s) noexcept {
  PinPlace& first = block.pins[0];
  if (first.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
    return pin_inside(block, s);
  return pin_at(first, s);
}

// Ends a pin. Of those in the bulk list, the last made is the first ended.
inline void unpin(ThreadBlock& block, const Pin& held) noexcept {
  if (held.place == nullptr) [[unlikely]]
    return unpin_deep(block);
  clear_place(*held.place, *held.slot);
}

// The slot of a socket that one of the thread's inline pins holds, or nullptr.
inline const Slot* held_inline(const ThreadBlock& block, SOCKET s) noexcept {
  for (const auto& place : block.pins) {
    const Slot* slot = place.load(std::memory_order_relaxed);
    if (slot == nullptr) continue;
    if (slot->handle == s) return slot;
  }
  return nullptr;
}

// Holds several sockets at once, for select.
class BulkPin {
 public:
  BulkPin(ThreadBlock& block, std::span<const SOCKET> handles) noexcept;
  ~BulkPin();
  BulkPin(const BulkPin&) = delete;
  BulkPin& operator=(const BulkPin&) = delete;

  // 0 when everything is held; WSAENOTSOCK (an entry is no open socket, nothing is held) or WSAENOBUFS.
  [[nodiscard]] INT error() const noexcept { return error_; }

 private:
  ThreadBlock& block_;
  std::uint32_t first_ = 0;
  INT error_ = 0;
};

}  // namespace wosa::runtime
