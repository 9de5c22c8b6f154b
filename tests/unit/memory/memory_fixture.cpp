// SPDX-License-Identifier: MIT
#include "memory_fixture.hpp"

#include <arpa/inet.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <stdexcept>

namespace memory_test {
namespace {

std::int64_t now() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

int wait_on(const std::uint32_t* address, std::uint32_t expected, std::int64_t timeout) {
  timespec limit{timeout / 1'000'000'000, timeout % 1'000'000'000};
  const long result =
      syscall(SYS_futex, address, FUTEX_WAIT_PRIVATE, expected, timeout < 0 ? nullptr : &limit, nullptr, 0);
  return result == 0 || errno == EINTR ? 0 : errno;
}

void wake(const std::uint32_t* address, int count) {
  syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

constinit std::atomic<std::uint32_t> g_forks{0};
const WOSA_SCHEDULER kScheduler{
    sizeof(WOSA_SCHEDULER), now, wait_on, wake, nullptr, nullptr, nullptr, nullptr};
const WOSA_RUNTIME_EXTENSION kRuntime{sizeof(WOSA_RUNTIME_EXTENSION),
                                      WOSA_EXTENSION_VERSION,
                                      nullptr,
                                      &kScheduler,
                                      nullptr,
                                      nullptr,
                                      nullptr,
                                      nullptr,
                                      nullptr,
                                      nullptr,
                                      nullptr,
                                      nullptr,
                                      nullptr,
                                      nullptr};

Buffers buffers(const WSABUF& one) { return Buffers(std::span(&one, 1)); }
WSABUF part(std::string_view text) {
  return {static_cast<ULONG>(text.size()), const_cast<CHAR*>(text.data())};
}
std::string shown(const Result<std::size_t>& result, std::string text) {
  if (!result) return "error " + std::to_string(result.error());
  text.resize(*result);
  return text;
}

}  // namespace

wosa::spi::Environment environment() { return {&kRuntime, &g_forks}; }
void pretend_fork() { ++g_forks; }

Address ipv4(std::uint32_t host_order, std::uint16_t port) {
  SOCKADDR_IN in{};
  in.sin_family = WS_AF_INET;
  in.sin_port = htons(port);
  const std::uint32_t network_order = htonl(host_order);
  std::memcpy(&in.sin_addr, &network_order, sizeof network_order);
  return Address::of(in);
}

Address ipv6(std::string_view text, std::uint16_t port) {
  SOCKADDR_IN6 in6{};
  in6.sin6_family = WS_AF_INET6;
  in6.sin6_port = htons(port);
  if (inet_pton(AF_INET6, std::string(text).c_str(), &in6.sin6_addr) != 1)
    throw std::invalid_argument(std::string(text));
  return Address::of(in6);
}

// Both families have the port behind the family.
std::uint16_t port_of(const Address& address) { return ntohs(address.as<SOCKADDR_IN>().sin_port); }

Address with_port(const Address& address, std::uint16_t port) {
  if (address.family() == WS_AF_INET) {
    auto in = address.as<SOCKADDR_IN>();
    in.sin_port = htons(port);
    return Address::of(in);
  }
  auto in6 = address.as<SOCKADDR_IN6>();
  in6.sin6_port = htons(port);
  return Address::of(in6);
}

std::string receive(Endpoint& from, std::size_t room, bool peek) {
  std::string text(room, '-');
  const auto result = from.try_recv(buffers(part(text)), {peek});
  return shown(result, text);
}

std::string receive_urgent(Endpoint& from, bool peek) {
  std::string text(8, '-');
  const auto result = from.try_recv_urgent(buffers(part(text)), {peek});
  return shown(result, text);
}

Result<std::size_t> send(Endpoint& to, std::string_view text) { return to.try_send(buffers(part(text))); }
Result<std::size_t> send_urgent(Endpoint& to, std::string_view text) {
  return to.try_send_urgent(buffers(part(text)));
}
Result<std::size_t> send_to(Endpoint& from, std::string_view text, const Address& to) {
  return from.try_send_to(buffers(part(text)), to);
}

Arrived receive_from(Endpoint& at, std::size_t room, bool peek) {
  std::string text(room, '-');
  const auto datagram = at.try_recv_from(buffers(part(text)), {peek});
  if (!datagram) return {"", 0, Address(), datagram.error()};
  text.resize(std::min(room, datagram->size));
  return {text, datagram->size, datagram->from, 0};
}

std::int64_t get(const Endpoint& socket, int level, int name) {
  DWORD value = 0;
  const auto result = socket.get_option(level, name, std::as_writable_bytes(std::span(&value, 1)));
  return result ? std::int64_t{value} : -std::int64_t{result.error()};
}

MemoryTest::MemoryTest() : network_(environment()) {}

Socket MemoryTest::open(int family, int type, DWORD message_size) {
  WSAPROTOCOL_INFOW info{};
  info.dwMessageSize = message_size;
  auto opened = network_.open({family, type, 0, 0, info});
  if (!opened) throw std::runtime_error("open failed with " + std::to_string(opened.error()));
  return std::move(*opened);
}

Socket MemoryTest::dual(int type) {
  Socket socket = open(WS_AF_INET6, type, 65527);
  EXPECT_EQ(set(*socket, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, DWORD{0}), 0);
  return socket;
}

Socket MemoryTest::bound(int type) {
  Socket socket = type == WS_SOCK_STREAM ? stream() : datagram();
  EXPECT_EQ(code(socket->bind(ipv4(kLoopback))), 0);
  return socket;
}

Socket MemoryTest::listener(int backlog) {
  Socket socket = bound(WS_SOCK_STREAM);
  EXPECT_EQ(code(socket->listen(backlog)), 0);
  return socket;
}

Pair MemoryTest::connected(Endpoint& listening, Socket client) {
  EXPECT_EQ(code(client->start_connect(*listening.local_name())), 0);
  auto accepted = listening.try_accept();
  if (!accepted) throw std::runtime_error("accept failed with " + std::to_string(accepted.error()));
  (*accepted)->accepted();
  return {std::move(client), std::move(*accepted)};
}

Pair MemoryTest::connected() {
  const Socket listening = listener();
  Pair pair = connected(*listening, stream());
  listening->close(Ending::graceful);
  return pair;
}

}  // namespace memory_test
