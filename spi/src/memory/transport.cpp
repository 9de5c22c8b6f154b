// SPDX-License-Identifier: MIT
#include "wosa/spi/memory_network.hpp"

#include "memory/datagram_socket.hpp"
#include "memory/stream_socket.hpp"

namespace wosa::spi {

// The network that serves now. lock_ guards it: the child of a fork gets a fresh one, and lets go of the
// parent's, whose memory other threads may have been changing.
class MemoryTransport::Current {
 public:
  explicit Current(const Environment& environment)
      : generation_(environment.fork_generation()),
        network_(memory::Ref<memory::Network>::make(environment)) {}

  memory::Ref<memory::Network> network(const Environment& environment) {
    const memory::LockContext context{&environment.scheduler(), environment.fork_generation()};
    const memory::Hold hold(lock_, context);
    if (generation_ != context.generation) {
      network_ = memory::Ref<memory::Network>::make(environment);
      generation_ = context.generation;
    }
    return network_;
  }

 private:
  ControlLock lock_;
  std::uint32_t generation_;
  memory::Ref<memory::Network> network_;
};

MemoryTransport::MemoryTransport(const Environment& environment)
    : Transport(environment), current_(std::make_unique<Current>(environment)) {}

MemoryTransport::~MemoryTransport() = default;

Result<std::unique_ptr<Endpoint>> MemoryTransport::open(const SocketRequest& request) {
  if (request.family != WS_AF_INET && request.family != WS_AF_INET6) return failure(WSAEAFNOSUPPORT);
  if (request.type == WS_SOCK_STREAM)
    return std::make_unique<memory::StreamSocket>(current_->network(environment()), request.family);
  if (request.type != WS_SOCK_DGRAM) return failure(WSAESOCKTNOSUPPORT);
  constexpr std::size_t kMostOfIpv4 = 65507;
  const std::size_t claimed = request.info.dwMessageSize;
  return std::make_unique<memory::DatagramSocket>(current_->network(environment()), request.family,
                                                  claimed != 0 ? claimed : kMostOfIpv4);
}

}  // namespace wosa::spi
