// SPDX-License-Identifier: MIT
// Upcalls about events, APCs and threads belong to the asynchronous models, and window messages to
// Winsock 1.1; neither exists yet. Each answers as documented for a service that is not there: failure with
// WSAEOPNOTSUPP.
#include "runtime/errors.hpp"
#include "upcalls/upcall_table.hpp"

namespace wosa::runtime {

namespace {

template <typename Result>
Result refuse(LPINT error, Result failure) noexcept {
  if (error != nullptr) *error = WSAEOPNOTSUPP;
  return failure;
}

}  // namespace

WSAEVENT WSAAPI upcall_create_event(LPINT error) noexcept { return refuse(error, WSA_INVALID_EVENT); }
BOOL WSAAPI upcall_close_event(WSAEVENT, LPINT error) noexcept { return refuse(error, FALSE); }
BOOL WSAAPI upcall_set_event(WSAEVENT, LPINT error) noexcept { return refuse(error, FALSE); }
BOOL WSAAPI upcall_reset_event(WSAEVENT, LPINT error) noexcept { return refuse(error, FALSE); }
int WSAAPI upcall_queue_apc(LPWSATHREADID, LPWSAUSERAPC, DWORD_PTR, LPINT error) noexcept {
  return refuse(error, SOCKET_ERROR);
}
int WSAAPI upcall_open_current_thread(LPWSATHREADID, LPINT error) noexcept {
  return refuse(error, SOCKET_ERROR);
}
int WSAAPI upcall_close_thread(LPWSATHREADID, LPINT error) noexcept { return refuse(error, SOCKET_ERROR); }
BOOL WSAAPI upcall_post_message(HWND, UINT, WPARAM, LPARAM) noexcept { return fail(WSAEOPNOTSUPP, FALSE); }

}  // namespace wosa::runtime
