// SPDX-License-Identifier: MIT
#pragma once

// A TCP-like socket of the in-memory network.
//
// Data moves through the Connection (connection.hpp) without a lock. connection_ and queue_ are set once, by
// a control member, and stay until the destructor; who loads them not null may use what they point to. The
// owning pointers beside them are touched by control members and the destructor only.

#include <atomic>
#include <memory>
#include <vector>

#include "wosa/spi/memory_network.hpp"

#include "memory/accept_queue.hpp"
#include "memory/connection.hpp"
#include "memory/ip_socket.hpp"
#include "memory/options.hpp"

namespace wosa::spi::memory {

class StreamSocket final : public MemoryStream {
 public:
  StreamSocket(Ref<Network> network, int family);
  ~StreamSocket() override;

  // stream_socket.cpp
  Result<void> bind(const Address& name) override;
  Result<Address> local_name() const override;
  Result<Address> peer_name() const override;
  Result<void> shutdown(int how) override;
  void close(Ending how) noexcept override;
  DWORD ready(DWORD conditions) const noexcept override;
  std::size_t unsent() const noexcept override;
  Result<std::size_t> readable_bytes() const override;
  bool worth_spinning() const noexcept override;

  // stream_connect.cpp
  Result<void> listen(int backlog) override;
  Result<std::unique_ptr<Endpoint>> try_accept() override;
  void accepted() noexcept override;
  Result<void> start_connect(const Address& peer) override;
  Result<void> finish_connect() override;

  // stream_data.cpp
  Result<std::size_t> try_send(Buffers data) override;
  Result<std::size_t> try_recv(Buffers room, ReceiveFlags flags) override;
  Result<std::size_t> try_send_urgent(Buffers data) override;
  Result<std::size_t> try_recv_urgent(Buffers room, ReceiveFlags flags) override;
  bool at_urgent_mark() const noexcept override;

  // stream_options.cpp
  Result<void> option_changed(int name, DWORD value) override;
  Result<std::size_t> get_option(int level, int name, std::span<std::byte> value) const override;
  Result<void> set_option(int level, int name, std::span<const std::byte> value) override;
  Result<std::size_t> ioctl(DWORD code, std::span<const std::byte> in, std::span<std::byte> out) override;

 private:
  class ConnectOffer;

  Connection* connection() const noexcept { return connection_.load(std::memory_order_acquire); }
  /// Also one whose connect is still under way.
  void attach(Ref<Connection> connection, Role role) noexcept;
  bool is_connected() const noexcept;
  Connection::End end_named(const Point& name) const;
  Result<void> connect_to(const Point& destination);
  DWORD connected_conditions(const Connection& connection, DWORD conditions) const noexcept;
  std::size_t hand_over(Connection& connection, const Buffers& data);
  std::size_t send_some(Connection& connection, Buffers& data, std::size_t most);
  Result<std::size_t> sent_or_failed(Connection& connection, std::size_t done) const noexcept;
  OptionOwner option_owner() const noexcept;
  Result<std::size_t> read_special(int level, int name, std::span<std::byte> value) const;
  Result<std::size_t> set_keep_alive(std::span<const std::byte> in);
  Result<std::size_t> ideal_send_backlog(std::span<std::byte> out) const;
  Result<std::size_t> tcp_info(std::span<const std::byte> in, std::span<std::byte> out) const;
  Result<std::size_t> check_fast_path(std::span<const std::byte> in) const;

  IpSocket ip_;
  Ref<Connection> owned_connection_;
  std::vector<Ref<Connection>> refused_;  // some thread may still look at them
  Ref<AcceptQueue> owned_queue_;
  std::atomic<Connection*> connection_{nullptr};
  std::atomic<AcceptQueue*> queue_{nullptr};
  Role role_ = kClient;            // set before anybody else has the socket
  std::int64_t connected_at_ = 0;  // of control members
};

}  // namespace wosa::spi::memory
