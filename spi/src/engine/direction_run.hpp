// SPDX-License-Identifier: MIT
#pragma once

// Direction::run, for the procedures that wait in a direction.

#include "engine/socket.hpp"

namespace wosa::spi::engine {

inline void Direction::enter(const Socket& socket) noexcept {
  // The calls of another generation stand on stacks of threads that are not here.
  if (turn_.lock(socket.scheduler(), socket.fork_generation())) [[unlikely]]
    first_ = last_ = nullptr;
}

inline void Direction::leave(const Socket& socket) noexcept {
  turn_.unlock(socket.scheduler(), socket.fork_generation());
}

// A close shuts a kernel object down, which its primitives report in many ways.
inline int unless_closing(const Socket& socket, int code) noexcept {
  if (code == WSAEWOULDBLOCK) [[likely]]
    return code;
  return socket.is_closing() ? WSAEINTR : code;
}

inline int Direction::depart(Socket& socket, Operation& operation, int code) noexcept {
  remove(operation);
  const bool others = first_ != nullptr;
  leave(socket);
  if (others) socket.core.wake(side_);
  return code == 0 ? 0 : unless_closing(socket, code);
}

template <typename Attempt>
int Direction::run(Socket& socket, DWORD conditions, bool may_block, DWORD timeout,
                   Attempt&& attempt) noexcept {
  enter(socket);
  if (first_ == nullptr) [[likely]] {
    const int code = attempt();
    if (code != WSAEWOULDBLOCK || !may_block) [[likely]] {
      leave(socket);
      return code == 0 ? 0 : unless_closing(socket, code);
    }
  } else if (!may_block) {
    leave(socket);
    return WSAEWOULDBLOCK;
  }
  Operation operation;
  append(operation);
  bool first = is_first(operation);
  leave(socket);

  const std::int64_t deadline = deadline_after(socket, timeout);
  int code = 0;
  // A peer that runs on another processor answers sooner than a sleeper wakes; and as long as nobody says
  // that he waits, it need not wake anybody.
  if (first && socket.endpoint->worth_spinning() && spin(socket, conditions)) {
    enter(socket);
    code = attempt();
    if (code != WSAEWOULDBLOCK) return depart(socket, operation, code);
    leave(socket);
  }
  socket.core.begin_wait(side_);
  for (;;) {
    const std::uint32_t ticket = socket.core.ticket(side_);
    enter(socket);
    first = is_first(operation);
    if (first) code = attempt();
    if (first && code != WSAEWOULDBLOCK) break;
    leave(socket);
    code = sleep(socket, conditions, ticket, deadline, first);
    if (code == 0) continue;
    enter(socket);
    break;
  }
  socket.core.end_wait(side_);
  return depart(socket, operation, code);
}

}  // namespace wosa::spi::engine
