// SPDX-License-Identifier: MIT
#pragma once

#include "ws2spi.h"

namespace wosa::tcpip {

/// WSAPoll's contract, with the error in *error.
int WSAAPI poll_array(WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* error) noexcept;

}  // namespace wosa::tcpip
