// SPDX-License-Identifier: MIT
#pragma once

// Where a datagram socket's datagrams arrive: the queue, who is heard, and what a port unreachable left
// behind. Senders find it through the port space and may still hold it when the socket is gone: it then takes
// nothing more.
//
// lock_ guards queue_, peer_ and memberships_. Senders and the receiver take it for one copy. It is taken
// while the port space's lock is held, and nothing else is taken while it is held; readiness is told outside
// of it. The atomics stand for themselves.

#include <atomic>

#include "wosa/spi/endpoint.hpp"

#include "memory/datagram_queue.hpp"
#include "memory/lock_context.hpp"
#include "memory/memberships.hpp"
#include "memory/ref.hpp"

namespace wosa::spi::memory {

class Inbox : public Counted<Inbox> {
 public:
  Inbox(const LockContext& locks, Readiness readiness) noexcept
      : locks_(locks), readiness_(std::move(readiness)) {}

  // -- For senders ------------------------------------------------------------------------------------------

  enum class Outcome { taken, closed, not_heard };
  /// One datagram: size bytes of data. One that finds no room is taken and lost. closed, not_heard: nothing
  /// of data was used, and another inbox may be the right one.
  Outcome deliver(const Point& from, Buffers& data, std::size_t size) noexcept;
  /// Whether datagrams of a source are let in.
  bool hears(const Point& source) const noexcept;
  bool has_peer() const noexcept { return has_peer_.load(std::memory_order_acquire); }
  /// Whether a group was joined, for a source, and the group's datagrams of this host are wanted.
  bool wants(const Host& group, const Host& source) const noexcept;
  /// The port that this socket sent to is unreachable: its next receive says so.
  void report_unreachable() noexcept;

  // -- For the socket ---------------------------------------------------------------------------------------

  /// WSAEWOULDBLOCK; WSAECONNRESET after report_unreachable.
  Result<Datagram> receive(Buffers room, bool peek, int family) noexcept;
  bool has_something() const noexcept {
    return unreachable_.load(std::memory_order_acquire) || waiting_.load(std::memory_order_acquire) != 0;
  }
  std::size_t bytes() const noexcept;
  /// Hears one source from now on, and forgets what others sent.
  void set_peer(const Point& peer) noexcept;
  void clear_peer() noexcept;
  void set_limit(std::size_t bytes) noexcept { limit_.store(bytes, std::memory_order_relaxed); }
  void set_reports(bool on) noexcept;
  void set_loop(bool ipv4, bool on) noexcept {
    (ipv4 ? loop_ipv4_ : loop_ipv6_).store(on, std::memory_order_relaxed);
  }
  /// Takes nothing more, silently.
  void shut() noexcept;
  void close() noexcept;

  /// Runs change(memberships) alone.
  template <typename Change>
  int change_memberships(Change&& change) {
    const Hold hold(lock_, locks_);
    return change(memberships_);
  }

 private:
  static constexpr std::size_t kRoomyLimit = 262144;  // while the program leaves SO_RCVBUF open

  const LockContext locks_;
  const Readiness readiness_;
  mutable ControlLock lock_;
  DatagramQueue queue_;
  Point peer_;
  Memberships memberships_;
  std::atomic<std::size_t> waiting_{0};  // datagrams; stored under lock_
  std::atomic<std::size_t> limit_{kRoomyLimit};
  std::atomic<bool> has_peer_{false};  // stored under lock_
  std::atomic<bool> shut_{false};
  std::atomic<bool> closed_{false};  // stored under lock_
  std::atomic<bool> unreachable_{false};
  std::atomic<bool> reports_{true};
  std::atomic<bool> loop_ipv4_{true};
  std::atomic<bool> loop_ipv6_{true};
};

}  // namespace wosa::spi::memory
