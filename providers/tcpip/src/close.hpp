// SPDX-License-Identifier: MIT
#pragma once

#include "ws2spi.h"

namespace wosa::tcpip {

// Members of the provider's extension table.
BOOL WSAAPI interrupt_socket(SOCKET s, void* context) noexcept;
void WSAAPI release_socket(SOCKET s, void* context, BOOL descriptor_lost) noexcept;

}  // namespace wosa::tcpip
