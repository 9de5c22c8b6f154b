// SPDX-License-Identifier: MIT
#pragma once

// The asymmetric fence under the socket table's pins.
//
// A pin is "publish my handle, then look at the slot"; a close is "mark the slot, then look for published
// handles". One of the two must see the other, which on every processor needs a full fence between the two
// steps of both. Calls are frequent and closes are rare, so a call pays a compiler barrier only and the close
// makes every running thread of the process execute a full fence, by membarrier(2). Where the kernel refuses
// it, both sides use full fences. ThreadSanitizer understands neither: under it the accesses themselves are
// sequentially consistent.

#include <atomic>

#if defined(__SANITIZE_THREAD__)
#define WOSA_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WOSA_THREAD_SANITIZER 1
#endif
#endif

namespace wosa::runtime {

#ifdef WOSA_THREAD_SANITIZER
inline constexpr std::memory_order kPublishOrder = std::memory_order_seq_cst;
inline constexpr std::memory_order kCheckOrder = std::memory_order_seq_cst;
inline constexpr std::memory_order kClearOrder = std::memory_order_seq_cst;
#else
inline constexpr std::memory_order kPublishOrder = std::memory_order_relaxed;
inline constexpr std::memory_order kCheckOrder = std::memory_order_acquire;
inline constexpr std::memory_order kClearOrder = std::memory_order_release;
#endif

// True until membarrier has been registered, and for ever where it cannot be.
extern std::atomic<bool> full_fences;

// Between publishing a pin and checking the slot, and between clearing a pin and checking the slot; for the
// pins of a thread that has found full_fences to be false.
inline void compiler_fence() noexcept {
#ifndef WOSA_THREAD_SANITIZER
  std::atomic_signal_fence(std::memory_order_seq_cst);
#endif
}

// The same, whatever full_fences says.
inline void light_fence() noexcept {
#ifndef WOSA_THREAD_SANITIZER
  if (full_fences.load(std::memory_order_relaxed)) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
  } else {
    compiler_fence();
  }
#endif
}

// A full fence in the calling thread alone: what pairs with threads that are not there yet
// (thread_block.hpp).
inline void own_fence() noexcept {
#ifndef WOSA_THREAD_SANITIZER
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

// Between marking a slot and scanning the pins of other threads. A system call, and an interrupt for every
// processor that runs one of them.
void heavy_fence() noexcept;

// Registers the process with membarrier(2); again in the child of a fork. Async-signal-safe.
void register_fence() noexcept;

}  // namespace wosa::runtime
