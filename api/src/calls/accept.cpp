// SPDX-License-Identifier: MIT
#include "calls/call.hpp"
#include "calls/creation.hpp"

namespace wosa::runtime {

namespace {

[[gnu::hot]] SOCKET accept_socket(SOCKET s, SOCKADDR* addr, LPINT addrlen, LPCONDITIONPROC condition,
                                  DWORD_PTR callback_data, CallName name = {__builtin_FUNCTION()}) {
  Call call(s);
  if (!call) return call.refuse(INVALID_SOCKET, name);
  const Creation creation(call.block(), call.slot().binding.chain);
  const SOCKET accepted = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPAccept(s, addr, addrlen, condition, callback_data, error);
  });
  if (accepted == INVALID_SOCKET) return fail(call.error(), INVALID_SOCKET, name);
  return creation.check(accepted, name);
}

}  // namespace

}  // namespace wosa::runtime

using namespace wosa::runtime;

extern "C" SOCKET WSAAPI WS_accept(SOCKET s, SOCKADDR* addr, int* addrlen) {
  return accept_socket(s, addr, addrlen, nullptr, 0);
}

extern "C" SOCKET WSAAPI WSAAccept(SOCKET s, SOCKADDR* addr, LPINT addrlen, LPCONDITIONPROC condition,
                                   DWORD_PTR callback_data) {
  return accept_socket(s, addr, addrlen, condition, callback_data);
}
