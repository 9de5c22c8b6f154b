// SPDX-License-Identifier: MIT

// Procedures that need overlapped operation, windows, QOS or socket sharing. This provider has none
// of them: a valid socket answers WSAEOPNOTSUPP, which is what each of these procedures documents for that
// case.

#include "errors.hpp"
#include "procedures.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

int refuse(SOCKET s, INT* error) noexcept {
  const Pinned socket{s};
  return fail(error, socket ? WSAEOPNOTSUPP : WSAENOTSOCK);
}

}  // namespace

int WSPAPI wsp_async_select(SOCKET s, HWND, unsigned int, LONG, LPINT error) noexcept {
  return refuse(s, error);
}

int WSPAPI wsp_cancel_blocking_call(LPINT error) noexcept { return fail(error, WSAEOPNOTSUPP); }

int WSPAPI wsp_duplicate_socket(SOCKET s, DWORD, LPWSAPROTOCOL_INFOW, LPINT error) noexcept {
  return refuse(s, error);
}

BOOL WSPAPI wsp_get_overlapped_result(SOCKET s, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD,
                                      LPINT error) noexcept {
  refuse(s, error);
  return FALSE;
}

BOOL WSPAPI wsp_get_qos_by_name(SOCKET s, LPWSABUF, LPQOS, LPINT error) noexcept {
  refuse(s, error);
  return FALSE;
}

SOCKET WSPAPI wsp_join_leaf(SOCKET s, const WS_sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, DWORD,
                            LPINT error) noexcept {
  refuse(s, error);
  return INVALID_SOCKET;
}

}  // namespace wosa::tcpip
