// SPDX-License-Identifier: MIT
#pragma once

#include "socket.hpp"

namespace wosa::tcpip {

/// SIOCATMARK in Winsock's sense: TRUE when no urgent data waits, or, with SO_OOBINLINE, when the next
/// receive starts at the mark. Linux asks only whether the next receive starts at a mark.
bool no_urgent_ahead(const Socket& socket, int descriptor) noexcept;

}  // namespace wosa::tcpip
