// SPDX-License-Identifier: MIT

// WSPCloseSocket, and what the runtime calls around it: lpInterrupt wakes the threads inside, lpRelease
// frees.

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "close.hpp"
#include "errors.hpp"
#include "network_events.hpp"
#include "procedures.hpp"
#include "provider.hpp"
#include "registry.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

// A non-blocking socket cannot wait for its lingering data.
bool would_linger(const Socket& socket, int descriptor) noexcept {
  if (!socket.is_stream() || !socket.has(kNonBlocking) || !socket.has(kConnected)) return false;
  struct linger value {};
  socklen_t length = sizeof value;
  if (getsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, &length) != 0) return false;
  if (value.l_onoff == 0 || value.l_linger == 0) return false;
  int unsent = 0;
  return ioctl(descriptor, SIOCOUTQ, &unsent) == 0 && unsent > 0;
}

// Bytes, the end of the stream included, that the peer has not acknowledged; 0 when there is no connection.
int unacknowledged(int descriptor) noexcept {
  tcp_info info{};
  socklen_t length = sizeof info;
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) != 0 || info.tcpi_state == TCP_CLOSE)
    return 0;
  int bytes = 0;
  return ioctl(descriptor, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

// The kernel would wait as long, but then go on in the background where Winsock resets.
void linger_on(const Socket& socket, int descriptor) noexcept {
  if (socket.linger_seconds <= 0 || socket.has(kNonBlocking) || !socket.has(kConnected)) return;
  struct linger value {};
  socklen_t length = sizeof value;
  if (getsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, &length) != 0) return;
  if (value.l_onoff == 0 || value.l_linger == 0) return;
  constexpr std::int64_t kSecond = 1'000'000'000;
  constexpr std::int64_t kShortest = kSecond / 1000;
  constexpr std::int64_t kLongest = kSecond / 20;
  ::shutdown(descriptor, SHUT_WR);
  const std::int64_t end = scheduler().lpNow() + value.l_linger * kSecond;
  std::int64_t pause = kShortest;
  value.l_onoff = 0;
  while (unacknowledged(descriptor) > 0) {
    const std::int64_t left = end - scheduler().lpNow();
    if (left <= 0) {
      value = {1, 0};
      break;
    }
    // No event of poll tells that everything was acknowledged.
    pollfd nothing{-1, 0, 0};
    int ready = 0;
    scheduler().lpPoll(&nothing, 1, pause < left ? pause : left, &ready);
    if (pause < kLongest) pause *= 2;
  }
  setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, sizeof value);
}

}  // namespace

[[gnu::hot]] int WSPAPI wsp_close_socket(SOCKET s, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (would_linger(*socket, descriptor_of(s))) return fail(error, WSAEWOULDBLOCK);
  end_selection(*socket);
  return finish(error, runtime().lpBeginClose(s));
}

BOOL WSAAPI interrupt_socket(SOCKET s, void* context) noexcept {
  // A connect that begins now either is seen in the flags, or sees that the socket is being closed: both
  // sides modify the same word first.
  auto& flags = static_cast<Socket*>(context)->flags;
  const bool connecting = (flags.fetch_or(0, std::memory_order_acq_rel) & kConnecting) != 0;
  // close(2) wakes nobody; this wakes every kind of waiter, on any kind of socket, and those to come.
  ::shutdown(descriptor_of(s), SHUT_RDWR);
  // Only a connect that has not reached the kernel yet does not notice.
  return connecting ? TRUE : FALSE;
}

[[gnu::hot]] void WSAAPI release_socket(SOCKET s, void* context, BOOL descriptor_lost) noexcept {
  auto* socket = static_cast<Socket*>(context);
  forget(s);
  end_watch(*socket, descriptor_lost != FALSE);
  if (!descriptor_lost && socket->is_stream()) linger_on(*socket, descriptor_of(s));
  delete socket;
  if (!descriptor_lost) ::close(descriptor_of(s));
}

}  // namespace wosa::tcpip
