// SPDX-License-Identifier: MIT
#pragma once

#include "socket.hpp"

namespace wosa::tcpip {

/// Whether a call asks for overlapped operation, which this provider refuses with WSAEOPNOTSUPP. A socket
/// without the attribute ignores lpOverlapped.
inline bool wants_overlapped(const Socket& socket, const WSAOVERLAPPED* overlapped) noexcept {
  return overlapped != nullptr && socket.has(kOverlapped);
}

}  // namespace wosa::tcpip
