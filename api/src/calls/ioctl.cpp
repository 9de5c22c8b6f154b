// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;
using wosa::runtime::fail;

extern "C" int WSAAPI WSAIoctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                               LPDWORD returned, LPWSAOVERLAPPED overlapped,
                               LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPIoctl(s, code, in, in_size, out, out_size, returned, overlapped, routine,
                            call.thread_id(), error);
  }));
}

// The three Unix commands, whose argument is both input and output. Any other command is refused, whatever
// the provider knows: its argument might be larger than the u_long that is here.
extern "C" int WSAAPI ioctlsocket(SOCKET s, LONG command, ULONG* argument) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  const auto code = static_cast<DWORD>(command);
  if (code != WS_FIONBIO && code != WS_FIONREAD && code != WS_SIOCATMARK) return fail(WSAEINVAL);
  const bool input = code == WS_FIONBIO;
  DWORD returned = 0;
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPIoctl(s, code, input ? argument : nullptr, input ? sizeof *argument : 0,
                            input ? nullptr : argument, input ? 0 : sizeof *argument, &returned, nullptr,
                            nullptr, call.thread_id(), error);
  }));
}
