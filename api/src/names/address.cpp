// SPDX-License-Identifier: MIT
#include "names/address.hpp"

#include <algorithm>
#include <cstring>

namespace wosa::runtime::names {

Address ipv4(UCHAR a, UCHAR b, UCHAR c, UCHAR d) noexcept {
  Address address;
  address.bytes = {a, b, c, d};
  return address;
}

Address ipv6(const void* sixteen_bytes, ULONG scope) noexcept {
  Address address;
  address.family = WS_AF_INET6;
  std::memcpy(address.bytes.data(), sixteen_bytes, address.bytes.size());
  address.scope = scope;
  return address;
}

Address loopback(int family) noexcept {
  if (family == WS_AF_INET) return ipv4(127, 0, 0, 1);
  Address address = wildcard(WS_AF_INET6);
  address.bytes[15] = 1;
  return address;
}

Address wildcard(int family) noexcept {
  Address address;
  address.family = family;
  return address;
}

bool is_loopback(const Address& address) noexcept {
  return address.is_ipv6() ? address.bytes == loopback(WS_AF_INET6).bytes : address.bytes[0] == 127;
}

Address mapped(const Address& ipv4_address) noexcept {
  Address address = wildcard(WS_AF_INET6);
  address.bytes[10] = 0xFF;
  address.bytes[11] = 0xFF;
  std::copy_n(ipv4_address.bytes.begin(), 4, address.bytes.begin() + 12);
  return address;
}

std::size_t socket_address_size(int family) noexcept {
  switch (family) {
    case WS_AF_INET: return sizeof(WS_sockaddr_in);
    case WS_AF_INET6: return sizeof(WS_sockaddr_in6);
    default: return 0;
  }
}

SocketAddress to_socket_address(const Address& address, USHORT port) noexcept {
  SocketAddress result{};
  result.size = socket_address_size(address.family);
  if (address.is_ipv6()) {
    WS_sockaddr_in6 in6{};
    in6.sin6_family = WS_AF_INET6;
    in6.sin6_port = WS_htons(port);
    std::memcpy(&in6.sin6_addr, address.bytes.data(), 16);
    in6.sin6_scope_id = address.scope;
    std::memcpy(&result.storage, &in6, sizeof in6);
  } else {
    WS_sockaddr_in in{};
    in.sin_family = WS_AF_INET;
    in.sin_port = WS_htons(port);
    std::memcpy(&in.sin_addr, address.bytes.data(), 4);
    std::memcpy(&result.storage, &in, sizeof in);
  }
  return result;
}

Endpoint to_endpoint(const SOCKADDR_STORAGE& storage) noexcept {
  Endpoint endpoint{};
  if (storage.ss_family == WS_AF_INET6) {
    WS_sockaddr_in6 in6;
    std::memcpy(&in6, &storage, sizeof in6);
    endpoint.address = ipv6(&in6.sin6_addr, in6.sin6_scope_id);
    endpoint.port = WS_ntohs(in6.sin6_port);
  } else {
    WS_sockaddr_in in;
    std::memcpy(&in, &storage, sizeof in);
    std::memcpy(endpoint.address.bytes.data(), &in.sin_addr, 4);
    endpoint.port = WS_ntohs(in.sin_port);
  }
  return endpoint;
}

}  // namespace wosa::runtime::names
