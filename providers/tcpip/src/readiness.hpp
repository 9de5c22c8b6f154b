// SPDX-License-Identifier: MIT
#pragma once

// What poll(2) says about a descriptor, in the conditions of extension.h. The kernel's view differs: an idle
// unconnected stream polls as writable and hung up, a failed connect as everything, a datagram socket fails
// as long as its error queue holds reports.

#include "socket.hpp"

namespace wosa::tcpip {

/// Events to poll for so that every one of conditions is noticed (errors and hang-ups always are).
short poll_events(const Socket& socket, DWORD conditions) noexcept;

/// Those of conditions that hold without the kernel knowing.
DWORD ready_already(const Socket& socket, DWORD conditions) noexcept;

/// Those of conditions that hold, given what poll answered. Settles a background connect, takes datagram
/// reports.
DWORD ready_conditions(Socket& socket, int descriptor, DWORD conditions, short revents) noexcept;

// Members of the provider's extension table.
int WSAAPI query_readiness(SOCKET s, DWORD conditions, DWORD* ready, INT* error) noexcept;
int WSAAPI arm_readiness(SOCKET s, DWORD conditions, DWORD* ready, short* events, INT* error) noexcept;
void WSAAPI disarm_readiness(SOCKET s, DWORD conditions) noexcept;

}  // namespace wosa::tcpip
