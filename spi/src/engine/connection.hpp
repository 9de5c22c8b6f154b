// SPDX-License-Identifier: MIT
#pragma once

// What is known about a connection: whether a connect that was under way has an outcome, and how a stream
// ended.

#include "engine/socket.hpp"

namespace wosa::spi::engine {

/// Takes the outcome of a background connect if there is one. True while it is still under way.
bool still_connecting(Socket& socket) noexcept;

/// A connect or an accept has succeeded.
void mark_connected(Socket& socket) noexcept;

/// What a code that a stream's primitive gave means for later calls: one that ended the connection is
/// remembered. Returns the code.
int note_stream_error(Socket& socket, int code) noexcept;

/// Why no data can move in a direction of a stream now (WSAENOTCONN, WSAESHUTDOWN, what broke it); 0 if it
/// can.
int explain_refusal(Socket& socket, std::uint32_t shut) noexcept;
inline int refuse_transfer(Socket& socket, std::uint32_t shut) noexcept {
  const std::uint32_t flags = socket.flags.load(std::memory_order_acquire);
  if ((flags & (kConnected | shut)) != kConnected) [[unlikely]]
    return explain_refusal(socket, shut);
  return socket.broken.load(std::memory_order_relaxed);
}

/// Which of conditions hold, as Winsock counts them.
DWORD conditions_now(Socket& socket, DWORD conditions) noexcept;

}  // namespace wosa::spi::engine
