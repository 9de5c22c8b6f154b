// SPDX-License-Identifier: MIT
#pragma once

// Which handles are ours, so that WSPCleanup can close what the program left open. One bit a descriptor, in
// pages that are made when needed and kept; all operations are single atomic steps, so no lock and nothing
// half done in a forked child.

#include "ws2spi.h"

namespace wosa::tcpip {

/// Remembers a handle; false when memory is short or the number is beyond any descriptor limit.
bool remember(SOCKET s) noexcept;
void forget(SOCKET s) noexcept;

/// Calls visit for every remembered handle.
void for_each_socket(void (*visit)(SOCKET)) noexcept;

}  // namespace wosa::tcpip
