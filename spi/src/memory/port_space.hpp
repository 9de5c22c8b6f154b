// SPDX-License-Identifier: MIT
#pragma once

// The ports of one protocol: who is bound where, and who serves a destination.
//
// lock_ guards the table, every Binding's links and its service (listener, inbox). It is taken while a socket
// holds its own binding lock (ip_socket.hpp), never the other way, and nothing else is taken while it is
// held. A Binding takes itself off the table when its last owner lets go, so none is let go under the lock.

#include <atomic>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "wosa/spi/bind_rules.hpp"
#include "wosa/spi/result.hpp"

#include "memory/host.hpp"
#include "memory/lock_context.hpp"
#include "memory/ref.hpp"

namespace wosa::spi::memory {

class AcceptQueue;
class Inbox;
class Network;
class PortSpace;

/// A claim on an address. Held by the socket that bound it, and, where the claim is exclusive, by the
/// connections that were accepted there.
class Binding : public Counted<Binding> {
 public:
  Binding(Ref<Network> network, PortSpace& space, const BoundAddress& address) noexcept;
  ~Binding();

  const BoundAddress& address() const noexcept { return address_; }
  /// Whether what is sent to a destination arrives here.
  bool covers(const Host& destination) const noexcept;

 private:
  friend class PortSpace;

  const Ref<Network> network_;  // keeps the space
  PortSpace& space_;
  BoundAddress address_;
  Ref<AcceptQueue> listener_;
  Ref<Inbox> inbox_;
  Binding* next_ = nullptr;  // newer first
  Binding* previous_ = nullptr;
  bool linked_ = false;
};

class PortSpace {
 public:
  PortSpace(const LockContext& locks, std::uint64_t seed) noexcept : locks_(locks), random_(seed | 1) {}

  /// Claims an address; port 0 asks for a dynamic one that nobody has. WSAEADDRINUSE, WSAEACCES, WSAENOBUFS
  /// (no dynamic port is left).
  Result<Ref<Binding>> bind(const Ref<Network>& network, const BoundAddress& address);

  /// What serves at a binding from now on, or (empty) no more.
  void serve(Binding& binding, Ref<AcceptQueue> listener) noexcept;
  void serve(Binding& binding, Ref<Inbox> inbox) noexcept;

  struct Listener {
    Ref<AcceptQueue> queue;   // empty: nobody listens
    bool by_address = false;  // not only by a wildcard
  };
  Listener listener_at(const Point& destination) noexcept;

  struct Receiver {
    Ref<Inbox> inbox;
    bool by_address = false;
  };
  /// The one inbox that a datagram of a source goes to.
  Receiver receiver_at(const Point& destination, const Point& source) noexcept;
  /// All inboxes that a datagram to a group, or to everybody, goes to.
  std::vector<Ref<Inbox>> receivers_at(const Point& destination, const Point& source);

  /// Changes whenever another inbox may be the right one for some destination.
  std::uint64_t version() const noexcept { return version_.load(std::memory_order_acquire); }
  void new_version() noexcept { version_.fetch_add(1, std::memory_order_acq_rel); }

 private:
  friend class Binding;

  static constexpr std::uint16_t kFirstDynamic = 49152;
  static constexpr std::uint32_t kDynamicCount = 16384;

  Binding* first_at(std::uint16_t port) const noexcept;
  int verdict(const BoundAddress& wanted) const noexcept;
  bool is_free(const BoundAddress& wanted) const noexcept;
  /// A port of the dynamic range that nothing overlapping has, or 0.
  std::uint16_t dynamic_port(BoundAddress wanted) noexcept;
  void link(Binding& binding);
  void unlink(Binding& binding) noexcept;

  const LockContext& locks_;
  ControlLock lock_;
  std::uint64_t random_;
  std::unordered_map<std::uint16_t, Binding*> table_;
  std::atomic<std::uint64_t> version_{0};
};

}  // namespace wosa::spi::memory
