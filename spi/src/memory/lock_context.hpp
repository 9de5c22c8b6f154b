// SPDX-License-Identifier: MIT
#pragma once

// What the locks of a network wait with.

#include <cstdint>

#include "wosa/spi/control_lock.hpp"

namespace wosa::spi::memory {

struct LockContext {
  const WOSA_SCHEDULER* scheduler;
  std::uint32_t generation;  // of the fork that the network belongs to
};

/// Holds a lock for a block.
class Hold {
 public:
  Hold(ControlLock& lock, const LockContext& context) noexcept : lock_(lock), context_(context) {
    lock_.lock(*context_.scheduler, context_.generation);
  }
  ~Hold() { lock_.unlock(*context_.scheduler, context_.generation); }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

 private:
  ControlLock& lock_;
  const LockContext& context_;
};

}  // namespace wosa::spi::memory
