// SPDX-License-Identifier: MIT
#pragma once

// Socket addresses: Winsock's numbers outside (AF_INET6 is 23), the kernel's inside. Apart from the family
// number the structures of IPv4 and IPv6 are the same on both sides.

#include <netinet/in.h>

#include <cstdint>

#include "ws2spi.h"

namespace wosa::tcpip {

struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;

  sockaddr* get() noexcept { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&storage); }
  std::uint16_t port() const noexcept;  // network byte order
  void set_port(std::uint16_t port) noexcept;
  /// 0.0.0.0, :: or ::ffff:0.0.0.0.
  bool is_any() const noexcept;
  /// 127.0.0.0/8.
  bool is_ipv4_loopback() const noexcept;
  /// ::ffff:a.b.c.d.
  bool is_mapped() const noexcept;
};

/// Kernel's number of a Winsock address family that this provider serves, -1 for any other; and back.
int kernel_family(int winsock_family) noexcept;
int winsock_family(int kernel_family) noexcept;

/// Bytes of an address of a kernel family: 16 or 28.
int address_length(int kernel_family) noexcept;

/// Takes the caller's address for a socket. 0, WSAEFAULT (pointer or length), WSAEAFNOSUPPORT.
int address_from_caller(int kernel_family, const WS_sockaddr* name, int length, Address& address) noexcept;

/// Gives an address to the caller. 0, or WSAEFAULT: pointer, or *length too small (nothing is written then).
int address_to_caller(const Address& address, WS_sockaddr* name, INT* length) noexcept;

/// The same layout with Winsock's family number, in memory of our own. Returns its length.
int to_winsock(const Address& address, SOCKADDR_STORAGE& out) noexcept;

/// Local or remote address as the kernel has it: errno or 0.
int local_address(int descriptor, Address& address) noexcept;
int peer_address(int descriptor, Address& address) noexcept;

}  // namespace wosa::tcpip
