// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using wosa::runtime::Call;
using wosa::runtime::fail;

extern "C" [[gnu::hot]] int WSAAPI WS_send(SOCKET s, const char* buf, int len, int flags) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  if (len < 0) return fail(WSAEFAULT);
  const auto& binding = call.slot().binding;
  if (flags == 0 && binding.context != nullptr && binding.extension->lpSend != nullptr) [[likely]] {
    const int sent = call.run_shortly(
        [&](auto& extension, INT* error) { return extension.lpSend(s, binding.context, buf, len, error); });
    return call.finish(sent, sent);
  }
  WSABUF buffer{static_cast<ULONG>(len), const_cast<CHAR*>(buf)};
  DWORD sent = 0;
  const int result = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPSend(s, &buffer, 1, &sent, static_cast<DWORD>(flags), nullptr, nullptr,
                           call.thread_id(), error);
  });
  return call.finish(result, static_cast<int>(sent));
}

extern "C" [[gnu::hot]] int WSAAPI WS_sendto(SOCKET s, const char* buf, int len, int flags,
                                             const SOCKADDR* to, int tolen) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  if (len < 0) return fail(WSAEFAULT);
  WSABUF buffer{static_cast<ULONG>(len), const_cast<CHAR*>(buf)};
  DWORD sent = 0;
  const int result = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPSendTo(s, &buffer, 1, &sent, static_cast<DWORD>(flags), to, tolen, nullptr, nullptr,
                             call.thread_id(), error);
  });
  return call.finish(result, static_cast<int>(sent));
}

extern "C" [[gnu::hot]] int WSAAPI WSASend(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD sent,
                                           DWORD flags, LPWSAOVERLAPPED overlapped,
                                           LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPSend(s, buffers, buffer_count, sent, flags, overlapped, routine, call.thread_id(),
                           error);
  }));
}

extern "C" [[gnu::hot]] int WSAAPI WSASendTo(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD sent,
                                             DWORD flags, const SOCKADDR* to, int tolen,
                                             LPWSAOVERLAPPED overlapped,
                                             LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPSendTo(s, buffers, buffer_count, sent, flags, to, tolen, overlapped, routine,
                             call.thread_id(), error);
  }));
}
