// SPDX-License-Identifier: MIT
// Options and control codes of a datagram socket.
#include "mstcpip.h"
#include "mswsock.h"
#include "ws2tcpip.h"

#include "memory/control_codes.hpp"
#include "memory/datagram_socket.hpp"
#include "memory/host_addresses.hpp"

namespace wosa::spi::memory {
namespace {

constexpr DWORD kLargestPacket = 65536;  // the loopback interface's

Host host_of(const IN_ADDR& address) noexcept {
  std::uint32_t network_address;
  std::memcpy(&network_address, &address, sizeof network_address);
  return Host::ipv4_network_order(network_address);
}

Host host_of(const IN6_ADDR& address) noexcept {
  Host host;
  std::memcpy(host.bytes.data(), &address, host.bytes.size());
  return host;
}

// An IPv4 interface is told by an address or by 0.x.x.x with its index.
Result<GroupOnInterface> group_of(const IN_ADDR& group, const IN_ADDR& interface_address) noexcept {
  GroupOnInterface where;
  where.group = host_of(group);
  std::uint32_t network_address;
  std::memcpy(&network_address, &interface_address, sizeof network_address);
  where.interface_index = interface_index(network_address);
  where.interface_address = where.interface_index != 0 ? Host::ipv4(0) : host_of(interface_address);
  const bool known = where.interface_address.is_wildcard() ? is_interface(where.interface_index)
                                                           : is_own_address(where.interface_address);
  if (!known) return failure(WSAEADDRNOTAVAIL);
  return where;
}

Result<GroupOnInterface> group_of(const Host& group, std::uint32_t index) noexcept {
  if (!is_interface(index)) return failure(WSAEADDRNOTAVAIL);
  return GroupOnInterface{group, Host::ipv4(0), index};
}

Result<Host> host_of(const SOCKADDR_STORAGE& address, int level) noexcept {
  const int family = level == WS_IPPROTO_IP ? WS_AF_INET : WS_AF_INET6;
  if (address.ss_family != WS_AF_INET && address.ss_family != WS_AF_INET6) return failure(WSAEAFNOSUPPORT);
  if (address.ss_family != family) return failure(WSAEADDRNOTAVAIL);
  return point_of(Address::of(address)).host;
}

/// A membership option, decoded.
struct Change {
  GroupOnInterface where;
  Host source;
};

Result<Change> change_of(int level, int name, std::span<const std::byte> value) noexcept {
  const auto without_source = [](Result<GroupOnInterface> where) -> Result<Change> {
    if (!where) return failure(where.error());
    return Change{*where, {}};
  };
  switch (name) {
    case WS_MCAST_JOIN_GROUP:
    case WS_MCAST_LEAVE_GROUP: {
      const auto request = option_value<GROUP_REQ>(value);
      const auto group = host_of(request.gr_group, level);
      if (!group) return failure(group.error());
      return without_source(group_of(*group, request.gr_interface));
    }
    case WS_MCAST_BLOCK_SOURCE:
    case WS_MCAST_UNBLOCK_SOURCE:
    case WS_MCAST_JOIN_SOURCE_GROUP:
    case WS_MCAST_LEAVE_SOURCE_GROUP: {
      const auto request = option_value<GROUP_SOURCE_REQ>(value);
      const auto group = host_of(request.gsr_group, level);
      const auto source = host_of(request.gsr_source, level);
      if (!group || !source) return failure(!group ? group.error() : source.error());
      const auto where = group_of(*group, request.gsr_interface);
      if (!where) return failure(where.error());
      return Change{*where, *source};
    }
    default: break;
  }
  if (level == WS_IPPROTO_IPV6) {
    const auto request = option_value<IPV6_MREQ>(value);
    return without_source(group_of(host_of(request.ipv6mr_multiaddr), request.ipv6mr_interface));
  }
  if (name == WS_IP_ADD_MEMBERSHIP || name == WS_IP_DROP_MEMBERSHIP) {
    const auto request = option_value<IP_MREQ>(value);
    return without_source(group_of(request.imr_multiaddr, request.imr_interface));
  }
  const auto request = option_value<IP_MREQ_SOURCE>(value);
  const auto where = group_of(request.imr_multiaddr, request.imr_interface);
  if (!where) return failure(where.error());
  return Change{*where, host_of(request.imr_sourceaddr)};
}

int apply(Memberships& all, int level, int name, const Change& change) {
  switch (name) {
    case WS_MCAST_JOIN_GROUP: return all.join(change.where);
    case WS_MCAST_LEAVE_GROUP: return all.leave(change.where);
    case WS_MCAST_BLOCK_SOURCE: return all.block(change.where, change.source);
    case WS_MCAST_UNBLOCK_SOURCE: return all.unblock(change.where, change.source);
    case WS_MCAST_JOIN_SOURCE_GROUP: return all.join_source(change.where, change.source);
    case WS_MCAST_LEAVE_SOURCE_GROUP: return all.leave_source(change.where, change.source);
    default: break;
  }
  // Both levels number these alike.
  static_assert(WS_IP_ADD_MEMBERSHIP == WS_IPV6_ADD_MEMBERSHIP &&
                WS_IP_DROP_MEMBERSHIP == WS_IPV6_DROP_MEMBERSHIP);
  if (name == WS_IP_ADD_MEMBERSHIP) return all.join(change.where);
  if (name == WS_IP_DROP_MEMBERSHIP) return all.leave(change.where);
  if (level != WS_IPPROTO_IP) return WSAENOPROTOOPT;
  switch (name) {
    case WS_IP_ADD_SOURCE_MEMBERSHIP: return all.join_source(change.where, change.source);
    case WS_IP_DROP_SOURCE_MEMBERSHIP: return all.leave_source(change.where, change.source);
    case WS_IP_BLOCK_SOURCE: return all.block(change.where, change.source);
    case WS_IP_UNBLOCK_SOURCE: return all.unblock(change.where, change.source);
    default: return WSAENOPROTOOPT;
  }
}

bool is_membership(int level, int name) noexcept {
  if (name >= WS_MCAST_JOIN_GROUP && name <= WS_MCAST_LEAVE_SOURCE_GROUP) return true;
  const int last = level == WS_IPPROTO_IP ? WS_IP_UNBLOCK_SOURCE : WS_IPV6_DROP_MEMBERSHIP;
  return name >= WS_IP_ADD_MEMBERSHIP && name <= last && name != WS_IP_DONTFRAGMENT;
}

}  // namespace

OptionOwner DatagramSocket::option_owner() const noexcept {
  return {false, ip_.is_ipv4() || ip_.is_dual(), !ip_.is_ipv4()};
}

Result<void> DatagramSocket::option_changed(int name, DWORD value) {
  if (name == WS_SO_RCVBUF) inbox_->set_limit(value);
  return {};
}

Result<std::size_t> DatagramSocket::read_special(int level, int name, std::span<std::byte> value) const {
  if (level == WS_IPPROTO_IPV6 && name == WS_IPV6_V6ONLY) return give(value, BOOL{!ip_.is_dual()});
  if (level == WS_IPPROTO_IP && name == WS_IP_RECEIVE_BROADCAST) return give(value, BOOL{TRUE});
  if (is_membership(level, name)) return failure(WSAENOPROTOOPT);
  // The path's MTU.
  if (!peer()) return failure(WSAENOTCONN);
  return give(value, kLargestPacket);
}

Result<std::size_t> DatagramSocket::get_option(int level, int name, std::span<std::byte> value) const {
  const auto option = find_option(option_owner(), level, name);
  if (!option) return failure(option.error());
  if ((*option)->form == Form::special) return read_special(level, name, value);
  return read_option(**option, ip_.values(), value);
}

Result<void> DatagramSocket::write_special(int level, int name, std::span<const std::byte> value) {
  if (is_membership(level, name)) {
    const auto change = change_of(level, name, value);
    if (!change) return failure(change.error());
    const int code =
        inbox_->change_memberships([&](Memberships& all) { return apply(all, level, name, *change); });
    if (code != 0) return failure(code);
    return {};
  }
  const auto number = option_value<DWORD>(value);
  if (level == WS_IPPROTO_IPV6 && name == WS_IPV6_V6ONLY) return ip_.set_dual(number == 0);
  // Leaving broadcasts out is not offered.
  if (level == WS_IPPROTO_IP && name == WS_IP_RECEIVE_BROADCAST && number != 0) return {};
  return failure(WSAENOPROTOOPT);
}

Result<void> DatagramSocket::set_option(int level, int name, std::span<const std::byte> value) {
  const auto option = find_option(option_owner(), level, name);
  if (!option) return failure(option.error());
  if (value.size() < (*option)->size) return failure(WSAEFAULT);
  if ((*option)->form == Form::special) return write_special(level, name, value);
  if (auto written = write_option(**option, ip_.values(), value); !written) return written;
  inbox_->set_loop(true, ip_.values().get(Slot::ip_multicast_loop) != 0);
  inbox_->set_loop(false, ip_.values().get(Slot::ipv6_multicast_loop) != 0);
  return {};
}

Result<std::size_t> DatagramSocket::ioctl(DWORD code, std::span<const std::byte> in,
                                          std::span<std::byte> out) {
  switch (code) {
    case SIO_UDP_CONNRESET:
    case SIO_UDP_NETRESET:
    case SIO_MULTIPOINT_LOOPBACK:
    case SIO_MULTICAST_SCOPE: break;
    case SIO_KEEPALIVE_VALS: return failure(WSAENOPROTOOPT);
    case SIO_IDEAL_SEND_BACKLOG_QUERY:
    case SIO_TCP_INFO:
    case SIO_LOOPBACK_FAST_PATH: return failure(WSAEOPNOTSUPP);
    default: return common_ioctl(ip_, code, in, out);
  }
  const auto number = number_in(in);
  if (!number) return failure(number.error());
  switch (code) {
    case SIO_UDP_CONNRESET: inbox_->set_reports(*number != 0); break;
    case SIO_UDP_NETRESET: break;  // no hop limit ever expires here
    case SIO_MULTIPOINT_LOOPBACK:
      ip_.values().set(ip_.is_ipv4() ? Slot::ip_multicast_loop : Slot::ipv6_multicast_loop, *number != 0);
      inbox_->set_loop(ip_.is_ipv4(), *number != 0);
      break;
    default:  // SIO_MULTICAST_SCOPE
      if (*number > 255) return failure(WSAEINVAL);
      ip_.values().set(ip_.is_ipv4() ? Slot::ip_multicast_ttl : Slot::ipv6_multicast_hops, *number);
      break;
  }
  return 0;
}

}  // namespace wosa::spi::memory
