// SPDX-License-Identifier: MIT

// WSPAccept: accept4, the condition function, and the connections that it deferred.
//
// A deferred connection is an accepted descriptor in the listener's list (guarded by the listener's lock,
// announced by kHasDeferred). It is first in line for the next accept and counts as pending for select. A
// thread that is already blocked in the kernel waits for the connection after it.

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <mutex>
#include <new>

#include "connection.hpp"
#include "errors.hpp"
#include "network_events.hpp"
#include "procedures.hpp"
#include "provider.hpp"
#include "sockaddr.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

// What an accepted socket has from its listener here; what the kernel keeps it copies itself.
constexpr std::uint32_t kInherited = kNonBlocking | kOverlapped | kNoInherit | kReuse | kExclusive |
                                     kOobInline | kDualMode | kDebug | kDontRoute | kProbeIntervalSet |
                                     kProbeCountSet;

struct CallerAddress {
  WS_sockaddr* name;
  INT* length;
  bool wanted() const noexcept { return name != nullptr && length != nullptr; }
};

int check_room(const Socket& listener, const CallerAddress& caller) noexcept {
  if (!caller.wanted()) return 0;
  INT room = 0;
  if (const int code = read_value(room, caller.length); code != 0) return code;
  if (room < address_length(listener.family)) return WSAEFAULT;
  // A pointer that cannot be written must not cost a connection.
  const SOCKADDR_STORAGE probe{};
  return copy_out(caller.name, &probe, static_cast<std::size_t>(address_length(listener.family)));
}

int take_deferred(Socket& listener) noexcept {
  if (!listener.has(kHasDeferred)) return -1;
  const std::lock_guard guard(listener.lock);
  if (!listener.deferred) return -1;
  std::unique_ptr<Deferred> first = std::move(listener.deferred);
  listener.deferred = std::move(first->next);
  if (!listener.deferred) listener.clear(kHasDeferred);
  return first->descriptor;
}

bool defer(Socket& listener, int descriptor) noexcept {
  std::unique_ptr<Deferred> entry(new (std::nothrow) Deferred{descriptor, nullptr});
  if (entry == nullptr) return false;
  const std::lock_guard guard(listener.lock);
  entry->next = std::move(listener.deferred);
  listener.deferred = std::move(entry);
  listener.set(kHasDeferred);
  return true;
}

// check_room has shown that the memory is there.
void give_address(const Address& peer, const CallerAddress& caller) noexcept {
  SOCKADDR_STORAGE out;
  const INT length = to_winsock(peer, out);
  std::memcpy(caller.name, &out, static_cast<std::size_t>(length));
  write_value(caller.length, length);
}

// The next connection's descriptor, or -1 with *code. Fills peer, unless it is null.
int next_connection(Socket& listener, SOCKET s, Address* peer, int* code) noexcept {
  if (const int deferred = take_deferred(listener); deferred >= 0) {
    if (peer != nullptr) peer_address(deferred, *peer);
    return deferred;
  }
  for (;;) {
    const bool blocking = !listener.has(kNonBlocking);
    const int flags = (blocking ? 0 : SOCK_NONBLOCK) | (listener.has(kNoInherit) ? SOCK_CLOEXEC : 0);
    if (peer != nullptr) peer->length = sizeof peer->storage;
    const int descriptor = accept4(descriptor_of(s), peer != nullptr ? peer->get() : nullptr,
                                   peer != nullptr ? &peer->length : nullptr, flags);
    if (descriptor >= 0) return descriptor;
    const int error = errno;
    if (is_closing(s)) {
      *code = WSAEINTR;
      return -1;
    }
    if (error == EINTR) continue;
    // The receive time-out does not govern accepts.
    if (error == EAGAIN && blocking && listener.receive_timeout.load(std::memory_order_relaxed) != 0) {
      pollfd waiting{descriptor_of(s), POLLIN, 0};
      int ready = 0;
      scheduler().lpPoll(&waiting, 1, -1, &ready);
      continue;
    }
    *code = error == ECONNABORTED ? WSAECONNRESET : wsa_error(error);
    return -1;
  }
}

struct Condition {
  LPCONDITIONPROC function;
  DWORD_PTR data;
};

