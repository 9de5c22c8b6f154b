// SPDX-License-Identifier: MIT

// WSPRecv, WSPRecvFrom and lpReceive. One buffer is one recv(2); datagrams add MSG_TRUNC, which tells the
// true length of one that was cut. Everything else here runs after that call failed, ended the stream or came
// back short.

#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "caller_memory.hpp"
#include "connection.hpp"
#include "datagram_errors.hpp"
#include "errors.hpp"
#include "interrupted_wait.hpp"
#include "message.hpp"
#include "network_events.hpp"
#include "overlapped.hpp"
#include "procedures.hpp"
#include "provider.hpp"
#include "sockaddr.hpp"
#include "socket.hpp"
#include "system_call.hpp"

namespace wosa::tcpip {
namespace {

constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;

// Where the sender's address goes: the caller's memory, which the kernel writes.
struct Sender {
  WS_sockaddr* name = nullptr;
  INT* length = nullptr;
};

struct Call {
  Socket& socket;
  SOCKET s;
  const WSABUF* buffers;
  DWORD count;
  int flags;  // kernel's
  Sender sender;
  mutable InterruptedWait interrupted{};
};

ssize_t receive_once(const Call& call, IoVectors* vectors) noexcept {
  const int descriptor = descriptor_of(call.s);
  if (vectors == nullptr) {
    return ::recvfrom(descriptor, call.buffers->buf, call.buffers->len, call.flags,
                      reinterpret_cast<sockaddr*>(call.sender.name),
                      reinterpret_cast<socklen_t*>(call.sender.length));
  }
  msghdr message{};
  message.msg_iov = vectors->data();
  message.msg_iovlen = vectors->size() < kMostVectors ? vectors->size() : kMostVectors;
  message.msg_name = call.sender.name;
  message.msg_namelen = call.sender.name != nullptr ? static_cast<socklen_t>(*call.sender.length) : 0;
  const ssize_t count = recvmsg(descriptor, &message, call.flags);
  if (count >= 0 && call.sender.name != nullptr) *call.sender.length = static_cast<INT>(message.msg_namelen);
  return count;
}

// What a failed receive means: 0 to try again, else the code.
int receive_error(const Call& call, int error) noexcept {
  if (is_closing(call.s)) return WSAEINTR;
  Socket& socket = call.socket;
  if (error == EINTR)
    return call.interrupted.resume(socket, socket.receive_timeout.load(std::memory_order_relaxed));
  if (error == EAGAIN) {
    if (still_connecting(socket, descriptor_of(call.s))) return WSAENOTCONN;
    return would_block_error(socket, socket.receive_timeout.load(std::memory_order_relaxed));
  }
  return socket.is_stream() ? stream_receive_error(socket, error)
                            : datagram_receive_error(socket, descriptor_of(call.s), error);
}

// A receive of no bytes is the end of a stream only if nothing else explains it.
int end_of_stream(const Call& call) noexcept {
  if (is_closing(call.s)) return WSAEINTR;
  if (call.socket.has(kShutReceive)) return WSAESHUTDOWN;
  return call.socket.broken.load(std::memory_order_relaxed);
}

// -- MSG_WAITALL: a signal, a short time-out or urgent data made the kernel come back early
// -------------------

bool at_urgent_mark(int descriptor) noexcept {
  int at_mark = 0;
  return ioctl(descriptor, SIOCATMARK, &at_mark) == 0 && at_mark != 0;
}

int fill_up(const Call& call, std::size_t done, DWORD* received) noexcept {
  IoVectors vectors;
  if (const int code = vectors.assign(call.buffers, call.count); code != 0) return code;
  vectors.advance(done);
  while (vectors.bytes() > 0 && !at_urgent_mark(descriptor_of(call.s))) {
    const ssize_t count = receive_once(call, &vectors);
    if (count == 0) break;  // closed: what has come is the result
    if (count < 0) {
      if (receive_error(call, errno) != 0) break;  // the next receive fails again
      continue;
    }
    call.interrupted.restart();
    done += static_cast<std::size_t>(count);
    vectors.advance(static_cast<std::size_t>(count));
  }
  *received = static_cast<DWORD>(done);
  return 0;
}

// -- MSG_OOB: the kernel never waits for urgent data
// ----------------------------------------------------------

// Waits for urgent data or the end of the connection, which *ended tells.
int wait_urgent(const Call& call, bool* ended) noexcept {
  const bool blocking = !call.socket.has(kNonBlocking);
  const DWORD limit =
      call.socket.has(kOverlapped) ? call.socket.receive_timeout.load(std::memory_order_relaxed) : 0;
  std::int64_t timeout = 0;
  if (blocking) timeout = limit == 0 ? -1 : std::int64_t{limit} * kNanosecondsPerMillisecond;
  pollfd waiting{descriptor_of(call.s), POLLPRI | POLLRDHUP, 0};
  int ready = 0;
  if (const int error = scheduler().lpPoll(&waiting, 1, timeout, &ready); error != 0) return wsa_error(error);
  if (is_closing(call.s)) return WSAEINTR;
  if (ready == 0) return blocking ? WSAETIMEDOUT : WSAEWOULDBLOCK;
  *ended = (waiting.revents & POLLPRI) == 0;
  return 0;
}

int receive_urgent(const Call& call, DWORD* received) noexcept {
  if (still_connecting(call.socket, descriptor_of(call.s)) || !call.socket.has(kConnected))
    return WSAENOTCONN;
  if (call.socket.has(kOobInline)) return WSAEINVAL;
  IoVectors vectors;
  if (const int code = vectors.assign(call.buffers, call.count); code != 0) return code;
  for (;;) {
    const ssize_t count = receive_once(call, &vectors);
    if (count >= 0) {
      *received = static_cast<DWORD>(count);
      return 0;
    }
    const int error = errno;
    bool ended = false;
    const bool none_yet = error == EINVAL || error == EAGAIN;
    const int code = none_yet ? wait_urgent(call, &ended) : receive_error(call, error);
    if (code != 0) return code;
    if (!ended) continue;
    *received = 0;
    return end_of_stream(call);
  }
}

// -- The common way
// -------------------------------------------------------------------------------------------

// After a receive that came back with count (below 0: errno says why), and more of them until there is an
// answer.
int conclude_stream(const Call& call, IoVectors* list, std::size_t room, ssize_t count,
                    DWORD* received) noexcept {
  for (;;) {
    if (count > 0) {
      if ((call.flags & MSG_WAITALL) != 0 && static_cast<std::size_t>(count) < room) {
        return fill_up(call, static_cast<std::size_t>(count), received);
      }
      *received = static_cast<DWORD>(count);
      return 0;
    }
    if (count == 0) {
      *received = 0;
      return room == 0 ? 0 : end_of_stream(call);
    }
    if (const int code = receive_error(call, errno); code != 0) return code;
    count = receive_once(call, list);
  }
}

int receive_stream(const Call& call, DWORD* received) noexcept {
  if ((call.flags & MSG_OOB) != 0) return receive_urgent(call, received);
  IoVectors vectors;
  IoVectors* list = nullptr;
  std::size_t room = call.buffers->len;
  if (call.count != 1) {
    if (const int code = vectors.assign(call.buffers, call.count); code != 0) return code;
    list = &vectors;
    room = vectors.bytes();
  }
  return conclude_stream(call, list, room, receive_once(call, list), received);
}

int receive_datagram(const Call& call, DWORD* received) noexcept {
  IoVectors vectors;
  IoVectors* list = nullptr;
  std::size_t room = call.buffers->len;
  if (call.count != 1) {
    if (const int code = vectors.assign(call.buffers, call.count); code != 0) return code;
    if (vectors.size() > kMostVectors) return WSAENOBUFS;
    list = &vectors;
    room = vectors.bytes();
  }
  for (;;) {
    if (const int code = call.socket.take_error(); code != 0) return code;
    const ssize_t count = receive_once(call, list);
    if (count > 0) [[likely]] {
      const bool cut = static_cast<std::size_t>(count) > room;
      *received = static_cast<DWORD>(cut ? room : static_cast<std::size_t>(count));
      return cut ? WSAEMSGSIZE : 0;
    }
    if (count == 0) {
      *received = 0;
      if (is_closing(call.s)) return WSAEINTR;
      return call.socket.has(kShutReceive) ? WSAESHUTDOWN : 0;
    }
    if (const int code = receive_error(call, errno); code != 0) return code;
  }
}

// The program may have bound the descriptor without us.
bool is_bound(Socket& socket, int descriptor) noexcept {
  if (socket.has(kBound)) return true;
  Address address;
  if (local_address(descriptor, address) != 0 || socket.type == SOCK_RAW || address.port() == 0) return false;
  socket.set(kBound);
  return true;
}

int check_sender(const Socket& socket, const Sender& sender) noexcept {
  if (!can_write(sender.length)) return WSAEFAULT;
  return *sender.length < address_length(socket.family) ? WSAEFAULT : 0;
}

int receive_buffers(Socket& socket, SOCKET s, const WSABUF* buffers, DWORD count, DWORD* received,
                    DWORD* flags, Sender sender) noexcept {
  if (!can_write(received) || !can_write(flags)) return WSAEFAULT;
  const bool stream = socket.is_stream();
  int kernel_flags;
  if (const int code = receive_flags(stream, *flags, kernel_flags); code != 0) return code;
  if (count == 0) return WSAEINVAL;
  if (!can_read(buffers, sizeof *buffers)) return WSAEFAULT;
  // A datagram is lost when the kernel finds out only while it copies.
  if (count == 1 && buffers->buf == nullptr && buffers->len != 0) return WSAEFAULT;
  if (socket.has(kShutReceive)) return WSAESHUTDOWN;
  if ((kernel_flags & MSG_WAITALL) != 0 && socket.has(kNonBlocking)) return WSAEOPNOTSUPP;
  int code;
  if (stream) {
    const Call call{socket, s, buffers, count, kernel_flags, {}};
    code = receive_stream(call, received);
  } else {
    if (!is_bound(socket, descriptor_of(s))) return WSAEINVAL;
    if (sender.name != nullptr) {
      if (const int bad = check_sender(socket, sender); bad != 0) return bad;
    }
    const Call call{socket, s, buffers, count, kernel_flags, sender};
    code = receive_datagram(call, received);
    const bool filled = code == 0 || code == WSAEMSGSIZE;
    if (filled && sender.name != nullptr && !socket.is_ipv4() && *sender.length > 0) {
      sender.name->sa_family = WS_AF_INET6;  // the kernel has just written here
    }
  }
  if (code == 0 && *flags != 0) *flags = 0;
  return code;
}

[[gnu::noinline]] int receive_one_slowly(Socket& socket, SOCKET s, WSABUF buffer, INT* error) noexcept {
  DWORD received = 0;
  DWORD flags = 0;
  const int code = receive_buffers(socket, s, &buffer, 1, &received, &flags, {});
  reenable_after(socket, spi::kAfterReceive);
  return code == 0 ? static_cast<int>(received) : fail(error, code);
}

[[gnu::noinline]] int conclude_one(Socket& socket, SOCKET s, WSABUF buffer, long result,
                                   INT* error) noexcept {
  DWORD received = 0;
  const Call call{socket, s, &buffer, 1, 0, {}};
  const int code = conclude_stream(call, nullptr, buffer.len, as_libc_answers(result), &received);
  return code == 0 ? static_cast<int>(received) : fail(error, code);
}

}  // namespace

// On the path of nearly every receive, so it touches as little as can be. A stream that is not shut down for
// receiving leaves nothing to do but the system call.
[[gnu::hot]] int WSAAPI receive_one(SOCKET s, void* context, char* data, int length, INT* error) noexcept {
  Socket& socket = *static_cast<Socket*>(context);
  const WSABUF buffer{static_cast<ULONG>(length), data};
  if (!socket.is_stream() || socket.has(kShutReceive | kSelected) || data == nullptr) [[unlikely]]
    return receive_one_slowly(socket, s, buffer, error);
  const long result = kernel_receive(s, data, buffer.len, 0);
  if (result <= 0) [[unlikely]]
    return conclude_one(socket, s, buffer, result, error);
  return static_cast<int>(result);
}

int WSPAPI wsp_recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                    LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
                    LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  const int code = receive_buffers(*socket, s, buffers, count, received, flags, {});
  reenable_after(*socket, spi::kAfterReceive);
  return finish(error, code);
}

int WSPAPI wsp_recv_from(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                         WS_sockaddr* from, LPINT from_length, LPWSAOVERLAPPED overlapped,
                         LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  Sender sender;
  if (from != nullptr) sender = {from, from_length};
  const int code = receive_buffers(*socket, s, buffers, count, received, flags, sender);
  reenable_after(*socket, spi::kAfterReceive);
  return finish(error, code);
}

}  // namespace wosa::tcpip
