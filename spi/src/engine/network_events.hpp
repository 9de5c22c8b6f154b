// SPDX-License-Identifier: MIT
#pragma once

// What other procedures owe the network events that are selected for their socket.

#include "engine/socket.hpp"
#include "wosa/spi/network_events.hpp"

namespace wosa::spi::engine {

void reenable_selected(Socket& socket, long events) noexcept;

/// A call that re-enables events (or none, but may have changed the socket) has done its work. The caller
/// holds none of the socket's locks and turns.
inline void reenable_after(Socket& socket, long events) noexcept {
  if (socket.has(kSelected)) [[unlikely]]
    reenable_selected(socket, events);
}

/// Gives an accepted socket the selection of its listener.
void inherit_selection(Socket& listener, SOCKET accepted) noexcept;

/// closesocket was called: nothing is recorded any more.
void end_selection(Socket& socket) noexcept;

}  // namespace wosa::spi::engine
