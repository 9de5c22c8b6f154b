// SPDX-License-Identifier: MIT
#pragma once

// Streams in a folder of their own, driven as the engine drives them, and peers that are plain kernel
// sockets.

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "afunix.h"

#include "transport.hpp"

namespace wosa::af_unix {

/// A stream in the engine's hands, which closes the descriptor after the destructor.
class Held {
 public:
  Held() = default;
  explicit Held(std::unique_ptr<spi::Endpoint> endpoint) noexcept : endpoint_(std::move(endpoint)) {}
  Held(Held&&) noexcept = default;
  Held& operator=(Held other) noexcept {
    std::swap(endpoint_, other.endpoint_);
    return *this;
  }
  ~Held() {
    if (endpoint_ == nullptr) return;
    const int descriptor = endpoint_->descriptor();
    endpoint_->close(spi::Ending::graceful);
    endpoint_.reset();
    ::close(descriptor);
  }
  spi::Endpoint* operator->() const noexcept { return endpoint_.get(); }
  explicit operator bool() const noexcept { return endpoint_ != nullptr; }

 private:
  std::unique_ptr<spi::Endpoint> endpoint_;
};

class UnixTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "wosa-unix-XXXXXX";
    ASSERT_NE(nullptr, mkdtemp(pattern.data()));
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(std::string_view name = "socket") const { return folder_ / name; }

  /// The whole structure, as programs pass it.
  static spi::Address address(std::string_view path) {
    SOCKADDR_UN structure{};
    structure.sun_family = WS_AF_UNIX;
    std::memcpy(structure.sun_path, path.data(), path.size());
    return spi::Address::of(structure);
  }
  static spi::Address unnamed() {
    const ADDRESS_FAMILY family = WS_AF_UNIX;
    return spi::Address::of(family);
  }
  static std::string path_of(const spi::Address& name) {
    return std::string(name.as<SOCKADDR_UN>().sun_path);
  }

  Held open(DWORD flags = 0) {
    auto made = transport_.open({WS_AF_UNIX, SOCK_STREAM, 0, flags, info_});
    EXPECT_TRUE(made);
    return made ? Held(std::move(*made)) : Held();
  }
  Held listener(int backlog = 5, std::string_view name = "socket") {
    Held made = open();
    EXPECT_TRUE(made->bind(address(path(name))));
    EXPECT_TRUE(made->listen(backlog));
    return made;
  }
  static Held accept(const Held& listening) {
    auto made = listening->try_accept();
    EXPECT_TRUE(made) << made.error();
    return made ? Held(std::move(*made)) : Held();
  }
  struct Pair {
    Held client;
    Held server;
  };
  Pair connected(const Held& listening) {
    Pair pair{open(), Held()};
    EXPECT_TRUE(pair.client->start_connect(*listening->local_name()));
    pair.server = accept(listening);
    return pair;
  }

  template <typename T>
  static int code(const spi::Result<T>& result) {
    return result ? 0 : result.error();
  }

  static WSABUF buffer(std::string_view text) {
    return {static_cast<ULONG>(text.size()), const_cast<char*>(text.data())};
  }
  static spi::Result<std::size_t> send(const Held& stream, std::string_view text) {
    const WSABUF one = buffer(text);
    return stream->try_send(spi::Buffers({&one, 1}));
  }
  static spi::Result<std::size_t> receive(const Held& stream, std::span<char> room, bool peek = false) {
    const WSABUF one{static_cast<ULONG>(room.size()), room.data()};
    return stream->try_recv(spi::Buffers({&one, 1}), {peek});
  }
  static std::string text(const Held& stream, bool peek = false) {
    char room[256];
    const auto size = receive(stream, room, peek);
    return size ? std::string(room, *size) : "code " + std::to_string(size.error());
  }

  UnixTransport transport_{spi::Environment{}};

 private:
  WSAPROTOCOL_INFOW info_{};
  std::filesystem::path folder_;
};

/// A socket of another program.
class Foreign {
 public:
  explicit Foreign(int type = SOCK_STREAM) : descriptor_(::socket(AF_UNIX, type, 0)) {}
  ~Foreign() { close(); }
  Foreign(const Foreign&) = delete;
  Foreign& operator=(const Foreign&) = delete;
  int get() const { return descriptor_; }
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }
  bool bind(std::string_view path) {
    const sockaddr_un name = structure(path);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    return ::bind(descriptor_, reinterpret_cast<const sockaddr*>(&name), length) == 0;
  }
  bool connect(std::string_view path) {
    const sockaddr_un name = structure(path);
    return ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0;
  }

 private:
  static sockaddr_un structure(std::string_view path) {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, path.data(), path.size());
    return name;
  }
  int descriptor_;
};

}  // namespace wosa::af_unix
