// SPDX-License-Identifier: MIT
#pragma once

// The catalog records that sockets were made from. A record is 628 bytes and many sockets share it, so each
// distinct one is kept once, for the life of the process. The list only grows at its head: readers take no
// lock.

#include "ws2spi.h"

namespace wosa::tcpip {

struct CatalogEntry {
  WSAPROTOCOL_INFOW info;
  const CatalogEntry* next;
};

/// The kept copy of info; nullptr when memory is short.
const CatalogEntry* intern(const WSAPROTOCOL_INFOW& info) noexcept;

}  // namespace wosa::tcpip
