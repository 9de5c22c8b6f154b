// SPDX-License-Identifier: MIT
#pragma once

// Who may bind an address that another socket of the same protocol has: the matrix that Winsock documents for
// SO_REUSEADDR and SO_EXCLUSIVEADDRUSE ("Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE", Windows Server 2003 and
// later, sockets of one user). For every provider with ports. Pure functions.

#include <array>
#include <cstdint>

#include "ws2spi.h"

namespace wosa::spi {

/// What a socket said about sharing before it was bound: nothing, SO_REUSEADDR, SO_EXCLUSIVEADDRUSE.
enum class Sharing : std::uint8_t { none, reuse, exclusive };

/// An address that a socket is bound to, or wants. An IPv4 address is the mapped IPv6 one.
struct BoundAddress {
  std::array<std::uint8_t, 16> host{};
  std::uint32_t scope = 0;
  std::uint16_t port = 0;  // any byte order, the same for all
  bool ipv4 = false;       // datagrams or connections of which families arrive here
  bool ipv6 = false;
  bool wildcard = false;
  Sharing sharing = Sharing::none;
};

namespace detail {

enum class Overlap { none, same, first_wider, second_wider };

constexpr Overlap overlap_of(const BoundAddress& first, const BoundAddress& second) noexcept {
  if (first.port != second.port) return Overlap::none;
  if (!(first.ipv4 && second.ipv4) && !(first.ipv6 && second.ipv6)) return Overlap::none;
  if (first.wildcard && second.wildcard) return Overlap::same;
  if (first.wildcard) return Overlap::first_wider;
  if (second.wildcard) return Overlap::second_wider;
  return first.host == second.host && first.scope == second.scope ? Overlap::same : Overlap::none;
}

}  // namespace detail

/// Whether two addresses overlap at all.
constexpr bool overlaps(const BoundAddress& first, const BoundAddress& second) noexcept {
  return detail::overlap_of(first, second) != detail::Overlap::none;
}

/// 0, WSAEADDRINUSE or WSAEACCES: what a second bind gets beside a first.
constexpr int bind_verdict(const BoundAddress& first, const BoundAddress& second) noexcept {
  constexpr int kOk = 0;
  constexpr int kInUse = WSAEADDRINUSE;
  constexpr int kAccess = WSAEACCES;
  // Rows: the first bind's sharing. Columns: the second's.
  constexpr int kSameAddress[3][3] = {
      {kInUse, kAccess, kInUse}, {kInUse, kOk, kInUse}, {kInUse, kAccess, kInUse}};
  constexpr int kWildcardThenSpecific[3][3] = {{kOk, kOk, kOk}, {kOk, kOk, kOk}, {kAccess, kAccess, kAccess}};
  constexpr int kSpecificThenWildcard[3][3] = {{kOk, kOk, kInUse}, {kOk, kOk, kInUse}, {kOk, kOk, kInUse}};
  const auto row = static_cast<std::size_t>(first.sharing);
  const auto column = static_cast<std::size_t>(second.sharing);
  switch (detail::overlap_of(first, second)) {
    case detail::Overlap::none: return kOk;
    case detail::Overlap::first_wider: return kWildcardThenSpecific[row][column];
    case detail::Overlap::second_wider: return kSpecificThenWildcard[row][column];
    case detail::Overlap::same: break;
  }
  // A dual-mode wildcard against an exclusive IPv4 one is refused as forbidden, not as used.
  const bool dual_over_ipv4 = first.wildcard && second.ipv4 && second.ipv6 && !first.ipv6;
  if (dual_over_ipv4 && first.sharing == Sharing::exclusive) return kAccess;
  return kSameAddress[row][column];
}

}  // namespace wosa::spi
