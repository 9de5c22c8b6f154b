// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;
using wosa::runtime::SlotState;
using wosa::runtime::the_runtime;

extern "C" [[gnu::hot]] int WSAAPI closesocket(SOCKET s) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  const int result = call.run([&](auto& procs, INT* error) { return procs.lpWSPCloseSocket(s, error); });
  // A provider without an extension table closes its descriptor and says nothing.
  if (result == 0 && call.slot().state.load(std::memory_order_acquire) == SlotState::kOpen) {
    the_runtime.sockets.begin_close(s);
  }
  return call.finish(result);
}
