// SPDX-License-Identifier: MIT
#pragma once

// On which processor the calling thread runs, for the price of a load: the C library shares a small area with
// the kernel for restartable sequences, in which the kernel keeps the number up to date.

#include <sched.h>
#include <sys/rseq.h>

#include <cstddef>
#include <cstdint>

namespace wosa::spi::memory {

/// The processor's number, or a negative one where nobody knows.
inline int current_processor() noexcept {
  if (__rseq_size != 0) [[likely]] {
#if defined(__x86_64__)
    std::uintptr_t thread;
    __asm__("mov %%fs:0, %0" : "=r"(thread));
#else
    const auto thread = reinterpret_cast<std::uintptr_t>(__builtin_thread_pointer());
#endif
    const auto area = thread + static_cast<std::uintptr_t>(__rseq_offset);
    const auto* processor =
        reinterpret_cast<const volatile std::uint32_t*>(area + offsetof(struct rseq, cpu_id));
    if (const auto number = static_cast<int>(*processor); number >= 0) [[likely]]
      return number;
  }
  return sched_getcpu();
}

}  // namespace wosa::spi::memory
