// SPDX-License-Identifier: MIT
#include "engine/connection.hpp"

namespace wosa::spi::engine {
namespace {

constexpr DWORD kIncoming = WOSA_READY_READ | WOSA_READY_DATA;
constexpr DWORD kEverything =
    kIncoming | WOSA_READY_WRITE | WOSA_READY_OOB | WOSA_READY_FAILED | WOSA_READY_HANGUP | WOSA_READY_ERROR;

DWORD datagram_conditions(const Socket& socket, DWORD conditions) noexcept {
  DWORD ready = socket.endpoint->ready(conditions) & (kIncoming | WOSA_READY_WRITE);
  if (socket.has(kHasError)) ready |= kIncoming;
  if (socket.has(kShutReceive)) ready |= WOSA_READY_READ;
  return ready;
}

DWORD connected_conditions(const Socket& socket, DWORD conditions) noexcept {
  DWORD ready = socket.endpoint->ready(conditions | WOSA_READY_ERROR) & ~DWORD{WOSA_READY_FAILED};
  if (socket.broken.load(std::memory_order_acquire) != 0) ready |= WOSA_READY_ERROR | WOSA_READY_HANGUP;
  // A call that fails at once does not block, whatever was asked for.
  if ((ready & WOSA_READY_ERROR) != 0) ready |= WOSA_READY_READ | WOSA_READY_WRITE;
  if (socket.has(kShutReceive)) ready |= WOSA_READY_READ;
  if (socket.has(kShutSend)) ready |= WOSA_READY_WRITE;
  if (socket.endpoint->options().oob_inline.load(std::memory_order_relaxed)) ready &= ~WOSA_READY_OOB;
  return ready;
}

DWORD stream_conditions(Socket& socket, DWORD conditions) noexcept {
  if (socket.has(kListening)) {
    return socket.has(kHasDeferred) ? kIncoming : socket.endpoint->ready(conditions) & kIncoming;
  }
  if (still_connecting(socket)) return 0;
  if (socket.has(kHasError)) return WOSA_READY_FAILED;
  return socket.has(kConnected) ? connected_conditions(socket, conditions) : 0;
}

}  // namespace

void mark_connected(Socket& socket) noexcept {
  socket.connected_at.store(socket.now_seconds(), std::memory_order_relaxed);
  socket.flags.fetch_or(kConnected | kBound, std::memory_order_acq_rel);
  socket.clear(kConnecting | kConnectBlocked);
}

bool still_connecting(Socket& socket) noexcept {
  if (!socket.has(kConnecting)) [[likely]]
    return false;
  {
    const ControlHold hold(socket);
    if (!socket.has(kConnecting)) return false;
    if (socket.has(kConnectBlocked)) return true;
    const auto outcome = guarded([&] { return socket.endpoint->finish_connect(); });
    if (!outcome && code_of(outcome) == WSAEWOULDBLOCK) return true;
    socket.connect_outcome.store(outcome ? 0 : code_of(outcome), std::memory_order_release);
    if (outcome) {
      mark_connected(socket);
    } else {
      socket.post_error(code_of(outcome));
      socket.clear(kConnecting);
    }
  }
  // Others may be waiting for the outcome that this thread happened to find.
  socket.core.changed(kEverything);
  return false;
}

int note_stream_error(Socket& socket, int code) noexcept {
  switch (code) {
    case WSAECONNRESET:
    case WSAECONNABORTED:
    case WSAENETRESET:
    case WSAENETDOWN:
    case WSAETIMEDOUT: {
      int none = 0;
      // The first reason counts.
      if (!socket.broken.compare_exchange_strong(none, code, std::memory_order_acq_rel)) return none;
      socket.core.changed(kEverything);
      return code;
    }
    default: return code;
  }
}

int explain_refusal(Socket& socket, std::uint32_t shut) noexcept {
  if (socket.has(shut)) return WSAESHUTDOWN;
  if (still_connecting(socket) || !socket.has(kConnected)) return WSAENOTCONN;
  return socket.broken.load(std::memory_order_relaxed);
}

DWORD conditions_now(Socket& socket, DWORD conditions) noexcept {
  const DWORD ready =
      socket.is_stream() ? stream_conditions(socket, conditions) : datagram_conditions(socket, conditions);
  return ready & conditions;
}

}  // namespace wosa::spi::engine
