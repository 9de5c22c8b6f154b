// SPDX-License-Identifier: MIT

// WSPShutdown, WSPSendDisconnect and WSPRecvDisconnect.

#include <sys/socket.h>

#include "wosa/spi/user_memory.hpp"

#include "engine/connection.hpp"
#include "engine/network_events.hpp"

namespace wosa::spi::engine {

static_assert(SD_RECEIVE == SHUT_RD && SD_SEND == SHUT_WR && SD_BOTH == SHUT_RDWR);

namespace {

int tell_endpoint(Socket& socket, int how) noexcept {
  const auto done = guarded([&] { return socket.endpoint->shutdown(how); });
  if (!socket.is_stream()) {
    // Whoever waits for a kernel object is woken by it alone.
    if (const int descriptor = socket.descriptor; descriptor >= 0) ::shutdown(descriptor, how);
    return 0;
  }
  if (done) return 0;
  const int broken = socket.broken.load(std::memory_order_relaxed);
  return broken != 0 && code_of(done) == WSAENOTCONN ? broken : code_of(done);
}

int shut_down(Socket& socket, int how) noexcept {
  if (how != SD_RECEIVE && how != SD_SEND && how != SD_BOTH) return WSAEINVAL;
  if (socket.is_stream() && (still_connecting(socket) || !socket.has(kConnected))) return WSAENOTCONN;
  const std::uint32_t directions =
      (how != SD_SEND ? kShutReceive : 0u) | (how != SD_RECEIVE ? kShutSend : 0u);
  int code = 0;
  {
    const ControlHold hold(socket);
    // Before the call: whoever it wakes must find the reason.
    const std::uint32_t before = socket.flags.fetch_or(directions, std::memory_order_acq_rel);
    if ((before & directions) != directions) code = tell_endpoint(socket, how);
  }
  // Whoever waits in a direction that is shut now has its answer.
  socket.core.wake_all();
  reenable_after(socket, 0);
  return code;
}

// No transport of the engine carries disconnect data.
int check_data(const WSABUF* data) noexcept {
  if (data == nullptr) return 0;
  WSABUF buffer;
  if (const int code = read_value(buffer, data); code != 0) return code;
  return buffer.len != 0 ? WSAENOPROTOOPT : 0;
}

int disconnect(Provider& provider, SOCKET s, const WSABUF* data, int how, INT* error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (const int code = check_data(data); code != 0) return fail(error, code);
  return finish(error, shut_down(*socket, how));
}

}  // namespace

int shutdown(Provider& provider, SOCKET s, int how, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  return finish(error, shut_down(*socket, how));
}

int send_disconnect(Provider& provider, SOCKET s, LPWSABUF data, LPINT error) noexcept {
  return disconnect(provider, s, data, SD_SEND, error);
}

int recv_disconnect(Provider& provider, SOCKET s, LPWSABUF data, LPINT error) noexcept {
  return disconnect(provider, s, data, SD_RECEIVE, error);
}

}  // namespace wosa::spi::engine
