// SPDX-License-Identifier: MIT
#pragma once

// Which provider serves a descriptor, and how a close waits for those who are inside.
//
// The table is indexed by descriptor, in two levels that are never freed, so a look-up needs no lock. The
// first page, which serves most programs alone, is a part of the table: nothing has to be loaded to find it.
// A call *pins* its socket: it publishes the slot in its thread's block and then checks that the slot is
// open. A close marks the slot and then looks for it among what is published (see fence.hpp for why one of
// the two always sees the other). Whoever unpins a marked socket last, the closing thread or one that was
// inside, releases it: the provider's lpRelease closes the descriptor. Until then the number cannot be given
// out again by the kernel, so a pin never meets another socket.
//
// A slot's fields are written before it becomes open and stay as they are until it is free again. `mutex_`
// orders releases, first uses of a page and replacements of a thread's bulk pins; it is never held while a
// provider is called.

#include <array>
#include <atomic>
#include <gsl/gsl>
#include <mutex>
#include <span>
#include <tl/expected.hpp>

#include "runtime/fence.hpp"
#include "runtime/thread_block.hpp"
#include "wosa/spi/extension.h"

namespace wosa::runtime {

enum class SlotState : std::uint8_t { kFree, kOpen, kClosing };

// What a socket is bound to.
struct SocketBinding {
  const Chain* chain = nullptr;
  const WSPPROC_TABLE* procs = nullptr;
  const WOSA_PROVIDER_EXTENSION* extension =
      nullptr;  // normalized: every member exists, absent ones are null
  void* context = nullptr;
};

// Everything that a call reads stands in one cache line.
struct alignas(64) Slot {
  std::atomic<SlotState> state{SlotState::kFree};
  std::atomic<bool> descriptor_lost{false};  // the program closed the descriptor behind our back
  bool own_descriptor = false;               // made by WPUCreateSocketHandle: the runtime closes it
  std::uint32_t handle = 0;                  // of every socket that this slot ever is
  SocketBinding binding{};
  const WOSA_PROVIDER_EXTENSION* owner = nullptr;  // what lpPin tells of the provider
  // The extension's, where send() and recv() can take them: null for a socket without a context.
  decltype(WOSA_PROVIDER_EXTENSION::lpSend) send = nullptr;
  decltype(WOSA_PROVIDER_EXTENSION::lpReceive) receive = nullptr;
};
static_assert(sizeof(Slot) == 64);

class SocketTable {
 public:
  static constexpr unsigned kPageBits = 10;
  static constexpr unsigned kPageSlots = 1U << kPageBits;
  static constexpr unsigned kPages = 4096;  // descriptors up to four million

  // The slot of a handle, or nullptr where no socket can be.
  [[nodiscard]] Slot* find(SOCKET s) noexcept {
    if (s < kPageSlots) [[likely]]
      return &first_[s];
    if (s >= SOCKET{kPages} * kPageSlots) return nullptr;
    Slot* page = pages_[s >> kPageBits].load(std::memory_order_acquire);
    return page == nullptr ? nullptr : page + (s & (kPageSlots - 1));
  }

  // Makes descriptor a socket. The returned handle is another number than descriptor when the slot of
  // descriptor still belongs to a socket whose descriptor the program closed by itself while a thread is
  // inside of it; descriptor has then been duplicated and closed. On failure the descriptor stays the
  // caller's: WSAENOBUFS, WSAEMFILE. own_descriptor: nobody but the runtime closes it.
  tl::expected<SOCKET, INT> bind(int descriptor, const SocketBinding& binding,
                                 bool own_descriptor = false) noexcept;

  // Starts to close a socket that the calling thread has pinned; false when somebody did already.
  bool begin_close(SOCKET s) noexcept;

  // Calls visit(handle) for every open socket.
  template <typename Visitor>
  void for_each_open(Visitor&& visit) const noexcept {
    const auto visit_page = [&visit](const Slot* page, SOCKET first) {
      for (unsigned i = 0; i < kPageSlots; ++i) {
        if (page[i].state.load(std::memory_order_acquire) == SlotState::kOpen) visit(first + i);
      }
    };
    visit_page(first_.data(), 0);
    for (unsigned p = 1; p < kPages; ++p) {
      const Slot* page = pages_[p].load(std::memory_order_acquire);
      if (page != nullptr) visit_page(page, SOCKET{p} * kPageSlots);
    }
  }

  // Finishes a close if nobody is inside any more. Called by whoever unpinned a closing socket.
  void finish_close(Slot& slot) noexcept;

  // Room for `count` more bulk pins in the calling thread's block; false when memory is exhausted.
  bool reserve_bulk(ThreadBlock& block, std::uint32_t count) noexcept;

  // For fork handlers.
  std::mutex& mutex() noexcept { return mutex_; }

 private:
  Slot* find_or_make(SOCKET s) noexcept;
  bool evict(Slot& slot) noexcept;
  [[nodiscard]] static bool is_inside(const Slot& slot, const ThreadBlock* except) noexcept;
  void interrupt_others(const Slot& slot) noexcept;

  std::array<Slot, kPageSlots> first_{};
  std::array<std::atomic<Slot*>, kPages> pages_{};  // after the first one, which stands above
  std::mutex mutex_;
};

}  // namespace wosa::runtime
