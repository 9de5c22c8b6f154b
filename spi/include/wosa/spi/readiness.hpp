// SPDX-License-Identifier: MIT
#pragma once

// "My readiness changed": what a transport says to whoever waits for one of its sockets.
//
// A Readiness is a counted reference to a small object that outlives the socket, so a peer, a worker thread
// or a timer may keep one and say changed() at any time, also while the socket is being closed or long after:
// it then does nothing. changed() takes no lock that is held while a primitive runs, so a primitive may call
// it on its own socket, on its peer's or on any other. When nobody waits it costs a fence and a load.
//
// The order that matters: make the new condition visible to ready() and to the try_ primitives first, then
// say changed(). Saying it too often is allowed, forgetting it is not: a waiter would sleep on.

#include <utility>

#include "wosa/spi/extension.h"

namespace wosa::spi {

class ReadinessCore;

class Readiness {
 public:
  Readiness() noexcept = default;
  /// A new one, for a new socket. Throws std::bad_alloc.
  static Readiness make();

  Readiness(const Readiness& other) noexcept;
  Readiness(Readiness&& other) noexcept : core_(std::exchange(other.core_, nullptr)) {}
  Readiness& operator=(Readiness other) noexcept {
    std::swap(core_, other.core_);
    return *this;
  }
  ~Readiness();

  /// Conditions (WOSA_READY_) began to hold, or may have. Any thread, any time. Never blocks, except that it
  /// wakes sleepers. Does nothing on an empty reference.
  void changed(DWORD conditions) const noexcept;

  explicit operator bool() const noexcept { return core_ != nullptr; }
  ReadinessCore* core() const noexcept { return core_; }

 private:
  explicit Readiness(ReadinessCore* core) noexcept : core_(core) {}

  ReadinessCore* core_ = nullptr;
};

}  // namespace wosa::spi
