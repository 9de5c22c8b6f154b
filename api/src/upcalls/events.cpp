// SPDX-License-Identifier: MIT
// Events for providers: those of WSACreateEvent.
#include "kernel/event.hpp"

#include "upcalls/upcall_table.hpp"

namespace wosa::runtime {

namespace {

BOOL answer(DWORD code, LPINT error) noexcept {
  if (code != 0 && error != nullptr) *error = static_cast<INT>(code);
  return code == 0 ? TRUE : FALSE;
}

}  // namespace

WSAEVENT WSAAPI upcall_create_event(LPINT error) noexcept {
  WSAEVENT event = kernel::make_event(true, false);
  if (event == WSA_INVALID_EVENT) answer(WSA_NOT_ENOUGH_MEMORY, error);
  return event;
}

BOOL WSAAPI upcall_close_event(WSAEVENT event, LPINT error) noexcept {
  return answer(kernel::close_event(event), error);
}

BOOL WSAAPI upcall_set_event(WSAEVENT event, LPINT error) noexcept {
  return answer(kernel::set_event(event), error);
}

BOOL WSAAPI upcall_reset_event(WSAEVENT event, LPINT error) noexcept {
  return answer(kernel::reset_event(event), error);
}

}  // namespace wosa::runtime
