// SPDX-License-Identifier: MIT
#include "readiness.hpp"

#include <poll.h>
#include <sys/ioctl.h>

#include "connection.hpp"
#include "datagram_errors.hpp"
#include "errors.hpp"
#include "provider.hpp"

namespace wosa::tcpip {
namespace {

constexpr DWORD kIncoming = WOSA_READY_READ | WOSA_READY_DATA;

DWORD datagram_conditions(Socket& socket, int descriptor, short revents) noexcept {
  if ((revents & POLLERR) != 0) absorb_reports(socket, descriptor);
  DWORD ready = 0;
  if ((revents & POLLIN) != 0 || socket.has(kHasError)) ready |= kIncoming;
  if ((revents & POLLOUT) != 0) ready |= WOSA_READY_WRITE;
  return ready;
}

bool has_unread_data(int descriptor) noexcept {
  int bytes = 0;
  return ioctl(descriptor, FIONREAD, &bytes) == 0 && bytes > 0;
}

DWORD connected_conditions(const Socket& socket, int descriptor, short revents) noexcept {
  DWORD ready = 0;
  if ((revents & POLLIN) != 0) {
    ready |= WOSA_READY_READ;
    if ((revents & POLLRDHUP) == 0 || has_unread_data(descriptor)) ready |= WOSA_READY_DATA;
  }
  if ((revents & POLLOUT) != 0) ready |= WOSA_READY_WRITE;
  if ((revents & POLLPRI) != 0 && !socket.has(kOobInline)) ready |= WOSA_READY_OOB;
  // A local shutdown for receiving looks like the peer's end.
  const bool peer_ended = (revents & POLLRDHUP) != 0 && !socket.has(kShutReceive);
  if (peer_ended || (revents & POLLHUP) != 0) ready |= WOSA_READY_HANGUP;
  if ((revents & POLLERR) != 0 || socket.broken.load(std::memory_order_relaxed) != 0) {
    ready |= WOSA_READY_ERROR | WOSA_READY_HANGUP;
  }
  return ready;
}

DWORD stream_conditions(Socket& socket, int descriptor, short revents) noexcept {
  if (socket.has(kListening)) return (revents & POLLIN) != 0 ? kIncoming : 0;
  const bool hung_up = (revents & POLLHUP) != 0;
  // A connect that another thread waits for in the kernel: established as soon as nothing hangs.
  if (still_connecting(socket, descriptor) && hung_up) return 0;
  if (socket.has(kHasError)) return WOSA_READY_FAILED;
  // The kernel calls a stream that was never connected writable and hung up.
  if (!socket.has(kConnected) && hung_up) return 0;
  return connected_conditions(socket, descriptor, revents);
}

}  // namespace

short poll_events(const Socket& socket, DWORD conditions) noexcept {
  short events = 0;
  if ((conditions & kIncoming) != 0) events |= POLLIN;
  if ((conditions & WOSA_READY_WRITE) != 0) events |= POLLOUT;
  if ((conditions & WOSA_READY_OOB) != 0 && socket.is_stream()) events |= POLLPRI;
  if ((conditions & (WOSA_READY_HANGUP | WOSA_READY_DATA)) != 0 && socket.is_stream()) events |= POLLRDHUP;
  return events;
}

DWORD ready_already(const Socket& socket, DWORD conditions) noexcept {
  DWORD ready = 0;
  if (socket.has(kHasDeferred)) ready |= kIncoming;
  if (socket.has(kHasError)) ready |= socket.is_stream() ? WOSA_READY_FAILED : kIncoming;
  return ready & conditions;
}

DWORD ready_conditions(Socket& socket, int descriptor, DWORD conditions, short revents) noexcept {
  DWORD ready = ready_already(socket, conditions);
  if (revents != 0) {
    ready |= socket.is_stream() ? stream_conditions(socket, descriptor, revents)
                                : datagram_conditions(socket, descriptor, revents);
  }
  return ready & conditions;
}

int WSAAPI query_readiness(SOCKET s, DWORD conditions, DWORD* ready, INT* error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  const int descriptor = descriptor_of(s);
  pollfd now{descriptor, poll_events(*socket, conditions), 0};
  int count = 0;
  if (const int failure = scheduler().lpPoll(&now, 1, 0, &count); failure != 0)
    return fail(error, wsa_error(failure));
  if ((now.revents & POLLNVAL) != 0) return fail(error, WSAENOTSOCK);
  *ready = ready_conditions(*socket, descriptor, conditions, now.revents);
  return 0;
}

int WSAAPI arm_readiness(SOCKET s, DWORD conditions, DWORD* ready, short* events, INT* error) noexcept {
  // The kernel always knows: there is nothing to prepare, and nothing to undo.
  const int result = query_readiness(s, conditions, ready, error);
  if (result != 0) return result;
  const Pinned socket{s};
  *events = poll_events(*socket, conditions);
  return 0;
}

void WSAAPI disarm_readiness(SOCKET, DWORD) noexcept {}

}  // namespace wosa::tcpip
