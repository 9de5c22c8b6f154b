// SPDX-License-Identifier: MIT
// Network events. Which handles are events only the runtime knows, so that is checked here.
#include "calls/call.hpp"
#include "kernel/event.hpp"
#include "kernel/handle_table.hpp"

using wosa::runtime::Call;
using wosa::runtime::fail;

namespace {

bool is_event(HANDLE handle) noexcept {
  return wosa::kernel::handle_table.find(handle).as<wosa::kernel::Event>() != nullptr;
}

}  // namespace

extern "C" int WSAAPI WSAEventSelect(SOCKET s, WSAEVENT event, LONG events) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  if ((events & ~FD_ALL_EVENTS) != 0) return fail(WSAEINVAL);
  if (events != 0 && !is_event(event)) return fail(WSAEINVAL);
  return call.finish(
      call.run([&](auto& procs, INT* error) { return procs.lpWSPEventSelect(s, event, events, error); }));
}

extern "C" int WSAAPI WSAEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS record) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  if (event != WSA_INVALID_EVENT && !is_event(event)) return fail(WSAEINVAL);
  return call.finish(call.run(
      [&](auto& procs, INT* error) { return procs.lpWSPEnumNetworkEvents(s, event, record, error); }));
}
