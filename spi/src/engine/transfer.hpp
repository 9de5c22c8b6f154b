// SPDX-License-Identifier: MIT
#pragma once

// What sends and receives have in common: the caller's list of buffers, checked, and the flags.

#include <new>
#include <span>

#include "wosa/spi/caller_memory.hpp"

#include "engine/socket.hpp"

namespace wosa::spi::engine {

/// Checks that the list and the first `most` bytes of its buffers are memory that can be read (or, for a
/// receive, written) now. WSAEINVAL (no buffer), WSAEFAULT.
int check_list(const WSABUF* buffers, DWORD count, bool to_write, std::size_t most) noexcept;
inline int check_buffers(const WSABUF* buffers, DWORD count, bool to_write, std::size_t most) noexcept {
  if (count != 1 || !can_read(buffers, sizeof *buffers)) [[unlikely]]
    return check_list(buffers, count, to_write, most);
  const std::size_t size = buffers->len < most ? buffers->len : most;
  return (to_write ? can_write(buffers->buf, size) : can_read(buffers->buf, size)) ? 0 : WSAEFAULT;
}

/// A receive uses no more of its buffers at once, so that a huge one is not touched for nothing.
constexpr std::size_t kMostReceived = std::size_t{1} << 20;
constexpr std::size_t kEverything = ~std::size_t{0};

/// 0, or WSAEOPNOTSUPP for a flag that this type of socket does not have.
int check_some_send_flags(const Socket& socket, DWORD flags) noexcept;
int check_some_receive_flags(const Socket& socket, DWORD flags) noexcept;
inline int check_send_flags(const Socket& socket, DWORD flags) noexcept {
  return flags == 0 ? 0 : check_some_send_flags(socket, flags);
}
inline int check_receive_flags(const Socket& socket, DWORD flags) noexcept {
  return flags == 0 ? 0 : check_some_receive_flags(socket, flags);
}

/// As guarded, for the path of every byte: use() looks at the value where the transport put it, since handing
/// it on costs more than all the rest. 0 or the code.
template <typename Call, typename Use>
int transfer(Call&& call, Use&& use) noexcept {
  try {
    const auto result = call();
    if (!result) return result.error() != 0 ? result.error() : WSASYSCALLFAILURE;
    use(*result);
    return 0;
  } catch (const std::bad_alloc&) {
    return WSAENOBUFS;
  } catch (...) {
    return WSASYSCALLFAILURE;
  }
}

/// What a primitive that transfers bytes has done.
struct Transferred {
  std::size_t bytes;
  int code;
};

template <typename Call>
Transferred transfer(Call&& call) noexcept {
  Transferred done{0, 0};
  done.code = transfer(call, [&](std::size_t bytes) { done.bytes = bytes; });
  return done;
}

/// Whether a call asks for overlapped operation. A socket without the attribute ignores lpOverlapped.
inline bool wants_overlapped(const Socket& socket, const WSAOVERLAPPED* overlapped) noexcept {
  return overlapped != nullptr && socket.has(kOverlapped);
}

/// The time-outs hold only on sockets with the overlapped attribute.
inline DWORD timeout_of(const Socket& socket, const std::atomic<DWORD>& milliseconds) noexcept {
  return socket.has(kOverlapped) ? milliseconds.load(std::memory_order_relaxed) : 0;
}

}  // namespace wosa::spi::engine
