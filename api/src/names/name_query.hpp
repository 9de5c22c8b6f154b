// SPDX-License-Identifier: MIT
#pragma once

// What getnameinfo does, on C++ types and over any resolver.

#include <string>

#include "names/resolver.hpp"

namespace wosa::runtime::names {

inline constexpr int kNameFlags =
    WS_NI_NOFQDN | WS_NI_NUMERICHOST | WS_NI_NAMEREQD | WS_NI_NUMERICSERV | WS_NI_DGRAM;

// The host's name; as a number when it has none, unless NI_NAMEREQD makes that an error.
[[nodiscard]] Answer<std::string> host_name_of(const Resolver& resolver, const Address& address, int flags);

// The service's name; the port when it has none.
[[nodiscard]] std::string service_name_of(const Resolver& resolver, USHORT port, int flags);

}  // namespace wosa::runtime::names
