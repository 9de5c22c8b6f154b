// SPDX-License-Identifier: MIT
#pragma once

// A socket that closes itself, and a pair of connected ones.

#include <winsock2.h>

#include <utility>

namespace kit {

class Socket {
 public:
  Socket() = default;
  explicit Socket(SOCKET s) : socket_(s) {}
  Socket(Socket&& other) noexcept : socket_(other.release()) {}
  Socket& operator=(Socket&& other) noexcept {
    if (this != &other) {
      close();
      socket_ = other.release();
    }
    return *this;
  }
  ~Socket() { close(); }

  operator SOCKET() const {
    return socket_;
  }  // NOLINT(google-explicit-constructor): used like the handle itself
  [[nodiscard]] bool valid() const { return socket_ != INVALID_SOCKET; }
  SOCKET release() { return std::exchange(socket_, INVALID_SOCKET); }
  int close() {
    const SOCKET s = release();
    return s == INVALID_SOCKET ? 0 : closesocket(s);
  }

 private:
  SOCKET socket_ = INVALID_SOCKET;
};

// Two sockets that talk to each other. On streams `client` connected and `server` was accepted.
struct Pair {
  Socket client;
  Socket server;
};

}  // namespace kit
