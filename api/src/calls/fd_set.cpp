// SPDX-License-Identifier: MIT
#include <algorithm>

#include "winsock2.h"
#include "wosa/spi/user_memory.hpp"

extern "C" int WSAAPI __WSAFDIsSet(SOCKET s, WS_fd_set* set) {
  if (!wosa::spi::plausible(set)) return 0;
  const SOCKET* end = set->fd_array + set->fd_count;
  return std::find(static_cast<const SOCKET*>(set->fd_array), end, s) != end ? 1 : 0;
}
