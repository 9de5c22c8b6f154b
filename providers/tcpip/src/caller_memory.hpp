// SPDX-License-Identifier: MIT
#pragma once

// The SDK's proofs of caller's memory, under the names that the data path uses.

#include "wosa/spi/caller_memory.hpp"

namespace wosa::tcpip {

using spi::can_read;
using spi::can_write;

/// Whether a number of four bytes, aligned or not, can be read and written. Its value stays.
template <typename Number>
bool can_write(Number* pointer) noexcept {
  static_assert(sizeof(Number) == 4);
  return spi::can_write(pointer, sizeof *pointer);
}

}  // namespace wosa::tcpip
