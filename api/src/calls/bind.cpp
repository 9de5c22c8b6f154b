// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;

extern "C" int WSAAPI WS_bind(SOCKET s, const SOCKADDR* name, int namelen) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(
      call.run([&](auto& procs, INT* error) { return procs.lpWSPBind(s, name, namelen, error); }));
}

extern "C" int WSAAPI WS_listen(SOCKET s, int backlog) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) { return procs.lpWSPListen(s, backlog, error); }));
}
