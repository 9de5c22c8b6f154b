// SPDX-License-Identifier: MIT
// A transport as an author writes it with the SDK: every connection reaches somebody who shouts back what is
// sent.
#include <cctype>
#include <mutex>
#include <string>

#include <wosa/spi/provider.hpp>

namespace {

using namespace wosa::spi;

class ShoutSocket final : public Endpoint {
 public:
  Result<void> bind(const Address& name) override {
    name_ = name;
    return {};
  }
  Result<Address> local_name() const override { return known(name_, WSAEINVAL); }
  Result<Address> peer_name() const override { return known(peer_, WSAENOTCONN); }
  Result<void> listen(int) override { return failure(WSAEOPNOTSUPP); }
  Result<std::unique_ptr<Endpoint>> try_accept() override { return failure(WSAEOPNOTSUPP); }
  Result<void> start_connect(const Address& peer) override {
    peer_ = peer;
    return {};
  }

  Result<std::size_t> try_send(Buffers data) override {
    const std::lock_guard lock(mutex_);
    const std::size_t before = heard_.size();
    heard_.resize(before + data.size());
    data.copy_to(std::as_writable_bytes(std::span(heard_)).subspan(before));
    for (std::size_t i = before; i < heard_.size(); ++i)
      heard_[i] = static_cast<char>(std::toupper(heard_[i]));
    readiness().changed(WOSA_READY_READ);
    return heard_.size() - before;
  }
  Result<std::size_t> try_recv(Buffers room, ReceiveFlags flags) override {
    const std::lock_guard lock(mutex_);
    if (heard_.empty() && !ended_) return would_block();
    const std::size_t given = room.copy_from(std::as_bytes(std::span(heard_)));
    if (!flags.peek) heard_.erase(0, given);
    return given;
  }
  Result<void> shutdown(int how) override {
    const std::lock_guard lock(mutex_);
    if (how != SD_RECEIVE) ended_ = true;
    readiness().changed(WOSA_READY_READ);
    return {};
  }

  DWORD ready(DWORD) const noexcept override {
    const std::lock_guard lock(mutex_);
    return WOSA_READY_WRITE | (heard_.empty() && !ended_ ? 0 : WOSA_READY_READ);
  }

 private:
  static Result<Address> known(const Address& name, int otherwise) {
    if (name.empty()) return failure(otherwise);
    return name;
  }

  Address name_, peer_;
  mutable std::mutex mutex_;
  std::string heard_;
  bool ended_ = false;
};

class ShoutTransport final : public Transport {
 public:
  explicit ShoutTransport(const Environment& environment) noexcept : Transport(environment) {}
  Result<std::unique_ptr<Endpoint>> open(const SocketRequest&) override {
    return std::make_unique<ShoutSocket>();
  }
};

}  // namespace

WOSA_SPI_PROVIDER(WSPStartup, L"Shouts back", ShoutTransport, ShoutSocket)
