// SPDX-License-Identifier: MIT

// WSPConnect. A stream's connect either has its outcome at once or leaves kConnecting behind; then a blocking
// call waits for it, and otherwise connection.cpp takes it when somebody asks.

#include <cstring>

#include "ws2ipdef.h"

#include "wosa/spi/user_memory.hpp"

#include "engine/caller_address.hpp"
#include "engine/connection.hpp"
#include "engine/direction_run.hpp"
#include "engine/network_events.hpp"

namespace wosa::spi::engine {
namespace {

// No transport of the engine carries connect data or QOS. The caller learns that none came.
int check_extras(LPWSABUF caller_data, LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos) noexcept {
  if (caller_data != nullptr) {
    WSABUF buffer;
    if (const int code = read_value(buffer, caller_data); code != 0) return code;
    if (buffer.len != 0) return WSAENOPROTOOPT;
  }
  if (callee_data != nullptr) {
    WSABUF buffer;
    if (const int code = read_value(buffer, callee_data); code != 0) return code;
    buffer.len = 0;
    if (const int code = write_value(callee_data, buffer); code != 0) return code;
  }
  return socket_qos != nullptr || group_qos != nullptr ? WSAEOPNOTSUPP : 0;
}

// Claims the socket for one connect and starts it: 0, WSAEWOULDBLOCK, or why not.
int start_stream(Socket& socket, const Address& peer, bool blocking) noexcept {
  if (still_connecting(socket)) return WSAEALREADY;
  const ControlHold hold(socket);
  if (socket.has(kListening)) return WSAEINVAL;
  if (socket.has(kConnecting)) return WSAEALREADY;
  if (socket.has(kConnected)) return WSAEISCONN;
  socket.take_error();  // of an earlier attempt
  socket.connect_outcome.store(kNoOutcome, std::memory_order_release);
  socket.set(blocking ? kConnecting | kConnectBlocked : std::uint32_t{kConnecting});
  const auto started = guarded([&] { return socket.endpoint->start_connect(peer); });
  if (started) {
    mark_connected(socket);
    socket.connect_outcome.store(0, std::memory_order_release);
    return 0;
  }
  if (code_of(started) == WSAEWOULDBLOCK) {
    socket.set(kBound);
  } else {
    socket.clear(kConnecting | kConnectBlocked);
  }
  return code_of(started);
}

// The outcome of the connect that this thread waits for.
int take_outcome(Socket& socket) noexcept {
  const ControlHold hold(socket);
  const auto outcome = guarded([&] { return socket.endpoint->finish_connect(); });
  if (outcome) {
    mark_connected(socket);
    socket.connect_outcome.store(0, std::memory_order_release);
    return 0;
  }
  if (code_of(outcome) != WSAEWOULDBLOCK) socket.clear(kConnecting | kConnectBlocked);
  return code_of(outcome);
}

// What a peer or the way to it answers, as opposed to what is wrong with the call.
bool is_outcome(int code) noexcept {
  return code == WSAECONNREFUSED || code == WSAETIMEDOUT || code == WSAENETUNREACH || code == WSAEHOSTUNREACH;
}

// A non-blocking connect never has its outcome at once: the socket shows it, as if it had come a moment
// later.
int postpone(Socket& socket, int code) noexcept {
  if (code != 0 && !is_outcome(code)) return code;
  if (code != 0) {
    socket.connect_outcome.store(code, std::memory_order_release);
    socket.post_error(code);
  }
  socket.core.changed(WOSA_READY_WRITE | WOSA_READY_FAILED);
  return WSAEWOULDBLOCK;
}

int connect_stream(Socket& socket, const Address& peer) noexcept {
  const bool blocking = socket.blocking();
  const int code = start_stream(socket, peer, blocking);
  if (!blocking) return postpone(socket, code);
  if (code != WSAEWOULDBLOCK) return code;
  // The time-outs do not govern connects.
  return socket.connecting.run(socket, WOSA_READY_WRITE | WOSA_READY_FAILED, true, 0,
                               [&]() noexcept { return take_outcome(socket); });
}

int connect_datagram(Socket& socket, const Address& peer) noexcept {
  const ControlHold hold(socket);
  const auto done = guarded([&] { return socket.endpoint->start_connect(peer); });
  if (!done) return code_of(done);
  if (peer.empty()) {
    socket.clear(kConnected);
  } else {
    mark_connected(socket);
  }
  return 0;
}

// An all-zero structure, family included, dissolves a datagram's connection.
bool is_all_zero(const WS_sockaddr* name, int length) noexcept {
  constexpr int kLeast = static_cast<int>(sizeof(WS_sockaddr));
  char bytes[sizeof(SOCKADDR_STORAGE)];
  static constexpr char kZero[sizeof bytes] = {};
  if (length < kLeast || length > static_cast<int>(sizeof bytes)) return false;
  const auto size = static_cast<std::size_t>(length);
  return copy_in(bytes, name, size) == 0 && std::memcmp(bytes, kZero, size) == 0;
}

// So does the wildcard address without a port.
bool is_nowhere(const Address& peer) noexcept {
  const auto is_zero = [](const auto& value) {
    static constexpr char kZero[sizeof value] = {};
    return std::memcmp(&value, kZero, sizeof value) == 0;
  };
  if (peer.family() == WS_AF_INET) {
    const auto name = peer.as<SOCKADDR_IN>();
    return name.sin_port == 0 && is_zero(name.sin_addr);
  }
  if (peer.family() != WS_AF_INET6) return false;
  const auto name = peer.as<SOCKADDR_IN6>();
  return name.sin6_port == 0 && is_zero(name.sin6_addr);
}

}  // namespace

int connect(Provider& provider, SOCKET s, const WS_sockaddr* name, int length, LPWSABUF caller_data,
            LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (!socket->is_stream() && is_all_zero(name, length))
    return finish(error, connect_datagram(*socket, Address()));
  Address peer;
  if (const int code = address_from_caller(*socket, name, length, peer); code != 0) return fail(error, code);
  if (const int code = check_extras(caller_data, callee_data, socket_qos, group_qos); code != 0)
    return fail(error, code);
  const int code = socket->is_stream() ? connect_stream(*socket, peer)
                                       : connect_datagram(*socket, is_nowhere(peer) ? Address() : peer);
  reenable_after(*socket, 0);
  return finish(error, code);
}

}  // namespace wosa::spi::engine
