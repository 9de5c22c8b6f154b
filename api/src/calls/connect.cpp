// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;

extern "C" int WSAAPI WS_connect(SOCKET s, const SOCKADDR* name, int namelen) {
  return WSAConnect(s, name, namelen, nullptr, nullptr, nullptr, nullptr);
}

extern "C" int WSAAPI WSAConnect(SOCKET s, const SOCKADDR* name, int namelen, LPWSABUF caller_data,
                                 LPWSABUF callee_data, LPQOS sqos, LPQOS gqos) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPConnect(s, name, namelen, caller_data, callee_data, sqos, gqos, error);
  }));
}
