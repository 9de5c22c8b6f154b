// SPDX-License-Identifier: MIT

// WSPListen, and the listener's part of the sharing rules: SO_REUSEADDR on every listener that is not
// exclusive makes its connections, once in TIME_WAIT, no hindrance for the next bind; while it listens the
// kernel still refuses every other bind.

#include <sys/socket.h>

#include <mutex>

#include "connection.hpp"
#include "errors.hpp"
#include "hop_limit.hpp"
#include "network_events.hpp"
#include "procedures.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

// A negative backlog is SOMAXCONN_HINT's way to ask for a number; the kernel clamps what is too large.
int kernel_backlog(int backlog) noexcept {
  constexpr int kLeastHint = 200;
  constexpr int kMostHint = 65535;
  if (backlog >= 0) return backlog == 0 ? 1 : backlog;
  if (backlog <= -kMostHint) return kMostHint;
  return backlog > -kLeastHint ? kLeastHint : -backlog;
}

struct KernelListen {
  int descriptor;
  int backlog;
  bool reuse;
};

int try_listen(void* argument, bool help) noexcept {
  const auto& call = *static_cast<const KernelListen*>(argument);
  const int on = 1;
  const int before = call.reuse ? 1 : 0;
  if (help) setsockopt(call.descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  const int error = ::listen(call.descriptor, call.backlog) == 0 ? 0 : errno;
  if (help) setsockopt(call.descriptor, SOL_SOCKET, SO_REUSEPORT, &before, sizeof before);
  return error;
}

int start_listening(Socket& socket, int descriptor, int backlog) noexcept {
  if (!socket.is_stream()) return WSAEOPNOTSUPP;
  if (still_connecting(socket, descriptor) || socket.has(kConnected)) return WSAEISCONN;
  const std::lock_guard guard(socket.lock);
  if (!socket.has(kBound)) return WSAEINVAL;
  KernelListen call{descriptor, kernel_backlog(backlog), socket.has(kReuse)};
  if (!socket.has(kListening) && !socket.has(kExclusive)) {
    const int on = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  }
  settle_hop_limit(socket, descriptor);  // what is accepted inherits it
  // The kernel looks for conflicts once more when a socket starts to listen.
  const int code = socket.claim != nullptr ? listen_beside_claims(*socket.claim, {try_listen, &call})
                                           : (try_listen(&call, false) == 0 ? 0 : last_wsa_error());
  if (code == 0) socket.set(kListening);
  return code;
}

}  // namespace

int WSPAPI wsp_listen(SOCKET s, int backlog, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  const int code = start_listening(*socket, descriptor_of(s), backlog);
  reenable_after(*socket, 0);
  return finish(error, code);
}

}  // namespace wosa::tcpip
