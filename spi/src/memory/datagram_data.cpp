// SPDX-License-Identifier: MIT
// Sending and receiving datagrams. Sending never waits: a datagram that finds no room, or nobody, is lost,
// and a port at which nobody is shows at the sender's next receive.
#include "memory/datagram_socket.hpp"
#include "memory/host_addresses.hpp"

namespace wosa::spi::memory {

// Whatever changes the way of this socket's datagrams also makes a new version: its own bind and connect too.
bool DatagramSocket::is_last_route(const Point& to) const noexcept {
  return route_.inbox != nullptr && route_.to == to && route_.version == ip_.space().version();
}

Result<DatagramSocket::Peer> DatagramSocket::way_to(const Address& to) {
  if (to.empty()) {
    const auto now = peer();
    if (!now) return failure(WSAENOTCONN);
    if (auto allowed = check_destination(now->to); !allowed) return failure(allowed.error());
    return *now;
  }
  const auto destination = ip_.destination(to);
  if (!destination) return failure(destination.error());
  if (auto allowed = check_destination(*destination); !allowed) return failure(allowed.error());
  if (is_last_route(*destination)) return Peer{*destination, route_.from};
  if (auto bound = become_bound(); !bound) return failure(bound.error());
  const auto source = source_for(*destination);
  if (!source) return failure(source.error());
  return Peer{*destination, *source};
}

Result<std::size_t> DatagramSocket::try_send_to(Buffers data, const Address& to) {
  const std::size_t size = data.size();
  if (size > most_) return failure(WSAEMSGSIZE);
  const auto way = way_to(to);
  if (!way) return failure(way.error());
  const bool many = way->to.host.is_multicast() || way->to.host.is_broadcast();
  // UDP_SEND_MSG_SIZE: one call, several datagrams.
  const std::size_t segment = ip_.values().get(Slot::udp_segment);
  const std::size_t piece = segment != 0 && segment < size ? segment : size;
  std::size_t left = size;
  do {
    const std::size_t now = left < piece ? left : piece;
    if (many) {
      send_to_many(*way, data, now);
    } else if (auto sent = send_to_one(*way, data, now); !sent) {
      return failure(sent.error());
    }
    left -= now;
  } while (left > 0);
  return size;
}

void DatagramSocket::send_to_many(const Peer& way, Buffers& data, std::size_t size) {
  const Buffers start = data;
  for (const auto& inbox : ip_.space().receivers_at(way.to, way.from)) {
    Buffers copy = start;
    inbox->deliver(way.from, copy, size);
  }
  data.advance(size);
}

// The version is read before the table: what changes in between is noticed at the next datagram.
Result<void> DatagramSocket::send_to_one(const Peer& way, Buffers& data, std::size_t size) {
  PortSpace& space = ip_.space();
  const std::uint64_t version = space.version();
  if (is_last_route(way.to) && route_.from == way.from &&
      route_.inbox->deliver(way.from, data, size) == Inbox::Outcome::taken)
    return {};
  constexpr int kAttempts = 4;
  for (int i = 0; i < kAttempts; ++i) {
    const auto receiver = space.receiver_at(way.to, way.from);
    // A wildcard's inbox serves own addresses only.
    if (!receiver.by_address && !is_own_address(way.to.host)) return failure(WSAENETUNREACH);
    if (receiver.inbox == nullptr) {
      route_.inbox.reset();
      data.advance(size);
      inbox_->report_unreachable();
      return {};
    }
    route_ = {version, way.to, way.from, receiver.inbox};
    // It may have gone, or have chosen another peer, since it was found.
    if (receiver.inbox->deliver(way.from, data, size) == Inbox::Outcome::taken) return {};
  }
  data.advance(size);
  return {};
}

Result<Datagram> DatagramSocket::try_recv_from(Buffers room, ReceiveFlags flags) {
  return inbox_->receive(room, flags.peek, ip_.family());
}

}  // namespace wosa::spi::memory
