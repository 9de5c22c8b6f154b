// SPDX-License-Identifier: MIT
#pragma once

// A lock of four bytes for the rare paths of a socket (bind, connect's bookkeeping, options made of several
// steps). It waits through the runtime's scheduler, as everything here does. Nothing blocks while it is held.
//
// A thread that held it in the parent does not exist in the child of a fork. So the word also carries the
// fork generation: a lock of an older generation is free.

#include <atomic>
#include <cstdint>

namespace wosa::tcpip {

class ControlLock {
 public:
  constexpr ControlLock() noexcept = default;
  ControlLock(const ControlLock&) = delete;
  ControlLock& operator=(const ControlLock&) = delete;

  void lock() noexcept;
  void unlock() noexcept;

  /// Whether a thread of this process's parent held it when the process was forked: what it guards may be
  /// half changed. Meaningful before lock().
  bool orphaned() const noexcept;

 private:
  std::atomic<std::uint32_t> word_{0};  // generation << 2 | state
};

}  // namespace wosa::tcpip
