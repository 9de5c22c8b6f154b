// SPDX-License-Identifier: MIT
#pragma once

// What the network inside the process takes from the machine: which addresses are its own. A program may bind
// them as it does on TCP/IP; whoever else in the process sends there arrives.

#include <cstdint>

#include "memory/host.hpp"

namespace wosa::spi::memory {

/// A loopback address, or one that an interface of the machine has now.
bool is_own_address(const Host& host) noexcept;

/// The index of an interface that exists now; 0 is any.
bool is_interface(std::uint32_t index) noexcept;

/// Where something sent to an own address, a group or everybody comes from.
Host source_towards(const Host& destination) noexcept;

}  // namespace wosa::spi::memory
