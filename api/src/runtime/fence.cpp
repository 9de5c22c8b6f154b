// SPDX-License-Identifier: MIT
#include "runtime/fence.hpp"

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace wosa::runtime {

constinit std::atomic<bool> full_fences{true};

namespace {

long membarrier(int command) noexcept { return syscall(SYS_membarrier, command, 0, 0); }

}  // namespace

void register_fence() noexcept {
  const bool registered = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
  full_fences.store(!registered, std::memory_order_seq_cst);
}

void heavy_fence() noexcept {
#ifndef WOSA_THREAD_SANITIZER
  if (!full_fences.load(std::memory_order_relaxed) && membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) == 0) {
    return;
  }
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

}  // namespace wosa::runtime
