// SPDX-License-Identifier: MIT
#pragma once

// Pins: holds of the calling thread on sockets, wait-free and without a shared write. See socket_table.hpp.

#include <span>

#include "runtime/runtime.hpp"
#include "runtime/socket_table.hpp"

namespace wosa::runtime {

// Pins deeper than the inline ones stand in the thread's bulk list.
Slot* pin_deep(ThreadBlock& block, SOCKET s) noexcept;
void unpin_deep(ThreadBlock& block) noexcept;

// Holds an open socket until unpin; nullptr (nothing held) if it is none.
inline Slot* pin(ThreadBlock& block, SOCKET s) noexcept {
  const unsigned depth = block.depth;
  if (depth >= ThreadBlock::kInlinePins) [[unlikely]]
    return pin_deep(block, s);
  Slot* slot = the_runtime.sockets.find(s);
  if (slot == nullptr) [[unlikely]]
    return nullptr;
#ifndef WOSA_BROKEN_PINS  // the build that the stress test must catch publishes nothing
  block.pins[depth].store(s, kPublishOrder);
#endif
  light_fence();
  if (slot->state.load(kCheckOrder) != SlotState::kOpen) [[unlikely]] {
    block.pins[depth].store(kNoPin, kPublishOrder);
    light_fence();
    // The closing thread may have seen this pin and left the release to us.
    if (slot->state.load(kCheckOrder) == SlotState::kClosing) the_runtime.sockets.finish_close(s);
    return nullptr;
  }
  block.depth = depth + 1;
  return slot;
}

// Ends the innermost pin, which must be the one of s.
inline void unpin(ThreadBlock& block, SOCKET s, Slot& slot) noexcept {
  if (block.depth > ThreadBlock::kInlinePins) [[unlikely]] {
    unpin_deep(block);
  } else {
    block.pins[block.depth - 1].store(kNoPin, kClearOrder);
  }
  --block.depth;
  light_fence();
  if (slot.state.load(kCheckOrder) != SlotState::kOpen) [[unlikely]]
    the_runtime.sockets.finish_close(s);
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
