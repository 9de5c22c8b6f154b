// SPDX-License-Identifier: MIT
#include "runtime/socket_table.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <new>

#include "runtime/errors.hpp"
#include "runtime/pin.hpp"
#include "runtime/provider_call.hpp"
#include "runtime/providers.hpp"
#include "runtime/runtime.hpp"
#include "runtime/scheduler.hpp"

namespace wosa::runtime {

constinit const Slot kNoPlace{{}, {}, false, UINT32_MAX - 1, {}, nullptr, nullptr, nullptr};

Slot* SocketTable::find_or_make(SOCKET s) noexcept {
  if (s >= SOCKET{kPages} * kPageSlots) return nullptr;
  auto& entry = pages_[s >> kPageBits];
  if (s >= kPageSlots && entry.load(std::memory_order_acquire) == nullptr) {
    const std::lock_guard lock(mutex_);
    if (entry.load(std::memory_order_relaxed) == nullptr) {
      Slot* page = new (std::nothrow) Slot[kPageSlots];
      if (page == nullptr) return nullptr;
      entry.store(page, std::memory_order_release);
    }
  }
  return find(s);
}

[[gnu::hot]] tl::expected<SOCKET, INT> SocketTable::bind(int descriptor, const SocketBinding& binding,
                                                         bool own_descriptor) noexcept {
  for (;;) {
    const auto s = static_cast<SOCKET>(descriptor);
    Slot* slot = find_or_make(s);
    if (slot == nullptr) return tl::unexpected(WSAENOBUFS);
    if (slot->state.load(std::memory_order_acquire) == SlotState::kFree || evict(*slot)) {
      slot->handle = static_cast<std::uint32_t>(s);
      slot->binding = binding;
      slot->own_descriptor = own_descriptor;
      const bool has_short_way = binding.context != nullptr && binding.extension != nullptr;
      slot->send = has_short_way ? binding.extension->lpSend : nullptr;
      slot->receive = has_short_way ? binding.extension->lpReceive : nullptr;
      slot->owner = binding.chain != nullptr ? binding.chain->provider->registered.load() : nullptr;
      slot->descriptor_lost.store(false, std::memory_order_relaxed);
      slot->state.store(SlotState::kOpen, std::memory_order_release);
      return s;
    }
    const int flags = fcntl(descriptor, F_GETFD);
    const int command = (flags & FD_CLOEXEC) != 0 ? F_DUPFD_CLOEXEC : F_DUPFD;
    const int moved = fcntl(descriptor, command, descriptor + 1);
    if (moved < 0) return tl::unexpected(INT{WSAEMFILE});
    close(descriptor);
    descriptor = moved;
  }
}

namespace {

// Between marking a slot and scanning the pins: marking is a sequentially consistent step, as
// other_threads_exist asks for. Whether there is anything to scan for: a thread that takes its block later
// finds the mark.
bool fence_and_find_others() noexcept {
  if (!other_threads_exist()) return false;
  heavy_fence();
  return true;
}

}  // namespace

// The descriptor of a slot turned up again as a new one: the program closed it by itself, or a fork's child
// never had it (its descriptors are older than its memory). Frees the slot, or returns false while somebody
// is still inside.
bool SocketTable::evict(Slot& slot) noexcept {
  slot.descriptor_lost.store(true, std::memory_order_relaxed);
  auto expected = SlotState::kOpen;
  if (slot.state.compare_exchange_strong(expected, SlotState::kClosing, std::memory_order_seq_cst))
    fence_and_find_others();
  finish_close(slot);
  return slot.state.load(std::memory_order_acquire) == SlotState::kFree;
}

bool SocketTable::is_inside(const Slot& slot, const ThreadBlock* except) noexcept {
  for (auto* block = first_thread_block(); block != nullptr; block = block->next) {
    if (block == except) continue;
    for (const auto& pin : block->pins) {
      if (pin.load(kCheckOrder) == &slot) return true;
    }
    const auto count = block->bulk_count.load(kCheckOrder);
    const auto* bulk = block->bulk.load(kCheckOrder);
    for (std::uint32_t i = 0; i < count; ++i) {
      if (bulk[i].load(kCheckOrder) == &slot) return true;
    }
  }
  return false;
}

[[gnu::hot]] bool SocketTable::begin_close(SOCKET s) noexcept {
  Slot* slot = find(s);
  if (slot == nullptr) return false;
  auto expected = SlotState::kOpen;
  if (!slot->state.compare_exchange_strong(expected, SlotState::kClosing, std::memory_order_seq_cst))
    return false;
  if (fence_and_find_others()) interrupt_others(*slot);
  return true;
}

void SocketTable::interrupt_others(const Slot& slot) noexcept {
  const auto* extension = slot.binding.extension;
  if (extension == nullptr || extension->lpInterrupt == nullptr) return;
  const auto somebody_inside = [&] {
#ifdef WOSA_BROKEN_PINS  // the build that the stress test must catch: nobody is ever seen inside
    return false;
#else
    const std::lock_guard lock(mutex_);
    return is_inside(slot, current_block);
#endif
  };
  // A thread that was about to enter the kernel can miss the first wake-up; such providers ask to be called
  // again.
  constexpr int kMostCalls = 12;
  std::int64_t pause_ns = 50'000;
  for (int calls = 0; calls < kMostCalls && somebody_inside(); ++calls) {
    if (call_provider(FALSE, [&] { return extension->lpInterrupt(slot.handle, slot.binding.context); }) ==
        FALSE)
      return;
    sleep_for(pause_ns);
    pause_ns *= 2;
  }
}

[[gnu::hot]] void SocketTable::finish_close(Slot& slot) noexcept {
  SocketBinding binding;
  SOCKET handle = INVALID_SOCKET;
  bool lost = false;
  bool own_descriptor = false;
  {
    const std::lock_guard lock(mutex_);
    if (slot.state.load(std::memory_order_acquire) != SlotState::kClosing) return;
#ifndef WOSA_BROKEN_PINS
    if (is_inside(slot, nullptr)) return;
#endif
    binding = slot.binding;
    handle = slot.handle;
    own_descriptor = slot.own_descriptor;
    lost = slot.descriptor_lost.load(std::memory_order_relaxed);
    // Free before the descriptor is closed: from then on the kernel may hand out its number to another
    // thread.
    slot.state.store(SlotState::kFree, std::memory_order_release);
  }
  if (binding.extension != nullptr && binding.extension->lpRelease != nullptr) {
    call_provider([&] { binding.extension->lpRelease(handle, binding.context, lost ? TRUE : FALSE); });
  }
  if (own_descriptor && !lost) close(static_cast<int>(handle));
}

bool SocketTable::reserve_bulk(ThreadBlock& block, std::uint32_t count) noexcept {
  const auto used = block.bulk_count.load(std::memory_order_relaxed);
  if (block.bulk_capacity - used >= count) return true;
  std::uint32_t capacity = block.bulk_capacity == 0 ? 64 : block.bulk_capacity;
  while (capacity - used < count) capacity *= 2;
  auto* larger = new (std::nothrow) PinPlace[capacity];
  if (larger == nullptr) return false;
  auto* old = block.bulk.load(std::memory_order_relaxed);
  for (std::uint32_t i = 0; i < used; ++i) {
    larger[i].store(old[i].load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
  {
    const std::lock_guard lock(mutex_);
    block.bulk.store(larger, std::memory_order_release);
    block.bulk_capacity = capacity;
  }
  delete[] old;
  return true;
}

}  // namespace wosa::runtime
