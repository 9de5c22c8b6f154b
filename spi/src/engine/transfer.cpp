// SPDX-License-Identifier: MIT
#include "engine/transfer.hpp"

namespace wosa::spi::engine {

int check_list(const WSABUF* buffers, DWORD count, bool to_write, std::size_t most) noexcept {
  if (count == 0) return WSAEINVAL;
  if (!can_read(buffers, std::size_t{count} * sizeof *buffers)) return WSAEFAULT;
  for (DWORD i = 0; i < count && most > 0; ++i) {
    const std::size_t size = buffers[i].len < most ? buffers[i].len : most;
    if (!(to_write ? can_write(buffers[i].buf, size) : can_read(buffers[i].buf, size))) return WSAEFAULT;
    most -= size;
  }
  return 0;
}

int check_some_send_flags(const Socket& socket, DWORD flags) noexcept {
  // MSG_DONTROUTE may be ignored, and is.
  constexpr DWORD kKnown = WS_MSG_OOB | WS_MSG_DONTROUTE;
  if ((flags & ~kKnown) != 0) return WSAEOPNOTSUPP;
  if ((flags & WS_MSG_OOB) == 0) return 0;
  return (socket.entry.info.dwServiceFlags1 & XP1_EXPEDITED_DATA) != 0 ? 0 : WSAEOPNOTSUPP;
}

int check_some_receive_flags(const Socket& socket, DWORD flags) noexcept {
  constexpr DWORD kKnown = WS_MSG_OOB | WS_MSG_PEEK | WS_MSG_WAITALL | WS_MSG_PUSH_IMMEDIATE;
  if ((flags & ~kKnown) != 0) return WSAEOPNOTSUPP;
  if (!socket.is_stream() && (flags & (WS_MSG_OOB | WS_MSG_WAITALL)) != 0) return WSAEOPNOTSUPP;
  if ((flags & WS_MSG_WAITALL) != 0 && ((flags & (WS_MSG_OOB | WS_MSG_PEEK)) != 0 || !socket.blocking()))
    return WSAEOPNOTSUPP;
  if ((flags & WS_MSG_OOB) == 0) return 0;
  return (socket.entry.info.dwServiceFlags1 & XP1_EXPEDITED_DATA) != 0 ? 0 : WSAEOPNOTSUPP;
}

}  // namespace wosa::spi::engine
