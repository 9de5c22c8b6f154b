// SPDX-License-Identifier: MIT
#pragma once

// Addresses as text and back.

#include <optional>
#include <string>
#include <string_view>

#include "names/address.hpp"

namespace wosa::runtime::names {

// "a", "a.b", "a.b.c", "a.b.c.d"; each number decimal, octal (0...) or hexadecimal (0x...), the last one
// filling the bytes that are left. Nothing for any other text.
[[nodiscard]] std::optional<Address> parse_loose_ipv4(std::string_view text) noexcept;

// Four decimal numbers, or colons and groups as RFC 4291 has them; no scope.
[[nodiscard]] std::optional<Address> parse_strict(int family, const std::string& text) noexcept;

// What stands for itself where a host name is expected: loose IPv4, or IPv6 that may name its scope ("%2",
// "%eth0").
[[nodiscard]] std::optional<Address> parse_numeric_host(const std::string& text);

// Without and with the scope, which is left out when it is 0.
[[nodiscard]] std::string to_text(const Address& address);
[[nodiscard]] std::string to_scoped_text(const Address& address);

}  // namespace wosa::runtime::names