// Runs the caller's condition function on a connection. 0, or the code that the accept fails with.
int offer(int descriptor, const Address& peer, const Condition& condition) noexcept {
  Address local;
  local_address(descriptor, local);
  SOCKADDR_STORAGE caller_address;
  SOCKADDR_STORAGE callee_address;
  const auto caller_length = static_cast<ULONG>(to_winsock(peer, caller_address));
  const auto callee_length = static_cast<ULONG>(to_winsock(local, callee_address));
  WSABUF caller_id{caller_length, reinterpret_cast<CHAR*>(&caller_address)};
  WSABUF callee_id{callee_length, reinterpret_cast<CHAR*>(&callee_address)};
  WSABUF caller_data{0, nullptr};
  WSABUF callee_data{0, nullptr};
  GROUP group = 0;
  switch (condition.function(&caller_id, &caller_data, nullptr, nullptr, &callee_id, &callee_data, &group,
                             condition.data)) {
    case CF_ACCEPT: return 0;
    case CF_REJECT: return WSAECONNREFUSED;
    case CF_DEFER: return WSATRY_AGAIN;
    default: return WSAEINVAL;
  }
}

SOCKET adopt(Socket& listener, int descriptor, INT* error) noexcept {
  std::unique_ptr<Socket> socket(
      new (std::nothrow) Socket(listener.family, listener.type, listener.protocol, listener.entry));
  if (socket == nullptr) {
    close_with_reset(descriptor);
    return fail_socket(error, WSAENOBUFS);
  }
  const std::uint32_t inherited = listener.flags.load(std::memory_order_relaxed) & kInherited;
  socket->flags.store(inherited | kConnected | kBound, std::memory_order_relaxed);
  const auto inherit = [](auto& to, const auto& from) {
    to.store(from.load(std::memory_order_relaxed), std::memory_order_relaxed);
  };
  inherit(socket->send_timeout, listener.send_timeout);
  inherit(socket->receive_timeout, listener.receive_timeout);
  inherit(socket->send_buffer, listener.send_buffer);
  inherit(socket->receive_buffer, listener.receive_buffer);
  inherit(socket->linger_seconds, listener.linger_seconds);
  inherit(socket->protection_level, listener.protection_level);
  socket->connected_at.store(now_seconds(), std::memory_order_relaxed);
  return publish(std::move(socket), descriptor, error);
}

SOCKET accept_next(Socket& socket, SOCKET s, WS_sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                   DWORD_PTR data, INT* error) noexcept {
  Socket* const listener = &socket;
  if (!listener->is_stream()) return fail_socket(error, WSAEOPNOTSUPP);
  const CallerAddress caller{name, length};
  if (const int code = check_room(*listener, caller); code != 0) return fail_socket(error, code);

  Address peer;
  int code = 0;
  const bool wanted = caller.wanted() || condition != nullptr;
  const int descriptor = next_connection(*listener, s, wanted ? &peer : nullptr, &code);
  if (descriptor < 0) return fail_socket(error, code);
  if (condition != nullptr) {
    code = offer(descriptor, peer, {condition, data});
    if (code != 0) {
      // An answer that means nothing loses no connection either.
      if (code == WSAECONNREFUSED || !defer(*listener, descriptor)) close_with_reset(descriptor);
      return fail_socket(error, code);
    }
  }
  if (caller.wanted()) give_address(peer, caller);
  return adopt(*listener, descriptor, error);
}

}  // namespace

[[gnu::hot]] SOCKET WSPAPI wsp_accept(SOCKET s, WS_sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                                      DWORD_PTR data, LPINT error) noexcept {
  const Pinned listener{s};
  if (!listener) return fail_socket(error, WSAENOTSOCK);
  INT code = 0;
  const SOCKET accepted = accept_next(*listener, s, name, length, condition, data, &code);
  if (listener->has(kSelected)) [[unlikely]] {
    if (accepted != INVALID_SOCKET) inherit_selection(*listener, accepted);
    // What the condition function put off waits for the next accept, and is announced by nothing.
    if (code != WSATRY_AGAIN) reenable_after(*listener, FD_ACCEPT);
  }
  return accepted != INVALID_SOCKET ? accepted : fail_socket(error, code);
}

}  // namespace wosa::tcpip
