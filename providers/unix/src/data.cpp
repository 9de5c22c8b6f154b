// SPDX-License-Identifier: MIT

// A stream's data: one system call for each transfer, with the program's own buffers.

#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include <linux/sockios.h>

#include "errors.hpp"
#include "stream.hpp"

namespace wosa::af_unix {
namespace {

// A list as the kernel takes it. A longer one is transferred in several steps, as a stream may be.
class Message {
 public:
  explicit Message(spi::Buffers list) noexcept {
    while (!list.empty() && header_.msg_iovlen < vectors_.size()) {
      const auto piece = list.front();
      vectors_[header_.msg_iovlen++] = {piece.data(), piece.size()};
      list.advance(piece.size());
    }
    header_.msg_iov = vectors_.data();
  }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

  msghdr* get() noexcept { return &header_; }

 private:
  std::array<iovec, 64> vectors_;
  msghdr header_{};
};

}  // namespace

int Stream::data_error(int error) noexcept {
  switch (error) {
    case ECONNRESET: reset_.store(true, std::memory_order_release); return WSAECONNRESET;
    case EPIPE: return shut_send_.load(std::memory_order_acquire) ? WSAESHUTDOWN : WSAECONNRESET;
    case EINVAL: return is(State::connected) ? WSAEINVAL : WSAENOTCONN;
    default: return general_error(error);
  }
}

spi::Result<std::size_t> Stream::try_send(spi::Buffers data) {
  if (reset_.load(std::memory_order_acquire)) return spi::failure(WSAECONNRESET);
  Message message(data);
  for (;;) {
    const ssize_t sent = sendmsg(descriptor_, message.get(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) return static_cast<std::size_t>(sent);
    if (errno != EINTR) return spi::failure(data_error(errno));
  }
}

// Descriptors that another program sends along are dropped by the kernel, since there is no room for them.
spi::Result<std::size_t> Stream::try_recv(spi::Buffers room, spi::ReceiveFlags flags) {
  if (reset_.load(std::memory_order_acquire)) return spi::failure(WSAECONNRESET);
  Message message(room);
  for (;;) {
    const ssize_t received =
        recvmsg(descriptor_, message.get(), MSG_DONTWAIT | MSG_CMSG_CLOEXEC | (flags.peek ? MSG_PEEK : 0));
    if (received >= 0) return static_cast<std::size_t>(received);
    if (errno != EINTR) return spi::failure(data_error(errno));
  }
}

spi::Result<std::size_t> Stream::readable_bytes() const {
  if (!is(State::connected)) return std::size_t{0};
  int bytes = 0;
  if (::ioctl(descriptor_, SIOCINQ, &bytes) != 0) return spi::failure(general_error(errno));
  return static_cast<std::size_t>(bytes);
}

}  // namespace wosa::af_unix
