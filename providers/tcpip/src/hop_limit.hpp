// SPDX-License-Identifier: MIT
#pragma once

// Winsock's default hop limit, 128, where the kernel's is another. Telling the kernel is a system call, so an
// IPv4 stream puts it off until it matters: packets that leave this host, or a program that asks. Connections
// over the loopback address never get there.

#include "socket.hpp"

namespace wosa::tcpip {

constexpr int kDefaultHopLimit = 128;

/// Tells the kernel now, if that is still due. A failure is possible only where the kernel has no such
/// option.
inline void settle_hop_limit(Socket& socket, int descriptor) noexcept {
  if (!socket.has(kHopLimitDue)) return;
  setsockopt(descriptor, IPPROTO_IP, IP_TTL, &kDefaultHopLimit, sizeof kDefaultHopLimit);
  socket.clear(kHopLimitDue);
}

}  // namespace wosa::tcpip
