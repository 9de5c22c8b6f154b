// SPDX-License-Identifier: MIT
// lock_ guards which network serves: the child of a fork gets a fresh one, and lets go of the parent's, whose
// memory other threads may have been changing.
#include "wosa/spi/memory_network.hpp"

#include "memory/datagram_socket.hpp"
#include "memory/stream_socket.hpp"

namespace wosa::spi {

MemoryTransport::MemoryTransport(const Environment& environment)
    : Transport(environment),
      generation_(environment.fork_generation()),
      network_(std::make_shared<memory::Network>(environment)) {}

MemoryTransport::~MemoryTransport() = default;

std::shared_ptr<memory::Network> MemoryTransport::network() {
  const memory::LockContext context{&environment().scheduler(), environment().fork_generation()};
  const memory::Hold hold(lock_, context);
  if (generation_ != context.generation) {
    network_ = std::make_shared<memory::Network>(environment());
    generation_ = context.generation;
  }
  return network_;
}

Result<std::unique_ptr<Endpoint>> MemoryTransport::open(const SocketRequest& request) {
  if (request.family != WS_AF_INET && request.family != WS_AF_INET6) return failure(WSAEAFNOSUPPORT);
  if (request.type == WS_SOCK_STREAM)
    return std::make_unique<memory::StreamSocket>(network(), request.family);
  if (request.type != WS_SOCK_DGRAM) return failure(WSAESOCKTNOSUPPORT);
  constexpr std::size_t kMostOfIpv4 = 65507;
  const std::size_t claimed = request.info.dwMessageSize;
  return std::make_unique<memory::DatagramSocket>(network(), request.family,
                                                  claimed != 0 ? claimed : kMostOfIpv4);
}

}  // namespace wosa::spi
