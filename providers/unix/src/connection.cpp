// SPDX-License-Identifier: MIT

// A stream's names, its connection, and the options that reach the kernel.

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "afunix.h"

#include "errors.hpp"
#include "names.hpp"
#include "stream.hpp"

namespace wosa::af_unix {
namespace {

void set_int(int descriptor, int name, int value) noexcept {
  setsockopt(descriptor, SOL_SOCKET, name, &value, sizeof value);
}

// The kernel keeps within its limits by itself.
void set_buffer(int descriptor, int name, DWORD bytes) noexcept {
  set_int(descriptor, name, static_cast<int>(std::min<DWORD>(bytes, INT_MAX)));
}

template <typename Call>
int restarted(Call call) noexcept {
  for (;;) {
    const int result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

}  // namespace

std::unique_ptr<Stream> Stream::adopt(OwnDescriptor descriptor, State state) {
  std::unique_ptr<Stream> stream(new Stream(descriptor.get(), state));
  // A byte that another program sends out of band is one like any other here.
  set_int(descriptor.release(), SO_OOBINLINE, 1);
  return stream;
}

spi::Result<void> Stream::bind(const spi::Address& name) {
  const auto kernel = to_kernel(name);
  if (!kernel) return spi::failure(kernel.error());
  // The kernel would choose an abstract name.
  if (!kernel->is_unnamed() && ::bind(descriptor_, &kernel->any, kernel->length) != 0)
    return spi::failure(bind_error(errno));
  bound_.store(true, std::memory_order_release);
  return {};
}

spi::Result<spi::Address> Stream::local_name() const {
  KernelName name;
  name.length = sizeof name.room;
  if (getsockname(descriptor_, &name.any, &name.length) != 0) return spi::failure(general_error(errno));
  if (name.is_unnamed() && !bound_.load(std::memory_order_acquire) && !is(State::connected))
    return spi::failure(WSAEINVAL);
  return from_kernel(name);
}

spi::Result<spi::Address> Stream::peer_name() const {
  if (!is(State::connected)) return spi::failure(WSAENOTCONN);
  KernelName name;
  name.length = sizeof name.room;
  if (getpeername(descriptor_, &name.any, &name.length) != 0) return spi::failure(general_error(errno));
  return from_kernel(name);
}

spi::Result<void> Stream::listen(int backlog) {
  if (::listen(descriptor_, backlog) != 0) return spi::failure(general_error(errno));
  state_.store(State::listening, std::memory_order_release);
  return {};
}

// The new socket is in nobody's hands yet, so that what it inherits is set before it is seen.
spi::Result<std::unique_ptr<spi::Endpoint>> Stream::try_accept() {
  const int inherited = fcntl(descriptor_, F_GETFD);
  const int close_on_exec = inherited >= 0 && (inherited & FD_CLOEXEC) != 0 ? SOCK_CLOEXEC : 0;
  OwnDescriptor accepted(
      restarted([&] { return accept4(descriptor_, nullptr, nullptr, SOCK_NONBLOCK | close_on_exec); }));
  if (accepted.get() < 0)
    return spi::failure(errno == ECONNABORTED ? int{WSAECONNRESET} : general_error(errno));
  const auto& mine = options();
  if (mine.send_buffer_set.load()) set_buffer(accepted.get(), SO_SNDBUF, mine.send_buffer.load());
  if (mine.receive_buffer_set.load()) set_buffer(accepted.get(), SO_RCVBUF, mine.receive_buffer.load());
  return adopt(std::move(accepted), State::connected);
}

// A local connection needs no round trip: the kernel answers at once.
spi::Result<void> Stream::start_connect(const spi::Address& peer) {
  const auto kernel = to_kernel(peer);
  if (!kernel) return spi::failure(kernel.error());
  if (kernel->is_unnamed()) return spi::failure(WSAEADDRNOTAVAIL);
  if (restarted([&] { return ::connect(descriptor_, &kernel->any, kernel->length); }) != 0)
    return spi::failure(connect_error(errno));
  state_.store(State::connected, std::memory_order_release);
  return {};
}

spi::Result<void> Stream::shutdown(int how) {
  static_assert(SD_RECEIVE == SHUT_RD && SD_SEND == SHUT_WR && SD_BOTH == SHUT_RDWR);
  // First, so that the hang-up which the kernel shows from now on is not taken for the peer's.
  if (how != SD_SEND) shut_receive_.store(true, std::memory_order_release);
  if (how != SD_RECEIVE) shut_send_.store(true, std::memory_order_release);
  if (::shutdown(descriptor_, how) != 0) return spi::failure(general_error(errno));
  return {};
}

spi::Result<void> Stream::option_changed(int name, DWORD value) {
  if (name == WS_SO_SNDBUF) set_buffer(descriptor_, SO_SNDBUF, value);
  if (name == WS_SO_RCVBUF) set_buffer(descriptor_, SO_RCVBUF, value);
  return {};
}

spi::Result<std::size_t> Stream::ioctl(DWORD code, std::span<const std::byte> in, std::span<std::byte> out) {
  if (code != SIO_AF_UNIX_GETPEERPID) return Endpoint::ioctl(code, in, out);
  if (!is(State::connected)) return spi::failure(WSAENOTCONN);
  ucred peer{};
  socklen_t length = sizeof peer;
  if (getsockopt(descriptor_, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0)
    return spi::failure(general_error(errno));
  const auto id = static_cast<ULONG>(peer.pid);
  if (out.size() < sizeof id) return spi::failure(WSAEFAULT);
  std::memcpy(out.data(), &id, sizeof id);
  return sizeof id;
}

}  // namespace wosa::af_unix
