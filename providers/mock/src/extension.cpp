// SPDX-License-Identifier: MIT
// What the runtime asks of a provider beside the procedures, forwarded like these.
#include "forward.hpp"

namespace wosa::mock {

namespace {

BOOL WSAAPI interrupt(SOCKET s, void* context) noexcept {
  return forward("lpInterrupt", FALSE, nullptr, [&](Procedures& to) { return to.Interrupt(s, context); });
}

void WSAAPI release(SOCKET s, void* context, BOOL descriptor_lost) noexcept {
  forward("lpRelease", 0, nullptr, [&](Procedures& to) {
    to.Release(s, context, descriptor_lost);
    return 0;
  });
}

int WSAAPI query_readiness(SOCKET s, DWORD conditions, DWORD* ready, INT* error) noexcept {
  return forward("lpQueryReadiness", SOCKET_ERROR, error,
                 [&](Procedures& to) { return to.QueryReadiness(s, conditions, ready, error); });
}

int WSAAPI arm_readiness(SOCKET s, DWORD conditions, DWORD* ready, short* poll_events, INT* error) noexcept {
  return forward("lpArmReadiness", SOCKET_ERROR, error,
                 [&](Procedures& to) { return to.ArmReadiness(s, conditions, ready, poll_events, error); });
}

void WSAAPI disarm_readiness(SOCKET s, DWORD conditions) noexcept {
  forward("lpDisarmReadiness", 0, nullptr, [&](Procedures& to) {
    to.DisarmReadiness(s, conditions);
    return 0;
  });
}

int WSAAPI poll_array(WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* error) noexcept {
  return forward("lpPoll", SOCKET_ERROR, error,
                 [&](Procedures& to) { return to.Poll(fds, count, timeout_ms, error); });
}

// Threads end and processes fork whether or not somebody wants to know: no line in the log for these.
void WSAAPI thread_exit() noexcept {
  const Inside interface;
  if (!interface) return;
  guarded(*interface, 0, nullptr, [](Procedures& to) {
    to.ThreadExit();
    return 0;
  });
}

void WSAAPI forked() noexcept {
  forget_other_threads();
  const Inside interface;
  if (!interface) return;
  guarded(*interface, 0, nullptr, [](Procedures& to) {
    to.Forked();
    return 0;
  });
}

}  // namespace

const WOSA_PROVIDER_EXTENSION kExtension{sizeof(WOSA_PROVIDER_EXTENSION),
                                         WOSA_EXTENSION_VERSION,
                                         interrupt,
                                         release,
                                         query_readiness,
                                         arm_readiness,
                                         disarm_readiness,
                                         poll_array,
                                         thread_exit,
                                         forked,
                                         nullptr,
                                         nullptr};

}  // namespace wosa::mock
