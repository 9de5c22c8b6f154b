// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;

extern "C" int WSAAPI WS_shutdown(SOCKET s, int how) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) { return procs.lpWSPShutdown(s, how, error); }));
}
