// SPDX-License-Identifier: MIT
#pragma once

// Control codes that streams and datagram sockets share.

#include <cstring>
#include <span>

#include "memory/ip_socket.hpp"

namespace wosa::spi::memory {

/// The value if out holds it; in any case its size.
template <typename T>
Result<std::size_t> give_or_size(std::span<std::byte> out, const T& value) noexcept {
  if (out.size() >= sizeof value) std::memcpy(out.data(), &value, sizeof value);
  return sizeof value;
}

/// A BOOL or number of up to four bytes (some programs pass one byte).
Result<DWORD> number_in(std::span<const std::byte> in) noexcept;

/// The interface list, the address list, the route to an address; and what is documented as refused.
/// WSAEOPNOTSUPP for a code that is unknown.
Result<std::size_t> common_ioctl(const IpSocket& socket, DWORD code, std::span<const std::byte> in,
                                 std::span<std::byte> out);

}  // namespace wosa::spi::memory
