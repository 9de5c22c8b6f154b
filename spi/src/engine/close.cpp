// SPDX-License-Identifier: MIT

// WSPCloseSocket, and what the runtime calls when another thread is inside or everybody has left. How a
// stream ends is SO_LINGER's matter (winsock-behaviours, annex C).

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/connection.hpp"
#include "engine/network_events.hpp"

namespace wosa::spi::engine {
namespace {

// A non-blocking socket cannot wait for its lingering data.
bool would_linger(Socket& socket) noexcept {
  if (!socket.is_stream() || socket.blocking() || !socket.has(kConnected)) return false;
  if (!socket.lingers.load(std::memory_order_relaxed)) return false;
  const ControlHold hold(socket);
  return socket.linger_seconds > 0 && socket.endpoint->unsent() > 0;
}

// Whether nobody is left to take what was sent.
bool is_lost(const Socket& socket) noexcept {
  return socket.broken.load(std::memory_order_relaxed) != 0 ||
         (socket.endpoint->ready(WOSA_READY_ERROR) & WOSA_READY_ERROR) != 0;
}

// Waits until everything sent has been taken over or lost; false when the time ran out.
bool wait_until_sent(Socket& socket, std::int64_t end) noexcept {
  constexpr std::int64_t kPause = 5'000'000;
  bool sent = false;
  socket.core.begin_wait(Side::out);
  for (;;) {
    const std::uint32_t ticket = socket.core.ticket(Side::out);
    sent = socket.endpoint->unsent() == 0 || is_lost(socket);
    const std::int64_t left = end - socket.scheduler().lpNow();
    if (sent || left <= 0) break;
    // No event of a kernel object tells that everything was taken.
    const bool kernel = socket.descriptor >= 0;
    socket.core.sleep(Side::out, ticket, kernel && left > kPause ? kPause : left);
  }
  socket.core.end_wait(Side::out);
  return sent;
}

Ending ending_of(Socket& socket) noexcept {
  if (!socket.is_stream() || !socket.has(kConnected)) return Ending::graceful;
  if (!socket.lingers.load(std::memory_order_relaxed)) return Ending::graceful;
  if (socket.linger_seconds == 0) return Ending::reset;
  if (!socket.blocking() || socket.endpoint->unsent() == 0) return Ending::graceful;
  constexpr std::int64_t kSecond = 1'000'000'000;
  if (!socket.has(kShutSend)) guarded([&] { return socket.endpoint->shutdown(SD_SEND); });
  const bool sent = wait_until_sent(socket, socket.scheduler().lpNow() + socket.linger_seconds * kSecond);
  return sent ? Ending::graceful : Ending::reset;
}

}  // namespace

int close_socket(Provider& provider, SOCKET s, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) {
    // The child of a fork may drop what it cannot use.
    const auto& runtime = *provider.runtime.load(std::memory_order_relaxed);
    return socket.refusal() == WSAENETDOWN ? finish(error, runtime.lpBeginClose(s))
                                           : fail(error, socket.refusal());
  }
  if (would_linger(*socket)) return fail(error, WSAEWOULDBLOCK);
  end_selection(*socket);
  return finish(error, socket->runtime().lpBeginClose(s));
}

BOOL WSAAPI interrupt_socket(SOCKET, void* context) noexcept {
  auto& socket = *static_cast<Socket*>(context);
  // close(2) wakes nobody; this wakes every kind of waiter on a kernel object, and those to come.
  if (socket.descriptor >= 0) ::shutdown(socket.descriptor, SHUT_RDWR);
  socket.core.wake_all();
  return FALSE;
}

void WSAAPI release_socket(SOCKET, void* context, BOOL descriptor_lost) noexcept {
  std::unique_ptr<Socket> socket(static_cast<Socket*>(context));
  const int descriptor = socket->descriptor;
  if (EventSelection* selection = socket->core.selection(); selection != nullptr) {
    selection->end();
    selection->end_watch(descriptor_lost != FALSE);
  }
  if (socket->generation != socket->fork_generation()) {
    // The parent's connection goes on, and threads that are not here may have been changing our copy of it:
    // only the descriptor is given back.
    socket.release();
  } else {
    withdraw(*socket);
    // The number may be somebody else's by now: nothing that reaches the kernel is done by it.
    const bool out_of_reach =
        descriptor >= 0 && (descriptor_lost != FALSE || socket->endpoint->descriptor() != descriptor);
    const Ending ending = out_of_reach ? Ending::graceful : ending_of(*socket);
    socket->core.detach();
    socket->endpoint->close(ending);
    socket.reset();
  }
  if (descriptor >= 0 && descriptor_lost == FALSE) ::close(descriptor);
}

}  // namespace wosa::spi::engine
