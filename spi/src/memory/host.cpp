// SPDX-License-Identifier: MIT
#include "memory/host.hpp"

#include <algorithm>
#include <cstring>

#include "ws2ipdef.h"

namespace wosa::spi::memory {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::uint32_t kLimitedBroadcast = 0xFFFFFFFF;
constexpr std::uint32_t kLoopbackBroadcast = 0x7FFFFFFF;

// Network byte order is the order of the bytes.
std::uint16_t swapped(std::uint16_t value) noexcept {
  std::array<std::uint8_t, 2> bytes;
  std::memcpy(bytes.data(), &value, sizeof value);
  return static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
}

}  // namespace

Host Host::ipv4(std::uint32_t address) noexcept {
  Host host;
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), host.bytes.begin());
  for (std::size_t i = 0; i < 4; ++i) host.bytes[12 + i] = static_cast<std::uint8_t>(address >> (24 - 8 * i));
  return host;
}

Host Host::ipv4_network_order(std::uint32_t address) noexcept {
  Host host = ipv4(0);
  std::memcpy(&host.bytes[12], &address, sizeof address);
  return host;
}

Host Host::ipv6_loopback() noexcept {
  Host host;
  host.bytes[15] = 1;
  return host;
}

bool Host::is_ipv4() const noexcept {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
}

std::uint32_t Host::ipv4() const noexcept {
  return std::uint32_t{bytes[12]} << 24 | std::uint32_t{bytes[13]} << 16 | std::uint32_t{bytes[14]} << 8 |
         bytes[15];
}

bool Host::is_wildcard() const noexcept { return is_ipv4() ? ipv4() == 0 : *this == Host{}; }

bool Host::is_loopback() const noexcept { return is_ipv4() ? bytes[12] == 127 : *this == ipv6_loopback(); }

bool Host::is_multicast() const noexcept {
  return is_ipv4() ? (bytes[12] & 0xF0u) == 0xE0u : bytes[0] == 0xFF;
}

bool Host::is_broadcast() const noexcept {
  return is_ipv4() && (ipv4() == kLimitedBroadcast || ipv4() == kLoopbackBroadcast);
}

Point point_of(const Address& address) noexcept {
  Point point;
  if (address.family() == WS_AF_INET) {
    const auto in = address.as<SOCKADDR_IN>();
    std::uint32_t bytes;
    std::memcpy(&bytes, &in.sin_addr, sizeof bytes);
    point.host = Host::ipv4_network_order(bytes);
    point.port = swapped(in.sin_port);
    return point;
  }
  const auto in6 = address.as<SOCKADDR_IN6>();
  std::memcpy(point.host.bytes.data(), &in6.sin6_addr, point.host.bytes.size());
  point.scope = in6.sin6_scope_id;
  point.port = swapped(in6.sin6_port);
  return point;
}

Address address_of(const Point& point, int family) noexcept {
  if (family == WS_AF_INET) {
    SOCKADDR_IN in{};
    in.sin_family = WS_AF_INET;
    in.sin_port = swapped(point.port);
    std::memcpy(&in.sin_addr, &point.host.bytes[12], sizeof in.sin_addr);
    return Address::of(in);
  }
  SOCKADDR_IN6 in6{};
  in6.sin6_family = WS_AF_INET6;
  in6.sin6_port = swapped(point.port);
  in6.sin6_scope_id = point.scope;
  std::memcpy(&in6.sin6_addr, point.host.bytes.data(), point.host.bytes.size());
  return Address::of(in6);
}

}  // namespace wosa::spi::memory
