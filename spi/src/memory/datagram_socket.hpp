// SPDX-License-Identifier: MIT
#pragma once

// A UDP-like socket of the in-memory network. Receiving is the inbox's (inbox.hpp); sending finds the inbox
// of the destination and puts the datagram there.
//
// peer_lock_ guards peer_ and connected_from_, which a connect changes while others send or ask for the name;
// it is let go before any other lock is taken. route_ belongs to whoever sends, one thread at a time.

#include <atomic>
#include <memory>
#include <optional>

#include "wosa/spi/memory_network.hpp"

#include "memory/inbox.hpp"
#include "memory/ip_socket.hpp"
#include "memory/options.hpp"

namespace wosa::spi::memory {

class DatagramSocket final : public MemoryDatagram {
 public:
  /// most: bytes of the largest datagram.
  DatagramSocket(Ref<Network> network, int family, std::size_t most);
  ~DatagramSocket() override;

  // datagram_socket.cpp
  Result<void> bind(const Address& name) override;
  Result<Address> local_name() const override;
  Result<Address> peer_name() const override;
  Result<void> start_connect(const Address& peer) override;
  Result<void> shutdown(int how) override;
  void close(Ending how) noexcept override;
  DWORD ready(DWORD conditions) const noexcept override;
  Result<std::size_t> readable_bytes() const override;

  // datagram_data.cpp
  Result<std::size_t> try_send_to(Buffers data, const Address& to) override;
  Result<Datagram> try_recv_from(Buffers room, ReceiveFlags flags) override;

  // datagram_options.cpp
  Result<void> option_changed(int name, DWORD value) override;
  Result<std::size_t> get_option(int level, int name, std::span<std::byte> value) const override;
  Result<void> set_option(int level, int name, std::span<const std::byte> value) override;
  Result<std::size_t> ioctl(DWORD code, std::span<const std::byte> in, std::span<std::byte> out) override;

 private:
  /// The default peer, and the address that it sees.
  struct Peer {
    Point to;
    Point from;
  };
  /// Where the last datagram went, as long as nobody binds, connects or goes.
  struct Route {
    std::uint64_t version = 0;
    Point to;
    Point from;
    Ref<Inbox> inbox;
  };

  std::optional<Peer> peer() const noexcept;
  /// Whether a destination can be sent to at all, by the options and the network.
  Result<void> check_destination(const Point& destination) const noexcept;
  Result<void> become_bound();
  Result<Point> source_for(const Point& destination) const noexcept;
  Result<Peer> way_to(const Address& to);
  bool is_last_route(const Point& to) const noexcept;
  Result<void> send_to_one(const Peer& way, Buffers& data, std::size_t size);
  void send_to_many(const Peer& way, Buffers& data, std::size_t size);
  OptionOwner option_owner() const noexcept;
  Result<std::size_t> read_special(int level, int name, std::span<std::byte> value) const;
  Result<void> write_special(int level, int name, std::span<const std::byte> value);

  IpSocket ip_;
  const Ref<Inbox> inbox_;
  const std::size_t most_;
  mutable ControlLock peer_lock_;
  std::optional<Peer> peer_;
  Route route_;
};

}  // namespace wosa::spi::memory
