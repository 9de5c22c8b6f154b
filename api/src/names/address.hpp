// SPDX-License-Identifier: MIT
#pragma once

// An IPv4 or IPv6 address on its own, and in a Winsock socket address.

#include <array>
#include <cstddef>
#include <optional>

#include "ws2tcpip.h"

namespace wosa::runtime::names {

struct Address {
  int family = WS_AF_INET;        // WS_AF_INET or WS_AF_INET6
  std::array<UCHAR, 16> bytes{};  // network byte order; IPv4 uses the first four, the others are 0
  ULONG scope = 0;                // IPv6: the interface of a link-local address; 0: none

  [[nodiscard]] bool is_ipv6() const noexcept { return family == WS_AF_INET6; }
  [[nodiscard]] std::size_t size() const noexcept { return is_ipv6() ? 16 : 4; }

  bool operator==(const Address&) const = default;
};

[[nodiscard]] Address ipv4(UCHAR a, UCHAR b, UCHAR c, UCHAR d) noexcept;
[[nodiscard]] Address ipv6(const void* sixteen_bytes, ULONG scope = 0) noexcept;

[[nodiscard]] Address loopback(int family) noexcept;
[[nodiscard]] Address wildcard(int family) noexcept;

// 127.0.0.0/8 and ::1.
[[nodiscard]] bool is_loopback(const Address& address) noexcept;

// ::ffff:a.b.c.d of an IPv4 address.
[[nodiscard]] Address mapped(const Address& ipv4_address) noexcept;

struct SocketAddress {
  SOCKADDR_STORAGE storage;
  std::size_t size;
};

[[nodiscard]] SocketAddress to_socket_address(const Address& address, USHORT port) noexcept;

struct Endpoint {
  Address address;
  USHORT port;  // host byte order
};

// The bytes a socket address of this family needs; 0: neither IPv4 nor IPv6.
[[nodiscard]] std::size_t socket_address_size(int family) noexcept;

// Of a family that socket_address_size knows, and of at least that size.
[[nodiscard]] Endpoint to_endpoint(const SOCKADDR_STORAGE& storage) noexcept;

}  // namespace wosa::runtime::names
