// SPDX-License-Identifier: MIT
#pragma once

// How a procedure reports failure: the code through lpErrno, the failure value as result. Inside the provider
// a WSA code travels as an int, 0 for success.

#include <cerrno>

#include "wosa/spi/errno_map.hpp"
#include "wosa/spi/user_memory.hpp"

namespace wosa::tcpip {

using spi::copy_in;
using spi::copy_out;
using spi::plausible;
using spi::read_value;
using spi::write_value;
using spi::wsa_error;

inline int fail(INT* error, int code) noexcept {
  if (error != nullptr) *error = code;
  return SOCKET_ERROR;
}

inline SOCKET fail_socket(INT* error, int code) noexcept {
  if (error != nullptr) *error = code;
  return INVALID_SOCKET;
}

/// The result of a procedure whose work ended with code.
inline int finish(INT* error, int code) noexcept { return code == 0 ? 0 : fail(error, code); }

/// The code of the system call that just failed.
inline int last_wsa_error() noexcept { return wsa_error(errno); }

}  // namespace wosa::tcpip
