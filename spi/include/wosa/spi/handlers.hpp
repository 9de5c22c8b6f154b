// SPDX-License-Identifier: MIT
#pragma once

// Which primitives a transport has, found by the compiler: a member that a class overrides has another type
// than the one it inherits. What a manifest claims is held against this when the provider is loaded.

#include <array>
#include <optional>
#include <type_traits>

#include "wosa/spi/endpoint.hpp"

namespace wosa::spi {

enum Handler : unsigned {
  kHasBind = 1u << 0,
  kHasListen = 1u << 1,
  kHasAccept = 1u << 2,
  kHasConnect = 1u << 3,
  kHasShutdown = 1u << 4,
  kHasSend = 1u << 5,
  kHasReceive = 1u << 6,
  kHasSendTo = 1u << 7,
  kHasReceiveFrom = 1u << 8,
  kHasSendUrgent = 1u << 9,
  kHasReceiveUrgent = 1u << 10,
  kHasDescriptor = 1u << 11,
  kHasSetOption = 1u << 12,
};

namespace detail {
template <typename Own, typename Base>
constexpr unsigned bit_if_own(Own, Base, unsigned bit) noexcept {
  return std::is_same_v<Own, Base> ? 0u : bit;
}
}  // namespace detail

/// The handlers of an endpoint class, as Handler bits.
template <typename E>
constexpr unsigned handlers_of() noexcept {
  static_assert(std::is_base_of_v<Endpoint, E>);
#define WOSA_HANDLER(member, bit) detail::bit_if_own(&E::member, &Endpoint::member, bit)
  return WOSA_HANDLER(bind, kHasBind) | WOSA_HANDLER(listen, kHasListen) |
         WOSA_HANDLER(try_accept, kHasAccept) | WOSA_HANDLER(start_connect, kHasConnect) |
         WOSA_HANDLER(shutdown, kHasShutdown) | WOSA_HANDLER(try_send, kHasSend) |
         WOSA_HANDLER(try_recv, kHasReceive) | WOSA_HANDLER(try_send_to, kHasSendTo) |
         WOSA_HANDLER(try_recv_from, kHasReceiveFrom) | WOSA_HANDLER(try_send_urgent, kHasSendUrgent) |
         WOSA_HANDLER(try_recv_urgent, kHasReceiveUrgent) | WOSA_HANDLER(descriptor, kHasDescriptor) |
         WOSA_HANDLER(set_option, kHasSetOption);
#undef WOSA_HANDLER
}

/// A capability that a catalog entry claims without its handlers.
struct UnsupportedClaim {
  const char* name;  // XP1_ name without prefix, in lower case
  unsigned missing;  // Handler bits; 0: no handler of an endpoint can carry it

  /// The same for a log: "expedited_data, but the transport overrides no try_send_urgent, try_recv_urgent".
  /// Ends with a zero byte.
  std::array<char, 320> text() const noexcept;
};

/// The first one of an entry whose transport has these handlers; empty when all is carried.
std::optional<UnsupportedClaim> unsupported_claim(const WSAPROTOCOL_INFOW& info, unsigned handlers) noexcept;

}  // namespace wosa::spi
