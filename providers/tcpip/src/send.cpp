// SPDX-License-Identifier: MIT

// WSPSend, WSPSendTo and lpSend. One buffer is one send(2), as the program on raw POSIX has it; the rest of
// this file runs only when that call did not take everything.

#include <sys/socket.h>

#include <cstring>

#include "caller_memory.hpp"
#include "connection.hpp"
#include "datagram_errors.hpp"
#include "errors.hpp"
#include "interrupted_wait.hpp"
#include "message.hpp"
#include "network_events.hpp"
#include "overlapped.hpp"
#include "procedures.hpp"
#include "sockaddr.hpp"
#include "socket.hpp"
#include "system_call.hpp"

namespace wosa::tcpip {
namespace {

// What a failed send means: 0 to try again, else the code.
int send_error(Socket& socket, SOCKET s, int error, InterruptedWait& interrupted) noexcept {
  if (is_closing(s)) return WSAEINTR;
  if (error == EINTR) return interrupted.resume(socket, socket.send_timeout.load(std::memory_order_relaxed));
  const int descriptor = descriptor_of(s);
  if (error == EAGAIN) {
    if (still_connecting(socket, descriptor)) return WSAENOTCONN;
    return would_block_error(socket, socket.send_timeout.load(std::memory_order_relaxed));
  }
  return socket.is_stream() ? stream_send_error(socket, descriptor, error)
                            : datagram_send_error(socket, descriptor, error);
}

// Where a datagram goes; an IPv4 address is the caller's own memory, which the kernel reads.
struct Destination {
  const sockaddr* address = nullptr;
  socklen_t length = 0;
};

ssize_t send_vectors(int descriptor, IoVectors& vectors, Destination to, int flags) noexcept {
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = vectors.size() < kMostVectors ? vectors.size() : kMostVectors;
  message.msg_name = const_cast<sockaddr*>(to.address);
  message.msg_namelen = to.length;
  return sendmsg(descriptor, &message, flags);
}

// Streams: until everything is accepted, or once on a non-blocking socket.
int send_stream(Socket& socket, SOCKET s, IoVectors& vectors, int flags, std::size_t done,
                DWORD* sent) noexcept {
  InterruptedWait interrupted;
  vectors.advance(done);
  while (done == 0 || vectors.bytes() > 0) {
    const ssize_t count = send_vectors(descriptor_of(s), vectors, {}, flags);
    if (count < 0) {
      const int error = errno;
      if (done > 0 && error == EAGAIN && socket.has(kNonBlocking)) break;
      if (const int code = send_error(socket, s, error, interrupted); code != 0) return code;
      continue;
    }
    interrupted.restart();
    done += static_cast<std::size_t>(count);
    vectors.advance(static_cast<std::size_t>(count));
    if (vectors.bytes() == 0 || socket.has(kNonBlocking)) break;
  }
  *sent = static_cast<DWORD>(done);
  return 0;
}

int send_datagram(Socket& socket, SOCKET s, IoVectors& vectors, Destination to, int flags,
                  DWORD* sent) noexcept {
  if (vectors.size() > kMostVectors) return WSAENOBUFS;
  constexpr int kMostRetries = 8;
  InterruptedWait interrupted;
  for (int attempt = 0;; ++attempt) {
    const ssize_t count = send_vectors(descriptor_of(s), vectors, to, flags);
    if (count >= 0) {
      *sent = static_cast<DWORD>(count);
      return 0;
    }
    const int error = errno;
    const int code = send_error(socket, s, error, interrupted);
    if (code != 0) return code;
    if (error != EINTR && attempt >= kMostRetries) return wsa_error(error);
  }
}

int send_slowly(Socket& socket, SOCKET s, const WSABUF* buffers, DWORD count, Destination to, int flags,
                std::size_t done, DWORD* sent) noexcept {
  IoVectors vectors;
  if (const int code = vectors.assign(buffers, count); code != 0) return code;
  const int code = socket.is_stream() ? send_stream(socket, s, vectors, flags, done, sent)
                                      : send_datagram(socket, s, vectors, to, flags, sent);
  if (code == 0 && !socket.has(kBound)) socket.set(kBound);
  return code;
}

// After a send(2) of one buffer that failed or did not take everything.
int send_rest(Socket& socket, SOCKET s, const WSABUF& buffer, Destination to, int flags, ssize_t result,
              DWORD* sent) noexcept {
  std::size_t done = 0;
  if (result < 0) {
    InterruptedWait interrupted;
    if (const int code = send_error(socket, s, errno, interrupted); code != 0) return code;
  } else {
    done = static_cast<std::size_t>(result);
  }
  return send_slowly(socket, s, &buffer, 1, to, flags, done, sent);
}

int send_buffers(Socket& socket, SOCKET s, const WSABUF* buffers, DWORD count, DWORD* sent,
                 DWORD winsock_flags, Destination to) noexcept {
  if (!can_write(sent)) return WSAEFAULT;
  int flags;
  if (const int code = send_flags(socket.is_stream(), winsock_flags, flags); code != 0) return code;
  if (socket.has(kShutSend)) return WSAESHUTDOWN;
  if (count != 1) return send_slowly(socket, s, buffers, count, to, flags, 0, sent);
  if (!can_read(buffers, sizeof *buffers)) return WSAEFAULT;

  const WSABUF buffer = *buffers;
  const ssize_t result = ::sendto(descriptor_of(s), buffer.buf, buffer.len, flags, to.address, to.length);
  if (result == static_cast<ssize_t>(buffer.len) || (result > 0 && socket.has(kNonBlocking))) [[likely]] {
    *sent = static_cast<DWORD>(result);
    if (!socket.has(kBound)) socket.set(kBound);
    return 0;
  }
  return send_rest(socket, s, buffer, to, flags, result, sent);
}

// IPv6 has another family number outside. False for an address of another family.
bool translate(const Socket& socket, const WS_sockaddr* to, sockaddr_in6& out) noexcept {
  std::memcpy(&out, to, sizeof out);
  if (out.sin6_family != WS_AF_INET6) return false;
  out.sin6_family = AF_INET6;
  if (socket.type == SOCK_RAW) out.sin6_port = 0;  // the kernel takes it for a protocol number
  return true;
}

[[gnu::noinline]] int send_one_slowly(Socket& socket, SOCKET s, WSABUF buffer, INT* error) noexcept {
  DWORD sent = 0;
  const int code = send_buffers(socket, s, &buffer, 1, &sent, 0, {});
  reenable_after(socket, spi::after_send(code));
  return code == 0 ? static_cast<int>(sent) : fail(error, code);
}

[[gnu::noinline]] int send_rest_of_one(Socket& socket, SOCKET s, WSABUF buffer, long answer,
                                       INT* error) noexcept {
  const ssize_t result = as_libc_answers(answer);
  if (result > 0 && socket.has(kNonBlocking)) return static_cast<int>(result);
  DWORD sent = 0;
  const int code = send_rest(socket, s, buffer, {}, MSG_NOSIGNAL, result, &sent);
  return code == 0 ? static_cast<int>(sent) : fail(error, code);
}

}  // namespace

// On the path of nearly every send, so it touches as little as can be. A socket that is bound, and not shut
// down for sending, leaves nothing to do but the system call.
[[gnu::hot]] int WSAAPI send_one(SOCKET s, void* context, const char* data, int length, INT* error) noexcept {
  Socket& socket = *static_cast<Socket*>(context);
  const WSABUF buffer{static_cast<ULONG>(length), const_cast<CHAR*>(data)};
  if ((socket.flags.load(std::memory_order_relaxed) & (kBound | kShutSend | kSelected)) != kBound)
      [[unlikely]]
    return send_one_slowly(socket, s, buffer, error);
  const long result = kernel_send(s, data, buffer.len, MSG_NOSIGNAL);
  if (result != length) [[unlikely]]
    return send_rest_of_one(socket, s, buffer, result, error);
  return length;
}

int WSPAPI wsp_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                    LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
                    LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  const int code = send_buffers(*socket, s, buffers, count, sent, flags, {});
  reenable_after(*socket, spi::after_send(code));
  return finish(error, code);
}

