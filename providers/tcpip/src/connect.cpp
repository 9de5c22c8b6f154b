// SPDX-License-Identifier: MIT

// WSPConnect. A blocking stream connect is the one system call; a background one leaves kConnecting behind,
// which connection.cpp resolves when somebody asks. A datagram connect names the default peer, and drops what
// others had sent.

#include <poll.h>
#include <sys/socket.h>

#include <cstring>
#include <mutex>

#include "connection.hpp"
#include "errors.hpp"
#include "hop_limit.hpp"
#include "network_events.hpp"
#include "procedures.hpp"
#include "provider.hpp"
#include "sockaddr.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

// TCP/IP carries no connect data and no QOS. The caller learns that none came.
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

// The kernel's way to make a failed or connected socket new again; a local address chosen by bind stays.
int dissolve(int descriptor) noexcept {
  sockaddr unspecified{};
  unspecified.sa_family = AF_UNSPEC;
  return ::connect(descriptor, &unspecified, sizeof unspecified) == 0 ? 0 : errno;
}

// -- Streams ------------------------------------------------------------------------------------------------

// Waits for the end of a connect that the kernel stopped waiting for (a signal, or the send time-out, which
// does not govern connects). errno or 0.
int wait_connected(SOCKET s, int descriptor) noexcept {
  pollfd waiting{descriptor, POLLOUT, 0};
  int ready = 0;
  while (ready == 0) {
    if (is_closing(s)) return EINTR;
    if (const int error = scheduler().lpPoll(&waiting, 1, -1, &ready); error != 0) return error;
  }
  if (is_closing(s)) return EINTR;
  const int error = take_kernel_error(descriptor);
  if (error != 0) dissolve(descriptor);
  return error;
}

// Claims the socket for one connect: what state forbids another is answered here.
int begin_connect(Socket& socket, SOCKET s, bool blocking) noexcept {
  const int descriptor = descriptor_of(s);
  if (still_connecting(socket, descriptor)) return WSAEALREADY;
  const std::lock_guard guard(socket.lock);
  if (socket.has(kListening)) return WSAEINVAL;
  if (socket.has(kConnecting)) return WSAEALREADY;
  if (socket.has(kConnected)) return WSAEISCONN;
  // The kernel keeps a failed background connect until it is dissolved.
  if (socket.has(kConnectFailed)) {
    dissolve(descriptor);
    socket.clear(kConnectFailed);
    socket.take_error();
  }
  socket.connect_outcome.store(spi::kNoOutcome, std::memory_order_release);
  socket.set(blocking ? kConnecting | kConnectBlocked : std::uint32_t{kConnecting});
  // Whoever closes the socket sees the flag or is seen here (close.cpp).
  if (!is_closing(s)) return 0;
  socket.clear(kConnecting | kConnectBlocked);
  return WSAEINTR;
}

int connect_stream(Socket& socket, SOCKET s, const Address& address) noexcept {
  const int descriptor = descriptor_of(s);
  if (address.is_any() || address.port() == 0) return WSAEADDRNOTAVAIL;
  const bool blocking = !socket.has(kNonBlocking);
  if (const int code = begin_connect(socket, s, blocking); code != 0) return code;
  if (!address.is_ipv4_loopback()) settle_hop_limit(socket, descriptor);
  int error = ::connect(descriptor, address.get(), address.length) == 0 ? 0 : errno;
  if (error == EINPROGRESS || (error == EINTR && blocking)) {
    socket.set(kBound);
    if (!blocking) return WSAEWOULDBLOCK;
    error = wait_connected(s, descriptor);
  }
  if (error == 0) {
    socket.connect_outcome.store(0, std::memory_order_release);
    mark_connected(socket);
    return 0;
  }
  socket.clear(kConnecting | kConnectBlocked);
  return is_closing(s) ? WSAEINTR : wsa_error(error);
}

// -- Datagrams ----------------------------------------------------------------------------------------------

bool same_peer(const Address& a, const Address& b) noexcept {
  if (a.storage.ss_family != b.storage.ss_family || a.port() != b.port()) return false;
  if (a.storage.ss_family == AF_INET) {
    return reinterpret_cast<const sockaddr_in&>(a.storage).sin_addr.s_addr ==
           reinterpret_cast<const sockaddr_in&>(b.storage).sin_addr.s_addr;
  }
  return std::memcmp(&reinterpret_cast<const sockaddr_in6&>(a.storage).sin6_addr,
                     &reinterpret_cast<const sockaddr_in6&>(b.storage).sin6_addr, sizeof(in6_addr)) == 0;
}

// What was queued before the peer was chosen stands in front of what the peer sends.
void drop_other_senders(int descriptor, const Address& peer) noexcept {
  for (;;) {
    Address sender;
    sender.length = sizeof sender.storage;
    char byte;
    if (recvfrom(descriptor, &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT, sender.get(), &sender.length) < 0)
      return;
    if (same_peer(sender, peer)) return;
    if (recv(descriptor, &byte, sizeof byte, MSG_DONTWAIT) < 0) return;
  }
}

// The kernel gives back a port that it chose itself; Winsock keeps the socket bound.
int disconnect_datagram(Socket& socket, int descriptor) noexcept {
  Address before;
  const bool known = local_address(descriptor, before) == 0;
  if (const int error = dissolve(descriptor); error != 0) return wsa_error(error);
  socket.clear(kConnected);
  Address after;
  if (!known || before.port() == 0 || local_address(descriptor, after) != 0 || after.port() == before.port())
    return 0;
  after.set_port(before.port());
  return ::bind(descriptor, after.get(), after.length) == 0 ? 0 : last_wsa_error();
}

int connect_datagram(Socket& socket, int descriptor, const Address& address) noexcept {
  if (address.is_any()) {
    return address.port() == 0 || socket.type == SOCK_RAW ? disconnect_datagram(socket, descriptor)
                                                          : WSAEADDRNOTAVAIL;
  }
  if (::connect(descriptor, address.get(), address.length) != 0) return last_wsa_error();
  drop_other_senders(descriptor, address);
  socket.connected_at.store(now_seconds(), std::memory_order_relaxed);
  socket.set(kConnected | kBound);
  return 0;
}

// An all-zero structure, family included, dissolves a datagram's connection too.
bool is_all_zero(const WS_sockaddr* name, int length) noexcept {
  constexpr int kLeast = static_cast<int>(sizeof(WS_sockaddr));
  char bytes[sizeof(sockaddr_storage)];
  static constexpr char kZero[sizeof bytes] = {};
  if (length < kLeast || length > static_cast<int>(sizeof bytes)) return false;
  const auto size = static_cast<std::size_t>(length);
  return copy_in(bytes, name, size) == 0 && std::memcmp(bytes, kZero, size) == 0;
}

}  // namespace

[[gnu::hot]] int WSPAPI wsp_connect(SOCKET s, const WS_sockaddr* name, int length, LPWSABUF caller_data,
                                    LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos,
                                    LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  const int descriptor = descriptor_of(s);
  if (!socket->is_stream() && is_all_zero(name, length)) {
    return finish(error, disconnect_datagram(*socket, descriptor));
  }
  Address address;
  if (const int code = address_from_caller(socket->family, name, length, address); code != 0) {
    return fail(error, code);
  }
  if (const int code = check_extras(caller_data, callee_data, socket_qos, group_qos); code != 0) {
    return fail(error, code);
  }
  const int code = socket->is_stream() ? connect_stream(*socket, s, address)
                                       : connect_datagram(*socket, descriptor, address);
  reenable_after(*socket, 0);
  return finish(error, code);
}

}  // namespace wosa::tcpip
