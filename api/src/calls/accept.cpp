// SPDX-License-Identifier: MIT
#include "calls/call.hpp"
#include "calls/creation.hpp"

using wosa::runtime::Call;
using wosa::runtime::Creation;
using wosa::runtime::fail;

extern "C" SOCKET WSAAPI WS_accept(SOCKET s, SOCKADDR* addr, int* addrlen) {
  return WSAAccept(s, addr, addrlen, nullptr, 0);
}

extern "C" SOCKET WSAAPI WSAAccept(SOCKET s, SOCKADDR* addr, LPINT addrlen, LPCONDITIONPROC condition,
                                   DWORD_PTR callback_data) {
  Call call(s);
  if (!call) return call.refuse(INVALID_SOCKET);
  const Creation creation(call.block(), call.slot().binding.chain);
  const SOCKET accepted = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPAccept(s, addr, addrlen, condition, callback_data, error);
  });
  if (accepted == INVALID_SOCKET) return fail(call.error(), INVALID_SOCKET);
  return creation.check(accepted);
}
