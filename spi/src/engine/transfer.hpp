// SPDX-License-Identifier: MIT
#pragma once

// What sends and receives have in common: the caller's list of buffers, checked, and the flags.

#include <span>

#include "engine/socket.hpp"

namespace wosa::spi::engine {

/// Checks that the list and the first `most` bytes of its buffers are memory that can be read (or, for a
/// receive, written) now. WSAEINVAL (no buffer), WSAEFAULT.
int check_buffers(const WSABUF* buffers, DWORD count, bool to_write, std::size_t most) noexcept;

/// A receive uses no more of its buffers at once, so that a huge one is not touched for nothing.
constexpr std::size_t kMostReceived = std::size_t{1} << 20;
constexpr std::size_t kEverything = ~std::size_t{0};

/// 0, or WSAEOPNOTSUPP for a flag that this type of socket does not have.
int check_send_flags(const Socket& socket, DWORD flags) noexcept;
int check_receive_flags(const Socket& socket, DWORD flags) noexcept;

/// Whether a call asks for overlapped operation. A socket without the attribute ignores lpOverlapped.
inline bool wants_overlapped(const Socket& socket, const WSAOVERLAPPED* overlapped) noexcept {
  return overlapped != nullptr && socket.has(kOverlapped);
}

/// The time-outs hold only on sockets with the overlapped attribute.
inline DWORD timeout_of(const Socket& socket, const std::atomic<DWORD>& milliseconds) noexcept {
  return socket.has(kOverlapped) ? milliseconds.load(std::memory_order_relaxed) : 0;
}

}  // namespace wosa::spi::engine
