// SPDX-License-Identifier: MIT
#pragma once

// What the runtime keeps for each thread: the pins (which sockets the thread is inside of), and what is under
// way.
//
// Blocks form a list that only grows: a block of a finished thread is taken over by a new one, so the scan of
// a close can walk the list without a lock. Pins are written by their owner and read by scans; everything
// else is the owner's alone. `bulk` is replaced under the socket table's mutex, which a scan holds.
//
// A thread executes a full fence when it has taken its block, before its first pin, and a close marks a slot
// and then looks at the list in sequentially consistent steps. So a close that finds no block of another
// thread in use needs no fence in other threads: whoever takes a block later finds the slot marked.

#include <atomic>
#include <cstdint>
#include <memory>

#include "kernel/waiter.hpp"
#include "ws2spi.h"

namespace wosa::runtime {

struct Chain;
struct Slot;

// A pin: the slot of the socket that the thread is inside of; null where the place is free.
using PinPlace = std::atomic<const Slot*>;

// Stands in a place that cannot be used. No look-up finds it.
extern const Slot kNoPlace;

struct alignas(64) ThreadBlock {
  static constexpr unsigned kInlinePins = 8;

  // The pins of calls. A place that holds null is free; the outermost call takes the first one, and those
  // that do not fit stand in the bulk list. Nothing counts them: a signal handler that pins between two steps
  // of a pin finds the place either free, and leaves it so, or taken. Inline pins are for cheap fences: where
  // those are not to be had, kNoPlace stands in each place for ever. First, so that a call touches one cache
  // line.
  PinPlace pins[kInlinePins]{};

  // Pins beyond the inline ones and those of select: `bulk_count` of them at `bulk`.
  std::atomic<PinPlace*> bulk{nullptr};
  std::atomic<std::uint32_t> bulk_count{0};
  std::uint32_t bulk_capacity = 0;

  // The chain whose WSPSocket or WSPAccept runs in this thread: new handles are bound to it.
  const Chain* creating = nullptr;

  // SO_OPENTYPE: 0, or the SO_SYNCHRONOUS_ kind of sockets that socket() makes in this thread.
  DWORD open_type = 0;

  // What SPI procedures receive as lpThreadId: a handle of the thread, closed when it ends.
  WSATHREADID id{};

  // The thread as a kernel object, and its place to wait. Others end its waits (kernel/waiter.hpp).
  kernel::Thread* thread = nullptr;
  kernel::Waiter waiter;

  ThreadBlock* next = nullptr;
  std::atomic<bool> in_use{false};
};

extern constinit thread_local ThreadBlock* current_block __attribute__((tls_model("initial-exec")));
extern constinit thread_local DWORD last_error __attribute__((tls_model("initial-exec")));

// Takes a block for the calling thread; nullptr when memory is exhausted.
ThreadBlock* acquire_thread_block() noexcept;

// The calling thread's block, made on first use; nullptr when memory is exhausted.
inline ThreadBlock* thread_block() noexcept {
  ThreadBlock* block = current_block;
  return block != nullptr ? block : acquire_thread_block();
}

// Head of the list of all blocks.
[[nodiscard]] ThreadBlock* first_thread_block() noexcept;

// Whether another thread than the caller has a block. A thread that takes one later sees what the caller has
// written by a sequentially consistent step before.
[[nodiscard]] bool other_threads_exist() noexcept;

// In the child of a fork: every other thread is gone, and so are its pins. Async-signal-safe.
void forget_other_threads() noexcept;

}  // namespace wosa::runtime
