// SPDX-License-Identifier: MIT

// WSPSend and WSPSendTo. A stream's blocking send goes on until everything is taken; a datagram is taken
// whole or not at all.

#include "wosa/spi/caller_memory.hpp"

#include "engine/caller_address.hpp"
#include "engine/connection.hpp"
#include "engine/direction_run.hpp"
#include "engine/network_events.hpp"
#include "engine/transfer.hpp"

namespace wosa::spi::engine {
namespace {

// One primitive of a stream; a transport cannot take more than it was given.
int send_some(Socket& socket, Buffers& data, bool urgent, std::size_t& done) noexcept {
  Endpoint& endpoint = *socket.endpoint;
  const Transferred taken = urgent ? transfer([&] { return endpoint.try_send_urgent(data); })
                                   : transfer([&] { return endpoint.try_send(data); });
  if (taken.code != 0) return note_stream_error(socket, taken.code);
  if (taken.bytes > data.size()) return WSASYSCALLFAILURE;
  if (taken.bytes == 0) return WSAEWOULDBLOCK;
  data.advance(taken.bytes);
  done += taken.bytes;
  return 0;
}

// As much as goes now: 0 when that was everything, or all that a non-blocking call may wait for.
int send_stream_now(Socket& socket, Buffers& data, bool urgent, std::size_t& done) noexcept {
  if (const int code = refuse_transfer(socket, kShutSend); code != 0) return code;
  while (!data.empty()) {
    const int code = send_some(socket, data, urgent, done);
    if (code == 0) continue;
    if (code == WSAEWOULDBLOCK && done > 0 && !socket.blocking()) return 0;
    return code;
  }
  return 0;
}

int send_stream(Socket& socket, std::span<const WSABUF> list, DWORD flags, std::size_t& done) noexcept {
  Buffers data(list);
  const bool urgent = (flags & WS_MSG_OOB) != 0;
  return socket.sending.run(socket, WOSA_READY_WRITE, socket.blocking(),
                            timeout_of(socket, socket.endpoint->options().send_timeout),
                            [&]() noexcept { return send_stream_now(socket, data, urgent, done); });
}

int send_datagram(Socket& socket, std::span<const WSABUF> list, const Address& to,
                  std::size_t& done) noexcept {
  if (socket.has(kShutSend)) return WSAESHUTDOWN;
  if (to.empty() && !socket.has(kConnected)) return WSAENOTCONN;
  const Buffers data(list);
  const int code = socket.sending.run(
      socket, WOSA_READY_WRITE, socket.blocking(),
      timeout_of(socket, socket.endpoint->options().send_timeout), [&]() noexcept {
        const Transferred taken = transfer([&] { return socket.endpoint->try_send_to(data, to); });
        if (taken.code == 0) done = data.size();
        return taken.code;
      });
  if (code == 0 && !socket.has(kBound)) socket.set(kBound);
  return code;
}

int send_buffers(Socket& socket, const WSABUF* buffers, DWORD count, DWORD* sent, DWORD flags,
                 const Address& to) noexcept {
  if (!can_write(sent, sizeof *sent)) return WSAEFAULT;
  if (const int code = check_send_flags(socket, flags); code != 0) return code;
  if (socket.has(kShutSend)) return WSAESHUTDOWN;
  if (const int code = check_buffers(buffers, count, false, kEverything); code != 0) return code;
  std::size_t done = 0;
  const std::span<const WSABUF> list(buffers, count);
  const int code =
      socket.is_stream() ? send_stream(socket, list, flags, done) : send_datagram(socket, list, to, done);
  if (code == 0) *sent = static_cast<DWORD>(done);
  return code;
}

}  // namespace

int send(Provider& provider, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
         LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
         LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  static const Address kDefaultPeer;
  const int code = send_buffers(*socket, buffers, count, sent, flags, kDefaultPeer);
  if (code != 0) [[unlikely]]
    reenable_after(*socket, after_send(code));
  return finish(error, code);
}

int send_to(Provider& provider, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
            const WS_sockaddr* to, int to_length, LPWSAOVERLAPPED overlapped,
            LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  Address destination;
  // A stream has its peer already, and ignores the address.
  if (to != nullptr && !socket->is_stream()) {
    if (const int code = address_from_caller(*socket, to, to_length, destination); code != 0)
      return fail(error, code);
  }
  const int code = send_buffers(*socket, buffers, count, sent, flags, destination);
  // The send that names a datagram socket may be what makes it writable.
  reenable_after(*socket, after_send(code));
  return finish(error, code);
}

}  // namespace wosa::spi::engine
