// SPDX-License-Identifier: MIT

// Procedures that need overlapped operation, windows, QOS or socket sharing: a valid socket answers
// WSAEOPNOTSUPP, which is what each of them documents for a provider without these.

#include "engine/socket.hpp"

namespace wosa::spi::engine {
namespace {

int refuse(Provider& provider, SOCKET s, INT* error) noexcept {
  const Pinned socket(provider, s);
  return fail(error, socket ? WSAEOPNOTSUPP : socket.refusal());
}

}  // namespace

int async_select(Provider& provider, SOCKET s, HWND, unsigned int, LONG, LPINT error) noexcept {
  return refuse(provider, s, error);
}

int cancel_blocking_call(Provider&, LPINT error) noexcept { return fail(error, WSAEOPNOTSUPP); }

int duplicate_socket(Provider& provider, SOCKET s, DWORD, LPWSAPROTOCOL_INFOW, LPINT error) noexcept {
  return refuse(provider, s, error);
}

BOOL get_overlapped_result(Provider& provider, SOCKET s, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD,
                           LPINT error) noexcept {
  refuse(provider, s, error);
  return FALSE;
}

BOOL get_qos_by_name(Provider& provider, SOCKET s, LPWSABUF, LPQOS, LPINT error) noexcept {
  refuse(provider, s, error);
  return FALSE;
}

SOCKET join_leaf(Provider& provider, SOCKET s, const WS_sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS,
                 DWORD, LPINT error) noexcept {
  refuse(provider, s, error);
  return INVALID_SOCKET;
}

}  // namespace wosa::spi::engine
