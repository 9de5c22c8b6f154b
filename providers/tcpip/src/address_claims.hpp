// SPDX-License-Identifier: MIT
#pragma once

// Who in this process holds which local address, and what Winsock says when another socket asks for it.
//
// Linux decides about addresses by rules of its own (SO_REUSEADDR has another meaning, wildcard and specific
// addresses exclude each other). The claims let bind answer as Windows does wherever both sockets belong to
// this process; other processes are left to the kernel. Only explicit binds claim.
//
// The list is guarded by one lock. A claim's descriptor is open as long as the claim is in the list.

#include <netinet/in.h>

#include "wosa/spi/bind_rules.hpp"

namespace wosa::tcpip {

using spi::Sharing;

/// The port is in network byte order.
struct AddressClaim : spi::BoundAddress {
  AddressClaim* next = nullptr;
  int descriptor = -1;
  int protocol = 0;  // IPPROTO_TCP or IPPROTO_UDP
};

/// What address asks for; dual_mode says whether an IPv6 socket serves IPv4 too.
AddressClaim describe_claim(int protocol, const sockaddr_storage& address, bool dual_mode,
                            Sharing sharing) noexcept;

/// Winsock's verdict on a second bind beside a first one: 0, WSAEADDRINUSE or WSAEACCES.
int bind_verdict(const AddressClaim& first, const AddressClaim& second) noexcept;

/// Runs bind on an address that wanted describes, under the rules. try_bind(argument) makes the kernel's call
/// and returns errno or 0; it may be called again after the options of other sockets were changed for its
/// sake, with help true for the time of that call. 0, or the WSA code.
struct BindAttempt {
  int (*try_bind)(void* argument, bool help) noexcept;
  void* argument;
};
int bind_beside_claims(const AddressClaim& wanted, BindAttempt attempt) noexcept;

/// The same for listen, where the kernel looks for conflicts once more: no verdict, Winsock has given it.
int listen_beside_claims(const AddressClaim& held, BindAttempt attempt) noexcept;

/// Makes a claim known; nullptr when memory is short (then only the kernel knows).
AddressClaim* add_claim(const AddressClaim& claim) noexcept;
void release_claim(AddressClaim* claim) noexcept;

}  // namespace wosa::tcpip
