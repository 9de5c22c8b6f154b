// SPDX-License-Identifier: MIT
#pragma once

// Waiting for sockets of several providers at once, without a polling interval.
//
// Each provider arms the readiness of its sockets: from then on poll(2) on the descriptor wakes when a wanted
// condition begins to hold. One poll over all descriptors waits; whatever wakes is asked what it has, and a
// wake-up without reason goes back to waiting for the rest of the time.

#include <cstdint>
#include <span>

#include "runtime/socket_table.hpp"

namespace wosa::runtime {

// One socket of a wait. The caller holds the socket.
struct Waited {
  SOCKET s = INVALID_SOCKET;
  const Slot* slot = nullptr;
  DWORD wanted = 0;  // WOSA_READY_ conditions to wait for
  DWORD ready = 0;   // those that hold
};

// Waits until a condition holds or the time is over (below 0: never; 0: only looks). 0, WSAEINVAL (a provider
// without the readiness extension), WSAENOTSOCK (a socket is being closed), WSAENOBUFS, or a provider's
// error.
INT wait_readiness(std::span<Waited> sockets, std::int64_t timeout_ns) noexcept;

// Whether the provider of a socket takes part.
bool has_readiness(const Slot& slot) noexcept;

}  // namespace wosa::runtime
