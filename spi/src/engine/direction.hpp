// SPDX-License-Identifier: MIT
#pragma once

// One direction of a socket: the queue of calls that wait to send, or to receive.
//
// A call tries its primitive at once if nobody waits before it; otherwise, and when the primitive can do
// nothing now, a blocking call queues itself and sleeps until it is first and the transport says that
// something changed. `turn_` makes sure that at most one thread is inside the direction's primitives and
// guards the queue; it is never held while a thread sleeps or spins. Only the first of the queue tries, so
// that what was asked first is done first.
//
// A waiting call is an Operation on the stack of its thread. The queue knows nothing of threads but their
// waking, so operations that no thread waits for can stand in it as well.

#include <atomic>
#include <cstdint>

#include "wosa/spi/control_lock.hpp"

#include "engine/readiness_core.hpp"

namespace wosa::spi::engine {

struct Socket;

/// A call in the queue.
struct Operation {
  Operation* next = nullptr;
};

class Direction {
 public:
  explicit constexpr Direction(Side side) noexcept : side_(side) {}

  /// Runs attempt() until it answers something else than WSAEWOULDBLOCK, or, when the call may not block,
  /// once. attempt returns 0 or a code and runs with the turn. timeout in milliseconds, 0 for none; after it
  /// WSAETIMEDOUT. WSAEINTR when the socket is closed meanwhile.
  template <typename Attempt>
  int run(Socket& socket, DWORD conditions, bool may_block, DWORD timeout, Attempt&& attempt) noexcept;

 private:
  void enter(const Socket& socket) noexcept;
  void leave(const Socket& socket) noexcept;
  void append(Operation& operation) noexcept;
  void remove(Operation& operation) noexcept;
  /// Ends a call that has the turn: takes it from the queue, lets the next one look. Its answer.
  int depart(Socket& socket, Operation& operation, int code) noexcept;
  bool is_first(const Operation& operation) const noexcept { return first_ == &operation; }
  /// Sleeps until the socket may have changed since ticket. 0, WSAETIMEDOUT, WSAEINTR.
  int sleep(Socket& socket, DWORD conditions, std::uint32_t ticket, std::int64_t deadline,
            bool first) noexcept;
  static std::int64_t deadline_after(const Socket& socket, DWORD timeout) noexcept;
  /// Looks for a while whether one of conditions holds; true when it does.
  bool spin(const Socket& socket, DWORD conditions) noexcept;

  const Side side_;
  ControlLock turn_;
  std::atomic<std::uint32_t> spin_ns_{kFirstSpin};
  Operation* first_ = nullptr;  // guarded by turn_
  Operation* last_ = nullptr;

  static constexpr std::uint32_t kFirstSpin = 50'000;
  static constexpr std::uint32_t kMostSpin = 100'000;
  static constexpr std::uint32_t kLeastSpin = 500;
};

}  // namespace wosa::spi::engine
