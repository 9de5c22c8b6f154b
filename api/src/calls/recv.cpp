// SPDX-License-Identifier: MIT
#include "calls/call.hpp"

using namespace wosa::runtime;

// recv() in parts: what nearly every call needs touches as few cache lines as can be, since the kernel's work
// between two of them leaves none of ours behind.
namespace {

constexpr CallName kReceive{"recv"};

[[gnu::noinline]] int receive_any(SOCKET s, char* buf, int len, int flags) {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR, kReceive);
  if (len < 0) return fail(WSAEFAULT, kReceive);
  WSABUF buffer{static_cast<ULONG>(len), buf};
  DWORD received = 0;
  DWORD in_out_flags = static_cast<DWORD>(flags);
  const int result = call.run([&](auto& procs, INT* error) {
    return procs.lpWSPRecv(s, &buffer, 1, &received, &in_out_flags, nullptr, nullptr, call.thread_id(),
                           error);
  });
  return call.finish(result, static_cast<int>(received), kReceive);
}

[[gnu::hot, gnu::noinline]] int receive_by_procedure(SOCKET s, char* buf, int len, int flags,
                                                     ThreadBlock& block, Slot& slot) {
  const OutermostCall call(block, slot);
  WSABUF buffer{static_cast<ULONG>(len), buf};
  DWORD received = 0;
  DWORD in_out_flags = static_cast<DWORD>(flags);
  INT failure = 0;
  const int result = run_guarded(failure, [&](INT* error) {
    return slot.binding.procs->lpWSPRecv(s, &buffer, 1, &received, &in_out_flags, nullptr, nullptr,
                                         call.thread_id(), error);
  });
  return result != SOCKET_ERROR ? static_cast<int>(received) : fail(provider_error(failure), kReceive);
}

[[gnu::hot, gnu::noinline]] int receive_shortly(SOCKET s, char* buf, int len, ThreadBlock& block,
                                                Slot& slot) {
  const OutermostCall call(block, slot);
  INT failure = 0;
  const int received = run_guarded(
      failure, [&](INT* error) { return slot.receive(s, slot.binding.context, buf, len, error); });
  return received != SOCKET_ERROR ? received : fail(provider_error(failure), kReceive);
}

[[gnu::cold, gnu::noinline]] int receive_on_closed(SOCKET s, char* buf, int len, int flags,
                                                   ThreadBlock& block, Slot& slot) {
  clear_place(block.pins[0], slot);
  return receive_any(s, buf, len, flags);
}

}  // namespace

extern "C" [[gnu::hot]] int WSAAPI WS_recv(SOCKET s, char* buf, int len, int flags) {
  ThreadBlock* block = idle_block();
  Slot* slot = the_runtime.sockets.find(s);
  if (block == nullptr || slot == nullptr || len < 0) [[unlikely]]
    return receive_any(s, buf, len, flags);
  if (!publish(block->pins[0], *slot)) [[unlikely]]
    return receive_on_closed(s, buf, len, flags, *block, *slot);
  if (flags == 0 && slot->receive != nullptr) [[likely]]
    return receive_shortly(s, buf, len, *block, *slot);
  return receive_by_procedure(s, buf, len, flags, *block, *slot);
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
