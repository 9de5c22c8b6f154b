// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using namespace wosa::runtime;

// send() in parts: what nearly every call needs touches as few cache lines as can be, since the kernel's work
// between two of them leaves none of ours behind.
namespace {

constexpr CallName kSend{"send"};

[[gnu::noinline]] int send_any(SOCKET s, const char* buf, int len, int flags) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR, kSend);
  if (len < 0) return fail(WSAEFAULT, kSend);
  WSABUF buffer{static_cast<ULONG>(len), const_cast<CHAR*>(buf)};
  DWORD sent = 0;
  const int result = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPSend(s, &buffer, 1, &sent, static_cast<DWORD>(flags), nullptr, nullptr,
                           call.thread_id(), error);
  });
  return call.finish(result, static_cast<int>(sent), kSend);
}

[[gnu::hot, gnu::noinline]] int send_by_procedure(SOCKET s, const char* buf, int len, int flags,
                                                  ThreadBlock& block, Slot& slot) {
  const OutermostCall call(block, slot);
  WSABUF buffer{static_cast<ULONG>(len), const_cast<CHAR*>(buf)};
  DWORD sent = 0;
  INT failure = 0;
  const int result = run_guarded(failure, [&](INT* error) {
    return slot.binding.procs->lpWSPSend(s, &buffer, 1, &sent, static_cast<DWORD>(flags), nullptr, nullptr,
                                         call.thread_id(), error);
  });
  return result != SOCKET_ERROR ? static_cast<int>(sent) : fail(provider_error(failure), kSend);
}

[[gnu::hot, gnu::noinline]] int send_shortly(SOCKET s, const char* buf, int len, ThreadBlock& block,
                                             Slot& slot) {
  const OutermostCall call(block, slot);
  INT failure = 0;
  const int sent =
      run_guarded(failure, [&](INT* error) { return slot.send(s, slot.binding.context, buf, len, error); });
  return sent != SOCKET_ERROR ? sent : fail(provider_error(failure), kSend);
}

[[gnu::cold, gnu::noinline]] int send_on_closed(SOCKET s, const char* buf, int len, int flags,
                                                ThreadBlock& block, Slot& slot) {
  clear_place(block.pins[0], slot);
  return send_any(s, buf, len, flags);
}

}  // namespace

extern "C" [[gnu::hot]] int WSAAPI WS_send(SOCKET s, const char* buf, int len, int flags) {
  ThreadBlock* block = idle_block();
  Slot* slot = the_runtime.sockets.find(s);
  if (block == nullptr || slot == nullptr || len < 0) [[unlikely]]
    return send_any(s, buf, len, flags);
  if (!publish(block->pins[0], *slot)) [[unlikely]]
    return send_on_closed(s, buf, len, flags, *block, *slot);
  if (flags == 0 && slot->send != nullptr) [[likely]]
    return send_shortly(s, buf, len, *block, *slot);
  return send_by_procedure(s, buf, len, flags, *block, *slot);
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
