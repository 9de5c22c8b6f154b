// SPDX-License-Identifier: MIT

// WSPSelect, and the readiness members of the extension table, by which the runtime waits for sockets of
// several providers.

#include <poll.h>

#include "wosa/spi/poll_call.hpp"
#include "wosa/spi/select_call.hpp"

#include "engine/connection.hpp"
#include "engine/wait_set.hpp"

namespace wosa::spi::engine {

int select(Provider& provider, int, WS_fd_set* read, WS_fd_set* write, WS_fd_set* except,
           const timeval* timeout, LPINT error) noexcept {
  WaitSet wait(provider);
  int total = 0;
  const int code = select_call(wait, read, write, except, timeout, total);
  return code == 0 ? total : fail(error, code);
}

int poll_array(Provider& provider, WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* error) noexcept {
  WaitSet wait(provider);
  int total = 0;
  const int code = poll_call(wait, fds, count, timeout_ms, total);
  return code == 0 ? total : fail(error, code);
}

int query_readiness(Provider& provider, SOCKET s, DWORD conditions, DWORD* ready, INT* error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  *ready = conditions_now(*socket, conditions);
  return 0;
}

int arm_readiness(Provider& provider, SOCKET s, DWORD conditions, DWORD* ready, short* poll_events,
                  INT* error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (socket->descriptor >= 0) {
    *poll_events = socket->endpoint->poll_events(conditions);
    *ready = conditions_now(*socket, conditions);
    return 0;
  }
  *poll_events = POLLIN;
  socket->core.arm(conditions);
  *ready = conditions_now(*socket, conditions);
  if (*ready != 0) socket->core.signal_descriptor();
  return 0;
}

void disarm_readiness(Provider& provider, SOCKET s, DWORD) noexcept {
  const Pinned socket(provider, s);
  if (socket && socket->descriptor < 0) socket->core.disarm();
}

}  // namespace wosa::spi::engine
