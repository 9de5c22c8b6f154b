// SPDX-License-Identifier: MIT

// WSPShutdown, WSPSendDisconnect and WSPRecvDisconnect. Which directions are shut is remembered, because the
// kernel's answers to later calls (EPIPE, 0 bytes) do not tell it from what the peer did.

#include <sys/socket.h>

#include "connection.hpp"
#include "errors.hpp"
#include "network_events.hpp"
#include "procedures.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

int shut_down(Socket& socket, int descriptor, int how) noexcept {
  if (how != SD_RECEIVE && how != SD_SEND && how != SD_BOTH) return WSAEINVAL;
  if (socket.is_stream() && (still_connecting(socket, descriptor) || !socket.has(kConnected)))
    return WSAENOTCONN;
  const std::uint32_t directions =
      (how != SD_SEND ? kShutReceive : 0u) | (how != SD_RECEIVE ? kShutSend : 0u);
  // Before the call: whoever it wakes must find the reason.
  const bool again =
      (socket.flags.fetch_or(directions, std::memory_order_acq_rel) & directions) == directions;
  if (::shutdown(descriptor, how) == 0 || again || !socket.is_stream()) return 0;
  const int error = errno;
  const int broken = socket.broken.load(std::memory_order_relaxed);
  return broken != 0 && error == ENOTCONN ? broken : wsa_error(error);
}

// TCP/IP carries no disconnect data.
int check_data(const WSABUF* data) noexcept {
  if (data == nullptr) return 0;
  WSABUF buffer;
  if (const int code = read_value(buffer, data); code != 0) return code;
  return buffer.len != 0 ? WSAENOPROTOOPT : 0;
}

int disconnect(SOCKET s, const WSABUF* data, int how, INT* error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (const int code = check_data(data); code != 0) return fail(error, code);
  const int code = shut_down(*socket, descriptor_of(s), how);
  reenable_after(*socket, 0);
  return finish(error, code);
}

}  // namespace

static_assert(SD_RECEIVE == SHUT_RD && SD_SEND == SHUT_WR && SD_BOTH == SHUT_RDWR);

int WSPAPI wsp_shutdown(SOCKET s, int how, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  const int code = shut_down(*socket, descriptor_of(s), how);
  reenable_after(*socket, 0);
  return finish(error, code);
}

int WSPAPI wsp_send_disconnect(SOCKET s, LPWSABUF data, LPINT error) noexcept {
  return disconnect(s, data, SD_SEND, error);
}

int WSPAPI wsp_recv_disconnect(SOCKET s, LPWSABUF data, LPINT error) noexcept {
  return disconnect(s, data, SD_RECEIVE, error);
}

}  // namespace wosa::tcpip
