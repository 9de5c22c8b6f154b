// SPDX-License-Identifier: MIT

// WSPRecv and WSPRecvFrom.

#include <algorithm>

#include "wosa/spi/caller_memory.hpp"

#include "engine/caller_address.hpp"
#include "engine/connection.hpp"
#include "engine/direction_run.hpp"
#include "engine/network_events.hpp"
#include "engine/transfer.hpp"

namespace wosa::spi::engine {
namespace {

constexpr DWORD kConditions = WOSA_READY_READ;
constexpr DWORD kUrgentConditions = WOSA_READY_OOB | WOSA_READY_HANGUP;

struct Call {
  Socket& socket;
  std::span<const WSABUF> list;
  DWORD flags;
  bool peek() const noexcept { return (flags & WS_MSG_PEEK) != 0; }
  bool urgent() const noexcept { return (flags & WS_MSG_OOB) != 0; }
  bool fill() const noexcept { return (flags & WS_MSG_WAITALL) != 0; }
  std::size_t most() const noexcept { return fill() ? kEverything : kMostReceived; }
};

// One primitive of a stream: 0 with bytes, 0 without (the end), or the code.
int receive_some(const Call& call, Buffers& room, std::size_t& done, bool& ended) noexcept {
  Endpoint& endpoint = *call.socket.endpoint;
  const ReceiveFlags how{call.peek()};
  const Transferred given = call.urgent() ? transfer([&] { return endpoint.try_recv_urgent(room, how); })
                                          : transfer([&] { return endpoint.try_recv(room, how); });
  if (given.code != 0) return note_stream_error(call.socket, given.code);
  if (given.bytes > room.size()) return WSASYSCALLFAILURE;  // nobody knows what it wrote
  ended = given.bytes == 0;
  room.advance(given.bytes);
  done += given.bytes;
  return 0;
}

// Urgent data that was not read ends a receive, also one that wants to fill its buffers.
bool stands_at_mark(const Endpoint& endpoint) noexcept {
  return endpoint.ready(WOSA_READY_OOB) != 0 && endpoint.at_urgent_mark();
}

int receive_stream_now(const Call& call, Buffers& room, std::size_t& done) noexcept {
  // What has come is the result; the next receive fails again.
  if (const int code = refuse_transfer(call.socket, kShutReceive); code != 0) return done > 0 ? 0 : code;
  if (call.urgent() && call.socket.endpoint->options().oob_inline.load(std::memory_order_relaxed))
    return WSAEINVAL;
  for (;;) {
    bool ended = false;
    const int code = receive_some(call, room, done, ended);
    if (code != 0) return done > 0 && code != WSAEWOULDBLOCK ? 0 : code;
    if (ended || room.empty() || !call.fill() || stands_at_mark(*call.socket.endpoint)) return 0;
  }
}

// A receive without room waits for data, the end or an error, and leaves what it finds.
int receive_nothing(Socket& socket) noexcept {
  return socket.receiving.run(socket, kConditions, socket.blocking(),
                              timeout_of(socket, socket.endpoint->options().receive_timeout), [&]() noexcept {
                                char byte;
                                const WSABUF one{sizeof byte, &byte};
                                const Call call{socket, std::span(&one, 1), WS_MSG_PEEK};
                                Buffers room(call.list);
                                std::size_t unused = 0;
                                return receive_stream_now(call, room, unused);
                              });
}

int receive_stream(const Call& call, std::size_t& done) noexcept {
  Buffers room(call.list, call.most());
  Socket& socket = call.socket;
  if (room.empty()) [[unlikely]]
    return call.urgent() ? refuse_transfer(socket, kShutReceive) : receive_nothing(socket);
  const int code =
      socket.receiving.run(socket, call.urgent() ? kUrgentConditions : kConditions, socket.blocking(),
                           timeout_of(socket, socket.endpoint->options().receive_timeout),
                           [&]() noexcept { return receive_stream_now(call, room, done); });
  // A close shuts a kernel object down, which looks like the end.
  if (code == 0 && done == 0 && socket.is_closing()) return WSAEINTR;
  // A receive that was to fill its buffers gives what came in time.
  return done > 0 && code == WSAETIMEDOUT ? 0 : code;
}

int receive_datagram(const Call& call, std::size_t& done, Address& from) noexcept {
  Socket& socket = call.socket;
  const Buffers room(call.list, call.most());
  return socket.receiving.run(
      socket, kConditions, socket.blocking(), timeout_of(socket, socket.endpoint->options().receive_timeout),
      [&]() noexcept -> int {
        if (const int error = socket.take_error(); error != 0) return error;
        if (socket.has(kShutReceive)) return WSAESHUTDOWN;
        const ReceiveFlags how{call.peek()};
        std::size_t size = 0;
        const int code = transfer([&] { return socket.endpoint->try_recv_from(room, how); },
                                  [&](const Datagram& given) {
                                    size = given.size;
                                    from = given.from;
                                  });
        if (code != 0) return code;
        done = std::min(size, room.size());
        return size > room.size() ? WSAEMSGSIZE : 0;
      });
}

// Where the sender's address goes.
struct Sender {
  WS_sockaddr* name = nullptr;
  INT* length = nullptr;
};

int check_sender(const Socket& socket, const Sender& sender) noexcept {
  if (!can_write(sender.length, sizeof *sender.length)) return WSAEFAULT;
  const INT needed = socket.entry.info.iMinSockAddr;
  if (*sender.length < needed) return WSAEFAULT;
  return can_write(sender.name, static_cast<std::size_t>(needed)) ? 0 : WSAEFAULT;
}

int receive_buffers(Socket& socket, const WSABUF* buffers, DWORD count, DWORD* received, DWORD* flags,
                    Sender sender) noexcept {
  if (!can_write(received, sizeof *received) || !can_write(flags, sizeof *flags)) return WSAEFAULT;
  if (const int code = check_receive_flags(socket, *flags); code != 0) return code;
  if (socket.has(kShutReceive)) return WSAESHUTDOWN;
  const Call call{socket, std::span<const WSABUF>(buffers, count), *flags};
  if (const int code = check_buffers(buffers, count, true, call.most()); code != 0) return code;
  std::size_t done = 0;
  int code = 0;
  if (socket.is_stream()) {
    code = receive_stream(call, done);
  } else {
    if (!socket.has(kBound)) return WSAEINVAL;
    if (sender.name != nullptr) {
      if (const int bad = check_sender(socket, sender); bad != 0) return bad;
    }
    Address from;
    code = receive_datagram(call, done, from);
    const bool filled = code == 0 || code == WSAEMSGSIZE;
    if (filled && sender.name != nullptr) {
      if (const int bad = address_to_caller(from, sender.name, sender.length); bad != 0) return bad;
    }
  }
  if (code == 0 || code == WSAEMSGSIZE) *received = static_cast<DWORD>(done);
  if (code == 0 && *flags != 0) *flags = 0;
  return code;
}

}  // namespace

int recv(Provider& provider, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
         LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
         LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  const int code = receive_buffers(*socket, buffers, count, received, flags, {});
  reenable_after(*socket, kAfterReceive);
  return finish(error, code);
}

int recv_from(Provider& provider, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
              WS_sockaddr* from, LPINT from_length, LPWSAOVERLAPPED overlapped,
              LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  Sender sender;
  if (from != nullptr) sender = {from, from_length};
  const int code = receive_buffers(*socket, buffers, count, received, flags, sender);
  reenable_after(*socket, kAfterReceive);
  return finish(error, code);
}

}  // namespace wosa::spi::engine
