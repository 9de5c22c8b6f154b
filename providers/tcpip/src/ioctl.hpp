// SPDX-License-Identifier: MIT
#pragma once

// Control codes as a table: a code and the function that answers it, or the refusal.

#include <cstddef>

#include "ws2spi.h"

#include "socket.hpp"

namespace wosa::tcpip {

/// One call of WSAIoctl. in and out are the caller's memory.
struct IoctlCall {
  Socket& socket;
  SOCKET s;
  int descriptor;
  const void* in;
  std::size_t in_size;
  void* out;
  std::size_t out_size;
  DWORD returned = 0;  // bytes given; with WSAEFAULT the bytes that are needed

  /// Gives a result. 0 or WSAEFAULT: no room, or no memory.
  int give(const void* value, std::size_t size) noexcept;
  /// A BOOL or number of up to four bytes (some programs pass one byte). 0 or WSAEFAULT.
  int take_number(DWORD& value) const noexcept;
};

// interfaces.cpp
int get_interface_list(IoctlCall&) noexcept;
int query_address_list(IoctlCall&) noexcept;
int query_routing_interface(IoctlCall&) noexcept;

// ioctl_stream.cpp
int set_keepalive_values(IoctlCall&) noexcept;
int at_mark(IoctlCall&) noexcept;
int query_send_backlog(IoctlCall&) noexcept;
int query_tcp_info(IoctlCall&) noexcept;
int loopback_fast_path(IoctlCall&) noexcept;

// ioctl_datagram.cpp
int switch_udp_reset(IoctlCall&) noexcept;
int switch_udp_net_reset(IoctlCall&) noexcept;
int get_broadcast_address(IoctlCall&) noexcept;
int set_multipoint_loopback(IoctlCall&) noexcept;
int set_multicast_scope(IoctlCall&) noexcept;
/// Bytes of all queued datagrams.
int queued_datagram_bytes(Socket& socket, int descriptor, DWORD& bytes) noexcept;

}  // namespace wosa::tcpip
