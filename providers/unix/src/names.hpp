// SPDX-License-Identifier: MIT
#pragma once

// Names of AF_UNIX sockets: a path, or none. Windows has no abstract names, so one of those is refused from
// the program, and a peer that has one counts as unnamed.

#include <sys/socket.h>
#include <sys/un.h>

#include "wosa/spi/address.hpp"
#include "wosa/spi/result.hpp"

namespace wosa::af_unix {

/// A name as the kernel takes and gives it: up to 108 bytes of path, and the NUL that it adds behind them.
struct KernelName {
  union {
    sockaddr any;
    sockaddr_un un;
    char room[sizeof(sockaddr_un) + 1];
  };
  socklen_t length;  // of the family alone: no name
  bool is_unnamed() const noexcept;
};

/// WSAEINVAL: an abstract name, or a path of more than 108 bytes.
spi::Result<KernelName> to_kernel(const spi::Address& name) noexcept;

/// What getsockname and the like gave.
spi::Address from_kernel(const KernelName& name) noexcept;

}  // namespace wosa::af_unix
