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

// After the pin of a slot that is not open has been cleared.
void leave_closed(Slot& slot) noexcept;

// Holds an open socket until unpin; nullptr (nothing held) if it is none.
inline Slot* pin(ThreadBlock& block, SOCKET s) noexcept {
  const unsigned depth = block.depth;
  if (depth >= ThreadBlock::kInlinePins) [[unlikely]]
    return pin_deep(block, s);
  Slot* slot = the_runtime.sockets.find(s);
  if (slot == nullptr) [[unlikely]]
    return nullptr;
#ifndef WOSA_BROKEN_PINS  // the build that the stress test must catch publishes nothing
  block.pins[depth].store(slot, kPublishOrder);
#endif
  compiler_fence();
  if (slot->state.load(kCheckOrder) != SlotState::kOpen) [[unlikely]] {
    block.pins[depth].store(nullptr, kPublishOrder);
    compiler_fence();
    leave_closed(*slot);
    return nullptr;
  }
  block.depth = depth + 1;
  return slot;
}

// Ends the innermost pin, which must be the one of slot, made when the block's depth was `depth`.
inline void unpin(ThreadBlock& block, Slot& slot, unsigned depth) noexcept {
  if (depth >= ThreadBlock::kInlinePins) [[unlikely]]
    return unpin_deep(block);
  block.depth = depth;
  block.pins[depth].store(nullptr, kClearOrder);
  compiler_fence();
  if (slot.state.load(kCheckOrder) != SlotState::kOpen) [[unlikely]]
    leave_closed(slot);
}

inline void unpin(ThreadBlock& block, Slot& slot) noexcept { unpin(block, slot, block.depth - 1); }

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
