// SPDX-License-Identifier: MIT
#pragma once

// Addresses between the caller's memory and ours, checked against what the catalog entry says of them.

#include "wosa/spi/address.hpp"

#include "engine/socket.hpp"

namespace wosa::spi::engine {

/// Takes the caller's address for a socket: as long as the entry's, or, where that varies, whole, so that the
/// transport refuses what is too long. 0, WSAEFAULT (pointer, or shorter than the entry's shortest),
/// WSAEAFNOSUPPORT.
int address_from_caller(const Socket& socket, const WS_sockaddr* name, int length, Address& address) noexcept;

/// Gives an address to the caller. 0, or WSAEFAULT: pointer, or *length too small (nothing is written then).
int address_to_caller(const Address& address, WS_sockaddr* name, INT* length) noexcept;

}  // namespace wosa::spi::engine
