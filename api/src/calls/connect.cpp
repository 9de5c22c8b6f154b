// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

namespace wosa::runtime {

namespace {

// What travels with a connect beside the address.
struct Extras {
  LPWSABUF caller_data = nullptr;
  LPWSABUF callee_data = nullptr;
  LPQOS socket_qos = nullptr;
  LPQOS group_qos = nullptr;
};

int connect_socket(SOCKET s, const SOCKADDR* name, int namelen, const Extras& extras,
                   CallName call_name = {__builtin_FUNCTION()}) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR, call_name);
  const int result = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPConnect(s, name, namelen, extras.caller_data, extras.callee_data, extras.socket_qos,
                              extras.group_qos, error);
  });
  return call.finish(result, 0, call_name);
}

}  // namespace

}  // namespace wosa::runtime

using namespace wosa::runtime;

extern "C" int WSAAPI WS_connect(SOCKET s, const SOCKADDR* name, int namelen) {
  return connect_socket(s, name, namelen, {});
}

extern "C" int WSAAPI WSAConnect(SOCKET s, const SOCKADDR* name, int namelen, LPWSABUF caller_data,
                                 LPWSABUF callee_data, LPQOS sqos, LPQOS gqos) {
  return connect_socket(s, name, namelen, {caller_data, callee_data, sqos, gqos});
}
