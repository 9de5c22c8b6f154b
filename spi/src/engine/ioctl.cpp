// SPDX-License-Identifier: MIT

// WSPIoctl: the control codes that concern every socket; the others are the transport's.

#include <algorithm>

#include "mstcpip.h"
#include "mswsock.h"

#include "wosa/spi/caller_memory.hpp"
#include "wosa/spi/user_memory.hpp"

#include "engine/transfer.hpp"

namespace wosa::spi::engine {
namespace {

/// One call of WSAIoctl. in and out are the caller's memory.
struct Call {
  Socket& socket;
  DWORD code;
  void* in;
  std::size_t in_size;
  void* out;
  std::size_t out_size;
  DWORD returned = 0;  // bytes given; with WSAEFAULT the bytes that are needed

  int give(const void* value, std::size_t size) noexcept {
    returned = static_cast<DWORD>(size);
    return out_size < size ? WSAEFAULT : copy_out(out, value, size);
  }
};

int set_blocking_mode(Call& call) noexcept {
  DWORD on = 0;
  if (call.in_size < sizeof on) return WSAEFAULT;
  if (const int code = read_value(on, call.in); code != 0) return code;
  if (on == 0 && call.socket.has(kSelected)) return WSAEINVAL;
  call.socket.assign(kNonBlocking, on != 0);
  return 0;
}

int count_readable(Call& call) noexcept {
  if (call.socket.has(kListening)) return WSAEINVAL;
  const Endpoint& endpoint = *call.socket.endpoint;
  const auto bytes = guarded([&] { return endpoint.readable_bytes(); });
  if (!bytes) return code_of(bytes);
  const DWORD count = static_cast<DWORD>(std::min<std::size_t>(*bytes, 0xFFFFFFFF));
  return call.give(&count, sizeof count);
}

int at_mark(Call& call) noexcept {
  if (!call.socket.is_stream()) return WSAEINVAL;
  const DWORD answer = call.socket.endpoint->at_urgent_mark() ? TRUE : FALSE;
  return call.give(&answer, sizeof answer);
}

// No layer stands below this provider.
int base_handle(Call& call) noexcept {
  const SOCKET s = call.socket.handle.load(std::memory_order_relaxed);
  return call.give(&s, sizeof s);
}

// There are no extension functions.
int extension_function(Call& call) noexcept {
  if (call.in_size < sizeof(GUID) || call.out_size < sizeof(void*)) return WSAEFAULT;
  GUID id;
  if (const int code = read_value(id, call.in); code != 0) return code;
  return WSAEINVAL;
}

int refuse(Call&) noexcept { return WSAENOPROTOOPT; }

int ask_transport(Call& call) noexcept {
  if (call.in == nullptr) call.in_size = 0;
  if (call.in_size != 0 && !can_read(call.in, call.in_size)) return WSAEFAULT;
  if (call.out == nullptr || (call.out_size != 0 && !can_write(call.out, call.out_size))) call.out_size = 0;
  const std::span<const std::byte> in(static_cast<const std::byte*>(call.in), call.in_size);
  const std::span<std::byte> out(static_cast<std::byte*>(call.out), call.out_size);
  const ControlHold hold(call.socket);
  const auto size = guarded([&] { return call.socket.endpoint->ioctl(call.code, in, out); });
  if (!size) return code_of(size);
  call.returned = static_cast<DWORD>(*size);
  return *size > call.out_size ? WSAEFAULT : 0;
}

struct Row {
  DWORD code;
  int (*answer)(Call&) noexcept;
};

constexpr Row kRows[] = {
    {WS_FIONBIO, set_blocking_mode},
    {WS_FIONREAD, count_readable},
    {WS_SIOCATMARK, at_mark},
    {SIO_ASSOCIATE_HANDLE, refuse},
    {SIO_TRANSLATE_HANDLE, refuse},
    {SIO_GET_EXTENSION_FUNCTION_POINTER, extension_function},
    {SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, extension_function},
    {SIO_GET_QOS, refuse},
    {SIO_SET_QOS, refuse},
    {SIO_GET_GROUP_QOS, refuse},
    {SIO_SET_GROUP_QOS, refuse},
    {SIO_BSP_HANDLE, base_handle},
    {SIO_BSP_HANDLE_SELECT, base_handle},
    {SIO_BSP_HANDLE_POLL, base_handle},
    {SIO_BASE_HANDLE, base_handle},
};

int answer(Call& call) noexcept {
  for (const Row& row : kRows) {
    if (row.code == call.code) return row.answer(call);
  }
  return ask_transport(call);
}

}  // namespace

int ioctl(Provider& provider, SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
          LPDWORD returned, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
          LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (overlapped != nullptr && code == SIO_BSP_HANDLE_POLL) return fail(error, WSAEFAULT);
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  if (returned == nullptr) return fail(error, WSAEFAULT);
  Call call{*socket, code, in, in_size, out, out_size};
  const int result = answer(call);
  if (result != 0 && result != WSAEFAULT) call.returned = 0;
  const int written = write_value(returned, call.returned);
  return finish(error, result != 0 ? result : written);
}

}  // namespace wosa::spi::engine
