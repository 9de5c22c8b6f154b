// SPDX-License-Identifier: MIT
#pragma once

// Addresses as the in-memory network compares them: one form for both families, an IPv4 address as the mapped
// IPv6 one (::ffff:a.b.c.d).

#include <array>
#include <cstdint>

#include "wosa/spi/address.hpp"

namespace wosa::spi::memory {

struct Host {
  std::array<std::uint8_t, 16> bytes{};

  /// From an IPv4 address in host byte order.
  static Host ipv4(std::uint32_t address) noexcept;
  static Host ipv4_network_order(std::uint32_t address) noexcept;
  static Host ipv6_loopback() noexcept;

  bool is_ipv4() const noexcept;
  /// The IPv4 address in host byte order.
  std::uint32_t ipv4() const noexcept;
  bool is_wildcard() const noexcept;
  bool is_loopback() const noexcept;
  bool is_multicast() const noexcept;
  /// The limited broadcast address, or the loopback network's.
  bool is_broadcast() const noexcept;

  friend bool operator==(const Host&, const Host&) = default;
};

/// Host and port (host byte order), and for a link-local IPv6 address its interface.
struct Point {
  Host host;
  std::uint32_t scope = 0;
  std::uint16_t port = 0;

  friend bool operator==(const Point& a, const Point& b) noexcept {
    return a.port == b.port && a.host == b.host;
  }
};

/// address is AF_INET or AF_INET6, of full length.
Point point_of(const Address& address) noexcept;
/// As a socket of the family sees it; an IPv6 socket sees IPv4 addresses mapped.
Address address_of(const Point& point, int family) noexcept;

}  // namespace wosa::spi::memory
