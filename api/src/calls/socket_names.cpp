// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;

extern "C" int WSAAPI WS_getsockname(SOCKET s, SOCKADDR* name, int* namelen) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(
      call.run([&](auto& procs, INT* error) { return procs.lpWSPGetSockName(s, name, namelen, error); }));
}

extern "C" int WSAAPI WS_getpeername(SOCKET s, SOCKADDR* name, int* namelen) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(
      call.run([&](auto& procs, INT* error) { return procs.lpWSPGetPeerName(s, name, namelen, error); }));
}
