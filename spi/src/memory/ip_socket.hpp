// SPDX-License-Identifier: MIT
#pragma once

// What streams and datagram sockets have in common: the family, the local address, and the options of the
// IP levels.
//
// lock_ guards binding_ and implicit_: a send may bind the socket while another thread binds it too. The port
// space's lock is taken while it is held.

#include <atomic>
#include <memory>

#include "wosa/spi/endpoint.hpp"

#include "memory/network.hpp"
#include "memory/option_values.hpp"

namespace wosa::spi::memory {

class IpSocket {
 public:
  IpSocket(Ref<Network> network, PortSpace& space, int family) noexcept;
  IpSocket(const IpSocket&) = delete;
  IpSocket& operator=(const IpSocket&) = delete;

  const Ref<Network>& network() const noexcept { return network_; }
  PortSpace& space() const noexcept { return space_; }
  const LockContext& locks() const noexcept { return network_->locks(); }
  int family() const noexcept { return family_; }
  bool is_ipv4() const noexcept { return family_ == WS_AF_INET; }
  /// An IPv6 socket that serves IPv4 too (IPV6_V6ONLY is off).
  bool is_dual() const noexcept { return dual_.load(std::memory_order_acquire); }
  /// WSAEINVAL once it is bound.
  Result<void> set_dual(bool on) noexcept;

  /// WSAEADDRNOTAVAIL, WSAEADDRINUSE, WSAEACCES, WSAENOBUFS; WSAEINVAL when it is bound already.
  Result<void> bind(const Address& name, const SocketOptions& options);
  /// Binds to a dynamic port of an address if it is not bound.
  Result<void> bind_implicitly(const Host& host, const SocketOptions& options);
  /// Takes an implicit binding back.
  void undo_implicit() noexcept;
  void unbind() noexcept;
  /// The claim; empty while unbound.
  Ref<Binding> binding() const noexcept;
  /// Shares another socket's claim.
  void adopt(Ref<Binding> binding) noexcept;
  /// The local address; port 0 while unbound.
  Point local() const noexcept;

  /// Where something goes: WSAENETUNREACH for an IPv4 address on a socket that has IPv6 alone.
  Result<Point> destination(const Address& address) const noexcept;
  /// The local name of traffic to a destination: the bound address, or one that fits. WSAENETUNREACH where
  /// the bound address is of the other family.
  Result<Point> source_for(const Point& destination) const noexcept;

  OptionValues& values() noexcept { return values_; }
  const OptionValues& values() const noexcept { return values_; }

 private:
  BoundAddress describe(const Point& point, const SocketOptions& options) const noexcept;
  Result<void> claim(const BoundAddress& wanted, bool implicit);

  const Ref<Network> network_;
  PortSpace& space_;
  const int family_;
  std::atomic<bool> dual_{false};
  mutable ControlLock lock_;
  Ref<Binding> binding_;
  bool implicit_ = false;
  OptionValues values_;
};

}  // namespace wosa::spi::memory
