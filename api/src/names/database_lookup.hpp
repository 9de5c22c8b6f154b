// SPDX-License-Identifier: MIT
#pragma once

// What gethostbyname and gethostbyaddr do, over any resolver.

#include <string>

#include "names/resolver.hpp"

namespace wosa::runtime::names {

// The host's IPv4 addresses, at least one; an empty name is this computer.
[[nodiscard]] Answer<Host> find_ipv4_host(const Resolver& resolver, const std::string& name);

// The host with an address of `length` bytes. WSAEAFNOSUPPORT, WSAEINVAL (length).
[[nodiscard]] INT check_address(int family, int length) noexcept;

}  // namespace wosa::runtime::names
