// SPDX-License-Identifier: MIT
#pragma once

#include "socket.hpp"

namespace wosa::tcpip {

/// Makes a datagram socket receive only the groups that it joined itself, as on Windows.
void join_strictly(Socket& socket, int descriptor) noexcept;

}  // namespace wosa::tcpip
