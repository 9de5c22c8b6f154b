// SPDX-License-Identifier: MIT
#pragma once

// Sockets of an in-memory network as the engine would use them.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "wosa/spi/memory_network.hpp"
#include "ws2ipdef.h"

namespace memory_test {

using wosa::spi::Address;
using wosa::spi::Buffers;
using wosa::spi::Datagram;
using wosa::spi::Ending;
using wosa::spi::Endpoint;
using wosa::spi::Result;
using Socket = std::unique_ptr<Endpoint>;

/// A scheduler over the kernel's futexes, and what else a transport may ask for.
wosa::spi::Environment environment();
/// From here on this process counts as the child of a fork.
void pretend_fork();

Address ipv4(std::uint32_t host_order, std::uint16_t port = 0);
Address ipv6(std::string_view last_byte_or_mapped, std::uint16_t port = 0);
std::uint16_t port_of(const Address& address);
Address with_port(const Address& address, std::uint16_t port);

constexpr std::uint32_t kLoopback = 0x7F000001;
constexpr DWORD kAll = WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_OOB | WOSA_READY_FAILED |
                       WOSA_READY_HANGUP | WOSA_READY_ERROR | WOSA_READY_DATA;

/// The code of a failure, 0 of a success.
template <typename T>
int code(const Result<T>& result) {
  return result ? 0 : result.error();
}

/// Gives sent and received bytes as text; a failure as "error <code>".
std::string receive(Endpoint& from, std::size_t room = 4096, bool peek = false);
std::string receive_urgent(Endpoint& from, bool peek = false);
Result<std::size_t> send(Endpoint& to, std::string_view text);
Result<std::size_t> send_urgent(Endpoint& to, std::string_view text);
Result<std::size_t> send_to(Endpoint& from, std::string_view text, const Address& to = Address());
struct Arrived {
  std::string text;
  std::size_t size = 0;
  Address from;
  int error = 0;
};
Arrived receive_from(Endpoint& at, std::size_t room = 1000, bool peek = false);

template <typename T>
int set(Endpoint& socket, int level, int name, const T& value) {
  return code(socket.set_option(level, name, std::as_bytes(std::span(&value, 1))));
}
/// The option as a number; a failure as its negative code.
std::int64_t get(const Endpoint& socket, int level, int name);

struct Pair {
  Socket client;
  Socket server;
};

class MemoryTest : public ::testing::Test {
 protected:
  MemoryTest();

  Socket open(int family, int type, DWORD message_size = 0);
  Socket stream(int family = WS_AF_INET) { return open(family, WS_SOCK_STREAM); }
  Socket datagram(int family = WS_AF_INET) {
    return open(family, WS_SOCK_DGRAM, family == WS_AF_INET ? 65507 : 65527);
  }
  Socket dual(int type);
  Socket bound(int type = WS_SOCK_DGRAM);
  Socket listener(int backlog = 16);
  /// Connected through a listener of its own.
  Pair connected();
  static Pair connected(Endpoint& listening, Socket client);

  wosa::spi::MemoryTransport network_;
};

}  // namespace memory_test
