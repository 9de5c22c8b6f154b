// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include "wosa/spi/errno_map.hpp"

namespace wosa::af_unix {

int general_error(int error) noexcept { return spi::wsa_error(error); }

int bind_error(int error) noexcept {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return WSAEADDRNOTAVAIL;
    case EROFS: return WSAEACCES;
    case ENOSPC: return WSAENOBUFS;
    default: return general_error(error);
  }
}

int connect_error(int error) noexcept {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
    case EPROTOTYPE:                      // a socket of another type
    case EAGAIN: return WSAECONNREFUSED;  // the backlog is full
    default: return general_error(error);
  }
}

}  // namespace wosa::af_unix
