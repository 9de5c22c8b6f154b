// SPDX-License-Identifier: MIT
// Events and waits by Winsock's names. The wait is not noexcept: a completion routine may end its thread.
#include "kernel/event.hpp"
#include "kernel/wait.hpp"
#include "runtime/errors.hpp"
#include "runtime/runtime.hpp"

namespace wosa::runtime {

namespace {

// Win32's codes are Winsock's own for these.
static_assert(WSA_INVALID_HANDLE == ERROR_INVALID_HANDLE &&
              WSA_INVALID_PARAMETER == ERROR_INVALID_PARAMETER &&
              WSA_NOT_ENOUGH_MEMORY == ERROR_NOT_ENOUGH_MEMORY);

BOOL change(DWORD (*function)(HANDLE) noexcept, WSAEVENT event,
            CallName call = {__builtin_FUNCTION()}) noexcept {
  if (!the_runtime.started()) return fail(WSANOTINITIALISED, FALSE, call);
  const DWORD error = function(event);
  return error == 0 ? TRUE : fail(error, FALSE, call);
}

}  // namespace

}  // namespace wosa::runtime

using namespace wosa::runtime;

extern "C" WSAEVENT WSAAPI WSACreateEvent(void) {
  if (!the_runtime.started()) return fail(WSANOTINITIALISED, WSA_INVALID_EVENT);
  WSAEVENT event = wosa::kernel::make_event(true, false);
  return event != WSA_INVALID_EVENT ? event : fail(WSA_NOT_ENOUGH_MEMORY, WSA_INVALID_EVENT);
}

extern "C" BOOL WSAAPI WSACloseEvent(WSAEVENT event) { return change(&wosa::kernel::close_event, event); }
extern "C" BOOL WSAAPI WSASetEvent(WSAEVENT event) { return change(&wosa::kernel::set_event, event); }
extern "C" BOOL WSAAPI WSAResetEvent(WSAEVENT event) { return change(&wosa::kernel::reset_event, event); }

extern "C" DWORD WSAAPI WSAWaitForMultipleEvents(DWORD count, const WSAEVENT* events, BOOL all, DWORD timeout,
                                                 BOOL alertable) {
  if (!the_runtime.started()) return fail(WSANOTINITIALISED, WSA_WAIT_FAILED);
  const auto result =
      wosa::kernel::wait_for_several(events, count, {timeout, all != FALSE, alertable != FALSE});
  if (result.error == 0) return result.value;
  return fail(result.error == ERROR_NOACCESS ? WSAEFAULT : result.error, WSA_WAIT_FAILED);
}
