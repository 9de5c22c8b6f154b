// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;
using wosa::runtime::fail;

extern "C" [[gnu::hot]] int WSAAPI WS_recv(SOCKET s, char* buf, int len, int flags) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  if (len < 0) return fail(WSAEFAULT);
  const auto& binding = call.slot().binding;
  if (flags == 0 && binding.context != nullptr && binding.extension->lpReceive != nullptr) [[likely]] {
    const int received = call.run_shortly([&](auto& extension, INT* error) {
      return extension.lpReceive(s, binding.context, buf, len, error);
    });
    return call.finish(received, received);
  }
  WSABUF buffer{static_cast<ULONG>(len), buf};
  DWORD received = 0;
  DWORD in_out_flags = static_cast<DWORD>(flags);
  const int result = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPRecv(s, &buffer, 1, &received, &in_out_flags, nullptr, nullptr, call.thread_id(),
                           error);
  });
  return call.finish(result, static_cast<int>(received));
}

extern "C" [[gnu::hot]] int WSAAPI WS_recvfrom(SOCKET s, char* buf, int len, int flags, SOCKADDR* from,
                                               int* fromlen) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  if (len < 0) return fail(WSAEFAULT);
  WSABUF buffer{static_cast<ULONG>(len), buf};
  DWORD received = 0;
  DWORD in_out_flags = static_cast<DWORD>(flags);
  const int result = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPRecvFrom(s, &buffer, 1, &received, &in_out_flags, from, fromlen, nullptr, nullptr,
                               call.thread_id(), error);
  });
  return call.finish(result, static_cast<int>(received));
}

extern "C" [[gnu::hot]] int WSAAPI WSARecv(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD received,
                                           LPDWORD flags, LPWSAOVERLAPPED overlapped,
                                           LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPRecv(s, buffers, buffer_count, received, flags, overlapped, routine, call.thread_id(),
                           error);
  }));
}

extern "C" [[gnu::hot]] int WSAAPI WSARecvFrom(SOCKET s, LPWSABUF buffers, DWORD buffer_count,
                                               LPDWORD received, LPDWORD flags, SOCKADDR* from, LPINT fromlen,
                                               LPWSAOVERLAPPED overlapped,
                                               LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPRecvFrom(s, buffers, buffer_count, received, flags, from, fromlen, overlapped, routine,
                               call.thread_id(), error);
  }));
}
