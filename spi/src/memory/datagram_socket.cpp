// SPDX-License-Identifier: MIT
#include "memory/datagram_socket.hpp"

#include "memory/host_addresses.hpp"

namespace wosa::spi::memory {

DatagramSocket::DatagramSocket(Ref<Network> network, int family, std::size_t most)
    : ip_(network, network->udp(), family),
      inbox_(Ref<Inbox>::make(network->locks(), readiness())),
      most_(most) {}

DatagramSocket::~DatagramSocket() = default;

Result<void> DatagramSocket::bind(const Address& name) {
  if (auto bound = ip_.bind(name, options()); !bound) return bound;
  ip_.space().serve(*ip_.binding(), inbox_);
  return {};
}

// To the wildcard, so that a peer chosen later decides what the others see.
Result<void> DatagramSocket::become_bound() {
  if (ip_.binding() != nullptr) return {};
  const Host any = ip_.is_ipv4() ? Host::ipv4(0) : Host{};
  if (auto bound = ip_.bind_implicitly(any, options()); !bound) return bound;
  ip_.space().serve(*ip_.binding(), inbox_);
  return {};
}

Result<Address> DatagramSocket::local_name() const {
  if (const auto now = peer(); now) return address_of(now->from, ip_.family());
  const Point local = ip_.local();
  if (local.port == 0) return failure(WSAEINVAL);
  return address_of(local, ip_.family());
}

Result<Address> DatagramSocket::peer_name() const {
  const auto now = peer();
  if (!now) return failure(WSAENOTCONN);
  return address_of(now->to, ip_.family());
}

std::optional<DatagramSocket::Peer> DatagramSocket::peer() const noexcept {
  const Hold hold(peer_lock_, ip_.locks());
  return peer_;
}

Result<void> DatagramSocket::check_destination(const Point& destination) const noexcept {
  const Host& host = destination.host;
  if (host.is_wildcard() || destination.port == 0) return failure(WSAEADDRNOTAVAIL);
  if (host.is_broadcast() && !options().broadcast.load(std::memory_order_relaxed)) return failure(WSAEACCES);
  return {};
}

// A group's datagrams come from the interface that was chosen for them.
Result<Point> DatagramSocket::source_for(const Point& destination) const noexcept {
  auto source = ip_.source_for(destination);
  if (!source || !destination.host.is_multicast() || !destination.host.is_ipv4()) return source;
  const std::uint32_t chosen = ip_.values().get(Slot::ip_multicast_if);
  if (chosen == 0 || interface_index(chosen) != 0 || !ip_.local().host.is_wildcard()) return source;
  source->host = Host::ipv4_network_order(chosen);
  return source;
}

Result<void> DatagramSocket::start_connect(const Address& address) {
  const bool dissolve =
      address.empty() || (point_of(address).host.is_wildcard() && point_of(address).port == 0);
  if (dissolve) {
    {
      const Hold hold(peer_lock_, ip_.locks());
      peer_.reset();
    }
    inbox_->clear_peer();
    ip_.space().new_version();
    return {};
  }
  const auto destination = ip_.destination(address);
  if (!destination) return failure(destination.error());
  if (auto allowed = check_destination(*destination); !allowed) return allowed;
  const Host& host = destination->host;
  if (!host.is_multicast() && !host.is_broadcast() && !is_own_address(host)) return failure(WSAENETUNREACH);
  if (auto bound = become_bound(); !bound) return bound;
  const auto source = source_for(*destination);
  if (!source) return failure(source.error());
  {
    const Hold hold(peer_lock_, ip_.locks());
    peer_ = Peer{*destination, *source};
  }
  inbox_->set_peer(*destination);
  ip_.space().new_version();
  return {};
}

Result<void> DatagramSocket::shutdown(int how) {
  if (how != SD_SEND) inbox_->shut();
  return {};
}

void DatagramSocket::close(Ending) noexcept {
  inbox_->close();
  ip_.unbind();
  route_.inbox.reset();
}

DWORD DatagramSocket::ready(DWORD conditions) const noexcept {
  DWORD ready = WOSA_READY_WRITE;
  if (inbox_->has_something()) ready |= WOSA_READY_READ | WOSA_READY_DATA;
  return ready & conditions;
}

Result<std::size_t> DatagramSocket::readable_bytes() const { return inbox_->bytes(); }

}  // namespace wosa::spi::memory
