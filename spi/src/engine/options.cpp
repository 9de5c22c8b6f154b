// SPDX-License-Identifier: MIT

// WSPGetSockOpt and WSPSetSockOpt: find the row, check the caller's memory, run the row's function. Levels
// other than SOL_SOCKET are the transport's.

#include "engine/options.hpp"

#include <algorithm>
#include <array>

#include "wosa/spi/user_memory.hpp"

namespace wosa::spi::engine {
namespace {

constexpr std::size_t kMost = OptionValue::kMost;

// The levels of Winsock's headers; any other number that the transport does not know is no level at all.
bool is_known_level(int level) noexcept {
  constexpr std::array kLevels{int{WS_IPPROTO_IP},
                               int{WS_IPPROTO_IPV6},
                               int{WS_IPPROTO_TCP},
                               int{WS_IPPROTO_UDP},
                               113,
                               1000,
                               0xFF,
                               3,
                               0xA000};
  return std::find(kLevels.begin(), kLevels.end(), level) != kLevels.end();
}

int find_option(const Socket& socket, int name, const Option*& row) noexcept {
  const unsigned kind = socket.is_stream() ? Option::kStreams : Option::kMessages;
  for (const Option& candidate : socket_level_options()) {
    if (candidate.name != name) continue;
    row = &candidate;
    return (candidate.kinds & kind) != 0 ? 0 : WSAENOPROTOOPT;
  }
  return WSAENOPROTOOPT;
}

int refusal_of(int level, int code) noexcept {
  return code == WSAENOPROTOOPT && !is_known_level(level) ? WSAEINVAL : code;
}

int read_option(Socket& socket, int level, int name, OptionValue& out) noexcept {
  if (level == WS_SOL_SOCKET) {
    const Option* row = nullptr;
    if (const int code = find_option(socket, name, row); code != 0) return code;
    return row->get == nullptr ? row->refusal : row->get(socket, *row, out);
  }
  const std::span<std::byte> value(out.bytes, std::min(out.room, kMost));
  const Endpoint& endpoint = *socket.endpoint;
  const auto size = guarded([&] { return endpoint.get_option(level, name, value); });
  if (!size) return refusal_of(level, code_of(size));
  out.size = *size;
  return *size > value.size() ? WSAEFAULT : 0;
}

int get_option(Socket& socket, int level, int name, char* value, INT* length) noexcept {
  INT room = 0;
  const int unreadable = read_value(room, length);
  OptionValue out;
  out.room = unreadable != 0 || room < 0 ? 0 : static_cast<std::size_t>(room);
  out.destination = value;
  if (const int code = read_option(socket, level, name, out); code != 0) return code;
  if (unreadable != 0) return unreadable;
  if (room < 0 || value == nullptr || out.room < out.size) return WSAEFAULT;
  if (const int code = copy_out(value, out.bytes, out.size); code != 0) return code;
  return write_value(length, static_cast<INT>(out.size));
}

int set_transport_option(Socket& socket, int level, int name, const char* value, int length) noexcept {
  std::array<std::byte, kMost> copy;
  const std::size_t size = length < 0 ? 0 : std::min(static_cast<std::size_t>(length), kMost);
  const int unreadable = value == nullptr ? WSAEFAULT : copy_in(copy.data(), value, size);
  const auto given = std::span<const std::byte>(copy).first(unreadable != 0 ? 0 : size);
  const ControlHold hold(socket);
  const auto done = guarded([&] { return socket.endpoint->set_option(level, name, given); });
  return done ? 0 : refusal_of(level, code_of(done));
}

int set_option(Socket& socket, int level, int name, const char* value, int length) noexcept {
  if (level != WS_SOL_SOCKET) return set_transport_option(socket, level, name, value, length);
  const Option* row = nullptr;
  if (const int code = find_option(socket, name, row); code != 0) return code;
  if (row->set == nullptr) return row->refusal;
  if (length < 0 || static_cast<std::size_t>(length) < row->size) return WSAEFAULT;
  std::array<std::byte, sizeof(LINGER) + sizeof(DWORD)> copy;
  if (const int code = copy_in(copy.data(), value, row->size); code != 0) return code;
  return row->set(socket, *row, copy.data());
}

}  // namespace

int get_sock_opt(Provider& provider, SOCKET s, int level, int name, char* value, LPINT length,
                 LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  return finish(error, get_option(*socket, level, name, value, length));
}

int set_sock_opt(Provider& provider, SOCKET s, int level, int name, const char* value, int length,
                 LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  return finish(error, set_option(*socket, level, name, value, length));
}

}  // namespace wosa::spi::engine

namespace wosa::spi {

void SocketOptions::inherit(const SocketOptions& listener) noexcept {
  const auto copy = [&](auto member) {
    (this->*member).store((listener.*member).load(std::memory_order_relaxed), std::memory_order_relaxed);
  };
  copy(&SocketOptions::send_buffer);
  copy(&SocketOptions::receive_buffer);
  copy(&SocketOptions::send_timeout);
  copy(&SocketOptions::receive_timeout);
  copy(&SocketOptions::send_buffer_set);
  copy(&SocketOptions::receive_buffer_set);
  copy(&SocketOptions::reuse);
  copy(&SocketOptions::exclusive);
  copy(&SocketOptions::oob_inline);
  copy(&SocketOptions::keep_alive);
  copy(&SocketOptions::dont_route);
  copy(&SocketOptions::debug);
}

}  // namespace wosa::spi
