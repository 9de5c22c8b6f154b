// SPDX-License-Identifier: MIT
#pragma once

// A network inside the process, as a ready-made transport: TCP and UDP semantics over AF_INET and AF_INET6
// addresses, without the kernel. Every MemoryTransport is a network of its own, with its own ports; sockets
// of one do not see those of another, nor the machine's.
//
//     WOSA_SPI_PROVIDER(WSPStartup, L"In the process", MemoryTransport, MemoryStream, MemoryDatagram)
//
// Own addresses are 127.0.0.0/8, ::1, the wildcards, and those that the machine's interfaces have at the
// moment of a bind; any other is WSAEADDRNOTAVAIL. What is sent to an own address arrives at whoever is bound
// there in this network: nobody is WSAECONNREFUSED (streams) or a port unreachable (datagrams). An address
// that is not an own one has no route: WSAENETUNREACH.
//
// Sockets do not survive a fork; the child starts with an empty network.

#include <memory>

#include "wosa/spi/transport.hpp"

namespace wosa::spi {

class MemoryTransport : public Transport {
 public:
  explicit MemoryTransport(const Environment& environment);
  ~MemoryTransport() override;

  /// A MemoryStream or MemoryDatagram. WSAEAFNOSUPPORT, WSAESOCKTNOSUPPORT. Throws std::bad_alloc.
  Result<std::unique_ptr<Endpoint>> open(const SocketRequest& request) override;

 private:
  class Current;

  const std::unique_ptr<Current> current_;
};

/// The handlers of the two kinds of sockets, for the list of WOSA_SPI_PROVIDER.
class MemoryStream : public Endpoint {
 public:
  Result<void> bind(const Address& name) override = 0;
  Result<void> listen(int backlog) override = 0;
  Result<std::unique_ptr<Endpoint>> try_accept() override = 0;
  Result<void> start_connect(const Address& peer) override = 0;
  Result<void> shutdown(int how) override = 0;
  Result<std::size_t> try_send(Buffers data) override = 0;
  Result<std::size_t> try_recv(Buffers room, ReceiveFlags flags) override = 0;
  Result<std::size_t> try_send_urgent(Buffers data) override = 0;
  Result<std::size_t> try_recv_urgent(Buffers room, ReceiveFlags flags) override = 0;
  Result<void> set_option(int level, int name, std::span<const std::byte> value) override = 0;
};

class MemoryDatagram : public Endpoint {
 public:
  Result<void> bind(const Address& name) override = 0;
  Result<void> start_connect(const Address& peer) override = 0;
  Result<void> shutdown(int how) override = 0;
  Result<std::size_t> try_send_to(Buffers data, const Address& to) override = 0;
  Result<Datagram> try_recv_from(Buffers room, ReceiveFlags flags) override = 0;
  Result<void> set_option(int level, int name, std::span<const std::byte> value) override = 0;
};

}  // namespace wosa::spi