int WSPAPI wsp_send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                       const WS_sockaddr* to, int to_length, LPWSAOVERLAPPED overlapped,
                       LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  // A stream has its peer already, and ignores the address.
  if (to == nullptr || socket->is_stream()) {
    const int code = send_buffers(*socket, s, buffers, count, sent, flags, {});
    reenable_after(*socket, spi::after_send(code));
    return finish(error, code);
  }
  const int needed = address_length(socket->family);
  if (to_length < needed || !can_read(to, static_cast<std::size_t>(needed))) return fail(error, WSAEFAULT);
  Destination destination{reinterpret_cast<const sockaddr*>(to), static_cast<socklen_t>(needed)};
  sockaddr_in6 translated;
  if (!socket->is_ipv4()) {
    if (!translate(*socket, to, translated)) return fail(error, WSAEAFNOSUPPORT);
    destination.address = reinterpret_cast<const sockaddr*>(&translated);
  }
  int code = send_buffers(*socket, s, buffers, count, sent, flags, destination);
  reenable_after(*socket, spi::after_send(code));
  // The kernel calls port 0 an invalid argument.
  if (code == WSAEINVAL && reinterpret_cast<const sockaddr_in*>(to)->sin_port == 0) code = WSAEADDRNOTAVAIL;
  return finish(error, code);
}

}  // namespace wosa::tcpip
