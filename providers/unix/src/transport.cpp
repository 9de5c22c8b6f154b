// SPDX-License-Identifier: MIT
#include "transport.hpp"

#include <sys/socket.h>

#include <cerrno>

#include "errors.hpp"

namespace wosa::af_unix {

spi::Result<std::unique_ptr<spi::Endpoint>> UnixTransport::open(const spi::SocketRequest& request) {
  if (request.family != WS_AF_UNIX) return spi::failure(WSAEAFNOSUPPORT);
  if (request.type != SOCK_STREAM) return spi::failure(WSAESOCKTNOSUPPORT);
  if (request.protocol != 0) return spi::failure(WSAEPROTONOSUPPORT);
  const int close_on_exec = (request.flags & WSA_FLAG_NO_HANDLE_INHERIT) != 0 ? SOCK_CLOEXEC : 0;
  OwnDescriptor descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | close_on_exec, 0));
  if (descriptor.get() < 0) return spi::failure(general_error(errno));
  return Stream::adopt(std::move(descriptor), Stream::State::fresh);
}

}  // namespace wosa::af_unix
