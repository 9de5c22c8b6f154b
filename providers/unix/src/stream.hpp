// SPDX-License-Identifier: MIT
#pragma once

// One AF_UNIX stream: a non-blocking kernel socket. The kernel knows nearly everything; what it forgets or
// never learns is kept here.
//
// No lock. The members below change by the control members, which the engine calls one at a time, and are
// read by the observers at any time; each stands for itself. reset_ is set by whichever thread is told of the
// reset, and never cleared.

#include <unistd.h>

#include <atomic>
#include <memory>
#include <utility>

#include "wosa/spi/endpoint.hpp"

namespace wosa::af_unix {

/// A descriptor that is closed unless it is handed on.
class OwnDescriptor {
 public:
  explicit OwnDescriptor(int descriptor) noexcept : descriptor_(descriptor) {}
  OwnDescriptor(OwnDescriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  OwnDescriptor& operator=(OwnDescriptor&&) = delete;
  ~OwnDescriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const noexcept { return descriptor_; }
  int release() noexcept { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

class Stream final : public spi::Endpoint {
 public:
  enum class State : unsigned { fresh, listening, connected };

  /// Takes the descriptor over. Throws std::bad_alloc, and has closed it then.
  static std::unique_ptr<Stream> adopt(OwnDescriptor descriptor, State state);

  // -- Names and connections --------------------------------------------------------------------------------

  spi::Result<void> bind(const spi::Address& name) override;
  spi::Result<spi::Address> local_name() const override;
  spi::Result<spi::Address> peer_name() const override;
  spi::Result<void> listen(int backlog) override;
  spi::Result<std::unique_ptr<spi::Endpoint>> try_accept() override;
  spi::Result<void> start_connect(const spi::Address& peer) override;
  spi::Result<void> shutdown(int how) override;

  // -- Data -------------------------------------------------------------------------------------------------

  spi::Result<std::size_t> try_send(spi::Buffers data) override;
  spi::Result<std::size_t> try_recv(spi::Buffers room, spi::ReceiveFlags flags) override;

  // -- Observers --------------------------------------------------------------------------------------------

  DWORD ready(DWORD conditions) const noexcept override;
  spi::Result<std::size_t> readable_bytes() const override;
  int descriptor() const noexcept override { return descriptor_; }
  void descriptor_moved(int descriptor) noexcept override { descriptor_ = descriptor; }

  // -- Options ----------------------------------------------------------------------------------------------

  spi::Result<void> option_changed(int name, DWORD value) override;
  spi::Result<std::size_t> ioctl(DWORD code, std::span<const std::byte> in,
                                 std::span<std::byte> out) override;

 private:
  Stream(int descriptor, State state) : descriptor_(descriptor), state_(state) {}

  bool is(State state) const noexcept { return state_.load(std::memory_order_acquire) == state; }
  /// The code of a send or receive that failed.
  int data_error(int error) noexcept;

  int descriptor_;  // the engine closes it
  std::atomic<State> state_;
  std::atomic<bool> bound_{false};         // also without a name
  std::atomic<bool> shut_receive_{false};  // by this side
  std::atomic<bool> shut_send_{false};
  std::atomic<bool> reset_{false};  // the kernel tells once
};

}  // namespace wosa::af_unix
