// SPDX-License-Identifier: MIT
#pragma once

// GoogleMock actions for procedures of a provider: what the one under test shall see.

#include <algorithm>
#include <cstring>
#include <string>
#include <tuple>
#include <type_traits>

#include "ws2spi.h"

namespace wosa::mock {

namespace detail {

/// SOCKET_ERROR, INVALID_SOCKET or FALSE, as the procedure has it.
struct Failure {
  int as_int;
  operator int() const { return as_int; }
  operator SOCKET() const { return INVALID_SOCKET; }
};

// The two procedures that answer FALSE have parameters that no other has.
template <typename... Arguments>
constexpr bool answers_false =
    std::is_same_v<std::tuple<Arguments...>,
                   std::tuple<SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD, LPINT>> ||
    std::is_same_v<std::tuple<Arguments...>, std::tuple<SOCKET, LPWSABUF, LPQOS, LPINT>>;

template <typename... Arguments>
constexpr Failure failure_of() {
  return Failure{answers_false<Arguments...> ? FALSE : SOCKET_ERROR};
}

/// Fills buffers from the front; returns the bytes that fitted.
inline DWORD fill(const std::string& bytes, const WSABUF* buffers, DWORD count) {
  std::size_t done = 0;
  for (DWORD i = 0; i < count; ++i) {
    const std::size_t size = std::min<std::size_t>(buffers[i].len, bytes.size() - done);
    std::memcpy(buffers[i].buf, bytes.data() + done, size);
    done += size;
  }
  return static_cast<DWORD>(done);
}

}  // namespace detail

/// The procedure fails with this code. 0: the code is cleared, as an API that forgot it would leave it.
inline auto FailWith(INT code) {
  return [code](auto first, auto... rest) -> detail::Failure {
    const auto arguments = std::tie(first, rest...);
    *std::get<sizeof...(rest)>(arguments) = code;
    return detail::failure_of<decltype(first), decltype(rest)...>();
  };
}

/// The procedure fails and leaves *lpErrno as it is.
inline auto FailWithoutCode() {
  return [](auto first, auto... rest) -> detail::Failure {
    return detail::failure_of<decltype(first), decltype(rest)...>();
  };
}

/// WSPRecv and WSPRecvFrom: these bytes arrive, as many of them as the buffers hold. "" is the end of a
/// stream.
inline auto ReceiveBytes(std::string bytes) {
  return [bytes = std::move(bytes)](SOCKET, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                                    auto...) {
    const DWORD size = detail::fill(bytes, buffers, count);
    if (received != nullptr) *received = size;
    if (flags != nullptr) *flags = 0;
    return 0;
  };
}

/// WSPSend and WSPSendTo: this number of bytes was taken.
inline auto SendBytes(DWORD bytes) {
  return [bytes](SOCKET, LPWSABUF, DWORD, LPDWORD sent, auto...) {
    if (sent != nullptr) *sent = bytes;
    return 0;
  };
}

}  // namespace wosa::mock
