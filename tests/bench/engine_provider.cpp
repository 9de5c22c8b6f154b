// SPDX-License-Identifier: MIT
// A transport whose primitives return at once: what remains of a call over it is the engine.
#include "engine_bench.hpp"
#include "wosa/spi/provider.hpp"

namespace {

using wosa::bench::Visit;
using wosa::spi::Address;
using wosa::spi::Buffers;
using wosa::spi::Endpoint;
using wosa::spi::ReceiveFlags;
using wosa::spi::Result;

class InstantEndpoint final : public Endpoint {
 public:
  Result<void> bind(const Address&) override { return {}; }
  Result<void> listen(int) override { return {}; }
  Result<std::unique_ptr<Endpoint>> try_accept() override { return wosa::spi::would_block(); }
  Result<void> start_connect(const Address&) override { return {}; }
  Result<std::size_t> try_send(Buffers data) override { return data.size(); }
  Result<std::size_t> try_recv(Buffers room, ReceiveFlags) override { return room.size(); }
  DWORD ready(DWORD conditions) const noexcept override { return conditions; }
  Result<std::size_t> ioctl(DWORD code, std::span<const std::byte> in, std::span<std::byte> out) override;
};

class InstantTransport final : public wosa::spi::Transport {
 public:
  explicit InstantTransport(const wosa::spi::Environment& environment) : Transport(environment) {}
  Result<std::unique_ptr<Endpoint>> open(const wosa::spi::SocketRequest&) override {
    return std::make_unique<InstantEndpoint>();
  }
};

WOSA_SPI_PROVIDER(WSPStartup, L"The engine alone", InstantTransport, InstantEndpoint)

Result<std::size_t> InstantEndpoint::ioctl(DWORD code, std::span<const std::byte> in,
                                           std::span<std::byte> out) {
  if (code != wosa::bench::kVisit || in.size() < sizeof(Visit) + sizeof(SOCKET))
    return Endpoint::ioctl(code, in, out);
  Visit visit;
  SOCKET s;
  std::memcpy(&visit, in.data(), sizeof visit);
  std::memcpy(&s, in.data() + sizeof visit, sizeof s);
  visit.run(visit.argument, s, wosa::spi::engine::Bound<WSPStartup_provider>::procedures, *this);
  return 0;
}

}  // namespace
