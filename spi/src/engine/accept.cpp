// SPDX-License-Identifier: MIT

// WSPListen and WSPAccept: the transport's queue of connections, the condition function, and the connections
// that it deferred.
//
// A deferred connection stands in the listener's list (guarded by control, announced by kHasDeferred), as
// does one that there was no memory to make a socket of. It is first in line for the next accept and counts
// as pending for select.

#include "wosa/spi/user_memory.hpp"

#include "engine/caller_address.hpp"
#include "engine/connection.hpp"
#include "engine/direction_run.hpp"
#include "engine/network_events.hpp"

namespace wosa::spi::engine {
namespace {

// What an accepted socket has from its listener beside the options.
constexpr std::uint32_t kInherited = kNonBlocking | kOverlapped | kNoInherit;

// A negative backlog is SOMAXCONN_HINT's way to ask for a number.
int clamp_backlog(int backlog) noexcept {
  constexpr int kLeastHint = 200;
  constexpr int kMost = 65535;
  if (backlog >= 0) return backlog == 0 ? 1 : (backlog < kMost ? backlog : kMost);
  if (backlog <= -kMost) return kMost;
  return backlog > -kLeastHint ? kLeastHint : -backlog;
}

struct CallerAddress {
  WS_sockaddr* name;
  INT* length;
  bool wanted() const noexcept { return name != nullptr && length != nullptr; }
};

int check_room(const Socket& listener, const CallerAddress& caller) noexcept {
  if (!caller.wanted()) return 0;
  INT room = 0;
  if (const int code = read_value(room, caller.length); code != 0) return code;
  const INT needed = listener.entry.info.iMinSockAddr;
  if (room < needed) return WSAEFAULT;
  // A pointer that cannot be written must not cost a connection.
  const SOCKADDR_STORAGE probe{};
  return copy_out(caller.name, &probe, static_cast<std::size_t>(needed));
}

// A peer without a name of its own has an address of only the family.
Address peer_of(const Socket& listener, const Endpoint& endpoint) noexcept {
  const auto peer = guarded([&] { return endpoint.peer_name(); });
  if (peer) return *peer;
  return Address::of(ADDRESS_FAMILY(listener.entry.info.iAddressFamily));
}

std::unique_ptr<Endpoint> take_deferred(Socket& listener) noexcept {
  if (!listener.has(kHasDeferred)) return nullptr;
  const ControlHold hold(listener);
  if (listener.deferred.empty()) return nullptr;
  std::unique_ptr<Endpoint> first = listener.deferred.pop();
  if (listener.deferred.empty()) listener.clear(kHasDeferred);
  return first;
}

void defer(Socket& listener, std::unique_ptr<Endpoint> endpoint) noexcept {
  {
    const ControlHold hold(listener);
    listener.deferred.push(std::move(endpoint));
    listener.set(kHasDeferred);
  }
  listener.core.changed(WOSA_READY_READ | WOSA_READY_DATA);
}

int next_connection(Socket& listener, std::unique_ptr<Endpoint>& connection) noexcept {
  const DWORD conditions = WOSA_READY_READ;
  return listener.receiving.run(listener, conditions, listener.blocking(), 0, [&]() noexcept {
    connection = take_deferred(listener);
    if (connection) return 0;
    auto accepted = guarded([&] { return listener.endpoint->try_accept(); });
    if (!accepted) return code_of(accepted);
    connection = std::move(*accepted);
    return connection ? 0 : WSASYSCALLFAILURE;
  });
}

struct Condition {
  LPCONDITIONPROC function;
  DWORD_PTR data;
};

// Runs the caller's condition function on a connection. 0, or the code that the accept fails with.
int offer(const Endpoint& endpoint, const Address& peer, const Condition& condition) noexcept {
  const auto named = guarded([&] { return endpoint.local_name(); });
  Address caller = peer;
  Address callee = named ? *named : Address();
  WSABUF caller_id{static_cast<ULONG>(caller.length()),
                   reinterpret_cast<CHAR*>(const_cast<WS_sockaddr*>(caller.get()))};
  WSABUF callee_id{static_cast<ULONG>(callee.length()),
                   reinterpret_cast<CHAR*>(const_cast<WS_sockaddr*>(callee.get()))};
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

SOCKET adopt(Socket& listener, std::unique_ptr<Endpoint> endpoint, INT* error) noexcept {
  std::unique_ptr<Socket> socket = make_socket(listener.provider, listener.entry, endpoint);
  if (socket == nullptr) {
    defer(listener, std::move(endpoint));
    return fail_socket(error, WSAENOBUFS);
  }
  socket->endpoint->options().inherit(listener.endpoint->options());
  socket->endpoint->accepted();
  socket->protocol = listener.protocol;
  socket->flags.store(listener.flags.load(std::memory_order_relaxed) & kInherited, std::memory_order_relaxed);
  {
    const ControlHold hold(listener);
    socket->linger_seconds = listener.linger_seconds;
    socket->lingers.store(listener.lingers.load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
  mark_connected(*socket);
  return publish(std::move(socket), error);
}

int start_listening(Socket& socket, int backlog) noexcept {
  if (!socket.is_stream()) return WSAEOPNOTSUPP;
  if (still_connecting(socket) || socket.has(kConnected)) return WSAEISCONN;
  const ControlHold hold(socket);
  if (!socket.has(kBound)) return WSAEINVAL;
  const auto done = guarded([&] { return socket.endpoint->listen(clamp_backlog(backlog)); });
  if (!done) return code_of(done);
  socket.set(kListening);
  return 0;
}

SOCKET accept_next(Socket& socket, WS_sockaddr* name, LPINT length, LPCONDITIONPROC condition, DWORD_PTR data,
                   INT* error) noexcept {
  Socket* const listener = &socket;
  if (!listener->is_stream()) return fail_socket(error, WSAEOPNOTSUPP);
  if (!listener->has(kListening)) return fail_socket(error, WSAEINVAL);
  const CallerAddress caller{name, length};
  if (const int code = check_room(*listener, caller); code != 0) return fail_socket(error, code);

  std::unique_ptr<Endpoint> connection;
  if (const int code = next_connection(*listener, connection); code != 0) return fail_socket(error, code);
  const Address peer = peer_of(*listener, *connection);
  if (condition != nullptr) {
    const int code = offer(*connection, peer, {condition, data});
    if (code != 0) {
      // An answer that means nothing loses no connection either.
      if (code == WSAECONNREFUSED) {
        discard(std::move(connection), Ending::reset);
      } else {
        defer(*listener, std::move(connection));
      }
      return fail_socket(error, code);
    }
  }
  if (caller.wanted()) {
    if (const int code = address_to_caller(peer, name, length); code != 0) {
      defer(*listener, std::move(connection));
      return fail_socket(error, code);
    }
  }
  return adopt(*listener, std::move(connection), error);
}

}  // namespace

int listen(Provider& provider, SOCKET s, int backlog, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  const int code = start_listening(*socket, backlog);
  reenable_after(*socket, 0);
  return finish(error, code);
}

SOCKET accept(Provider& provider, SOCKET s, WS_sockaddr* name, LPINT length, LPCONDITIONPROC condition,
              DWORD_PTR data, LPINT error) noexcept {
  const Pinned listener(provider, s);
  if (!listener) return fail_socket(error, listener.refusal());
  INT code = 0;
  const SOCKET accepted = accept_next(*listener, name, length, condition, data, &code);
  if (listener->has(kSelected)) {
    if (accepted != INVALID_SOCKET) inherit_selection(*listener, accepted);
    // What the condition function put off waits for the next accept, and is announced by nothing.
    if (code != WSATRY_AGAIN) reenable_after(*listener, FD_ACCEPT);
  }
  return accepted != INVALID_SOCKET ? accepted : fail_socket(error, code);
}

}  // namespace wosa::spi::engine
