// SPDX-License-Identifier: MIT
#include "memory/ip_socket.hpp"

#include "memory/host_addresses.hpp"

namespace wosa::spi::memory {

IpSocket::IpSocket(Ref<Network> network, PortSpace& space, int family) noexcept
    : network_(std::move(network)), space_(space), family_(family) {}

Result<void> IpSocket::set_dual(bool on) noexcept {
  const Hold hold(lock_, locks());
  if (binding_ != nullptr) return failure(WSAEINVAL);
  dual_.store(on, std::memory_order_release);
  return {};
}

Result<void> IpSocket::bind(const Address& name, const SocketOptions& options) {
  const Point wanted = point_of(name);
  const Host& host = wanted.host;
  if (!is_ipv4() && host.is_ipv4() && !is_dual()) return failure(WSAEADDRNOTAVAIL);
  if (!host.is_wildcard() && !host.is_multicast() && !is_own_address(host)) return failure(WSAEADDRNOTAVAIL);
  return claim(describe(wanted, options), false);
}

Result<void> IpSocket::bind_implicitly(const Host& host, const SocketOptions& options) {
  if (binding() != nullptr) return {};
  Point wanted;
  wanted.host = host;
  auto claimed = claim(describe(wanted, options), true);
  // Another thread was faster: it is bound.
  if (!claimed && claimed.error() == WSAEINVAL) return {};
  return claimed;
}

void IpSocket::undo_implicit() noexcept {
  Ref<Binding> released;
  const Hold hold(lock_, locks());
  if (implicit_) binding_.swap(released);
  implicit_ = false;
}

void IpSocket::unbind() noexcept {
  Ref<Binding> released;
  const Hold hold(lock_, locks());
  binding_.swap(released);
}

Ref<Binding> IpSocket::binding() const noexcept {
  const Hold hold(lock_, locks());
  return binding_;
}

void IpSocket::adopt(Ref<Binding> binding) noexcept {
  const Hold hold(lock_, locks());
  binding_.swap(binding);
}

Point IpSocket::local() const noexcept {
  const Hold hold(lock_, locks());
  Point point;
  if (binding_ == nullptr) return point;
  const BoundAddress& address = binding_->address();
  point.host.bytes = address.host;
  point.scope = address.scope;
  point.port = address.port;
  return point;
}

Result<Point> IpSocket::destination(const Address& address) const noexcept {
  const Point point = point_of(address);
  if (!is_ipv4() && point.host.is_ipv4() && !is_dual()) return failure(WSAENETUNREACH);
  return point;
}

Result<Point> IpSocket::source_for(const Point& destination) const noexcept {
  Point source = local();
  if (source.port != 0 && !source.host.is_wildcard() && !source.host.is_multicast()) {
    if (source.host.is_ipv4() != destination.host.is_ipv4()) return failure(WSAENETUNREACH);
    return source;
  }
  source.host = source_towards(destination.host);
  return source;
}

BoundAddress IpSocket::describe(const Point& point, const SocketOptions& options) const noexcept {
  BoundAddress address;
  address.host = point.host.bytes;
  address.scope = point.scope;
  address.port = point.port;
  address.wildcard = point.host.is_wildcard();
  const bool mapped = point.host.is_ipv4();
  address.ipv4 = mapped || (address.wildcard && is_dual());
  address.ipv6 = !mapped;
  if (options.exclusive.load(std::memory_order_relaxed)) {
    address.sharing = Sharing::exclusive;
  } else if (options.reuse.load(std::memory_order_relaxed)) {
    address.sharing = Sharing::reuse;
  }
  return address;
}

Result<void> IpSocket::claim(const BoundAddress& wanted, bool implicit) {
  const Hold hold(lock_, locks());
  if (binding_ != nullptr) return failure(WSAEINVAL);
  auto claimed = space_.bind(network_, wanted);
  if (!claimed) return failure(claimed.error());
  binding_ = std::move(*claimed);
  implicit_ = implicit;
  return {};
}

}  // namespace wosa::spi::memory
