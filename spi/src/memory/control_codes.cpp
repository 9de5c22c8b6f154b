// SPDX-License-Identifier: MIT
#include "memory/control_codes.hpp"

#include <algorithm>

#include "mswsock.h"
#include "ws2ipdef.h"

#include "memory/host_addresses.hpp"

namespace wosa::spi::memory {
namespace {

SOCKADDR_IN ipv4_address(std::uint32_t address) noexcept {
  return address_of(Point{Host::ipv4(address), 0, 0}, WS_AF_INET).as<SOCKADDR_IN>();
}

// There is one interface: the loopback one.
Result<std::size_t> interface_list(std::span<std::byte> out) noexcept {
  constexpr std::uint32_t kAddress = 0x7F000001;
  constexpr std::uint32_t kMask = 0xFF000000;
  INTERFACE_INFO info{};
  info.iiFlags = WS_IFF_UP | WS_IFF_LOOPBACK | WS_IFF_MULTICAST;
  info.iiAddress.AddressIn = ipv4_address(kAddress);
  info.iiNetmask.AddressIn = ipv4_address(kMask);
  info.iiBroadcastAddress.AddressIn = ipv4_address(0);
  if (out.size() < sizeof info) return failure(WSAEFAULT);
  return give_or_size(out, info);
}

// Addresses that others reach; a loopback address is none of them.
Result<std::size_t> address_list(std::span<std::byte> out) noexcept {
  std::array<std::byte, offsetof(SOCKET_ADDRESS_LIST, Address)> none{};
  return give_or_size(out, none);
}

Result<std::size_t> routing_interface(const IpSocket& socket, std::span<const std::byte> in,
                                      std::span<std::byte> out) noexcept {
  const std::size_t length = socket.is_ipv4() ? sizeof(SOCKADDR_IN) : sizeof(SOCKADDR_IN6);
  if (in.size() < length) return failure(WSAEFAULT);
  const Address remote(in.first(length));
  if (remote.family() != socket.family()) return failure(WSAEAFNOSUPPORT);
  const auto destination = socket.destination(remote);
  if (!destination) return failure(destination.error());
  const Host& host = destination->host;
  const bool known = host.is_wildcard() || host.is_multicast() || host.is_broadcast() || is_own_address(host);
  if (!known) return failure(WSAENETUNREACH);
  Point source;
  source.host = host.is_wildcard() ? (host.is_ipv4() ? Host::ipv4(0x7F000001) : Host::ipv6_loopback())
                                   : source_towards(host);
  const Address local = address_of(source, socket.family());
  if (out.size() >= length) std::copy_n(local.bytes().begin(), length, out.begin());
  return length;
}

}  // namespace

Result<DWORD> number_in(std::span<const std::byte> in) noexcept {
  if (in.empty()) return failure(WSAEFAULT);
  DWORD value = 0;
  std::memcpy(&value, in.data(), std::min(in.size(), sizeof value));
  return value;
}

Result<std::size_t> common_ioctl(const IpSocket& socket, DWORD code, std::span<const std::byte> in,
                                 std::span<std::byte> out) {
  switch (code) {
    case SIO_GET_INTERFACE_LIST: return interface_list(out);
    case SIO_ADDRESS_LIST_QUERY: return address_list(out);
    case SIO_ROUTING_INTERFACE_QUERY: return routing_interface(socket, in, out);
    case SIO_GET_BROADCAST_ADDRESS:
      if (!socket.is_ipv4()) return failure(WSAENOPROTOOPT);
      return give_or_size(out, ipv4_address(WS_INADDR_BROADCAST));
    case SIO_ASSOCIATE_HANDLE:
    case SIO_TRANSLATE_HANDLE:
    case SIO_GET_QOS:
    case SIO_SET_QOS:
    case SIO_GET_GROUP_QOS:
    case SIO_SET_GROUP_QOS: return failure(WSAENOPROTOOPT);
    default: return failure(WSAEOPNOTSUPP);
  }
}

}  // namespace wosa::spi::memory
