// SPDX-License-Identifier: MIT
// Membership in a program's set, whose array is as long as the program's own FD_SETSIZE allows.
//
// FD_ISSET asks about one set for one socket after the other. What was found readable last is remembered by
// the calling thread, and a set that lies within it is not tested again.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "winsock2.h"
#include "wosa/spi/user_memory.hpp"

namespace {

constexpr std::uintptr_t kPage = 4096;

constinit thread_local std::uintptr_t readable_from __attribute__((tls_model("initial-exec"))) = 0;
constinit thread_local std::uintptr_t readable_to __attribute__((tls_model("initial-exec"))) = 0;

bool can_read(const void* pointer, std::size_t size) noexcept {
  const auto first = reinterpret_cast<std::uintptr_t>(pointer);
  if (first >= readable_from && first < readable_to && size <= readable_to - first) return true;
  if (!wosa::spi::readable(pointer, size)) return false;
  readable_from = first & ~(kPage - 1);
  readable_to = (first + size + kPage - 1) & ~(kPage - 1);
  return true;
}

}  // namespace

extern "C" int WSAAPI __WSAFDIsSet(SOCKET s, WS_fd_set* set) {
  if (!can_read(set, offsetof(WS_fd_set, fd_array))) return 0;
  const std::size_t count = set->fd_count;
  if (!can_read(set, offsetof(WS_fd_set, fd_array) + count * sizeof(SOCKET))) return 0;
  const SOCKET* array = set->fd_array;
  return std::find(array, array + count, s) != array + count ? 1 : 0;
}
