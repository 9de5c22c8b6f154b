// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>

#include "errors.hpp"
#include "provider.hpp"

namespace wosa::tcpip {
namespace {

// Errors that say nothing about the connection.
bool is_about_the_call(int error) noexcept {
  switch (error) {
    case EFAULT:
    case EINVAL:
    case ENOMEM:
    case ENOBUFS:
    case EOPNOTSUPP:
    case EMSGSIZE:
    case EACCES:
    case EPERM:
    case ENOTCONN:
    case EBADF:
    case ENOTSOCK: return true;
    default: return false;
  }
}

int break_connection(Socket& socket, int code) noexcept {
  int none = 0;
  socket.broken.compare_exchange_strong(none, code, std::memory_order_acq_rel);
  return code;
}

}  // namespace

int take_kernel_error(int descriptor) noexcept {
  int error = 0;
  socklen_t length = sizeof error;
  return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

void mark_connected(Socket& socket) noexcept {
  socket.connected_at.store(now_seconds(), std::memory_order_relaxed);
  socket.broken.store(0, std::memory_order_relaxed);
  socket.replace(kConnecting | kConnectBlocked, kConnected | kBound);
}

int mark_connect_failed(Socket& socket, int error) noexcept {
  if (error == ECONNRESET || error == EPIPE) {
    socket.connect_outcome.store(0, std::memory_order_release);
    mark_connected(socket);
    return break_connection(socket, WSAECONNRESET);
  }
  socket.connect_outcome.store(wsa_error(error), std::memory_order_release);
  socket.post_error(wsa_error(error));
  socket.set(kConnectFailed);
  socket.clear(kConnecting | kConnectBlocked);
  return WSAENOTCONN;
}

void close_with_reset(int descriptor) noexcept {
  const struct linger hard = {1, 0};
  setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(descriptor);
}

bool still_connecting(Socket& socket, int descriptor) noexcept {
  if (!socket.has(kConnecting)) return false;
  if (socket.has(kConnectBlocked)) return true;
  const std::lock_guard guard(socket.lock);
  if (!socket.has(kConnecting)) return false;
  pollfd waiting{descriptor, POLLOUT, 0};
  int ready = 0;
  scheduler().lpPoll(&waiting, 1, 0, &ready);
  if (ready == 0) return true;
  if (const int error = take_kernel_error(descriptor); error != 0) {
    mark_connect_failed(socket, error);
  } else if ((waiting.revents & POLLHUP) != 0) {
    return true;  // the thread that connects has not reached the kernel yet
  } else {
    socket.connect_outcome.store(0, std::memory_order_release);
    mark_connected(socket);
  }
  return false;
}

int stream_send_error(Socket& socket, int descriptor, int error) noexcept {
  if (is_about_the_call(error)) return wsa_error(error);
  if (error == EPIPE) {
    if (socket.has(kShutSend)) return WSAESHUTDOWN;
    if (const int code = socket.broken.load(std::memory_order_relaxed); code != 0) return code;
    if (still_connecting(socket, descriptor) || !socket.has(kConnected)) return WSAENOTCONN;
    return break_connection(socket, WSAECONNABORTED);
  }
  if (socket.has(kConnecting)) return mark_connect_failed(socket, error);
  return break_connection(socket, wsa_error(error));
}

int stream_receive_error(Socket& socket, int error) noexcept {
  if (error == ENOTCONN) {
    const int code = socket.broken.load(std::memory_order_relaxed);
    return code != 0 ? code : WSAENOTCONN;
  }
  if (is_about_the_call(error)) return wsa_error(error);
  if (socket.has(kConnecting)) return mark_connect_failed(socket, error);
  // The kernel says EPIPE for a reset that met a connection whose peer had finished sending.
  return break_connection(socket, error == EPIPE ? WSAECONNRESET : wsa_error(error));
}

int would_block_error(const Socket& socket, DWORD timeout) noexcept {
  // A program that set O_NONBLOCK on the descriptor behind Winsock gets the answer of a non-blocking socket.
  return socket.has(kNonBlocking) || timeout == 0 || !socket.has(kOverlapped) ? WSAEWOULDBLOCK : WSAETIMEDOUT;
}

}  // namespace wosa::tcpip
