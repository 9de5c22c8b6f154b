// SPDX-License-Identifier: MIT
#include "checked_readiness.hpp"

#include <poll.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "checked_context.hpp"

namespace wosa::stress {

namespace {

// With the context's mutex held.
DWORD ready_inlock(const Context& context, DWORD conditions) {
  DWORD ready = conditions & WOSA_READY_WRITE;
  if (!context.tokens.empty() || context.connections > 0)
    ready |= conditions & (WOSA_READY_READ | WOSA_READY_DATA);
  return ready;
}

BOOL WSAAPI checked_interrupt(SOCKET s, void* context) {
  wake(s, *static_cast<Context*>(context));
  return FALSE;
}

void WSAAPI checked_release(SOCKET s, void* context, BOOL descriptor_lost) {
  free_context(static_cast<Context*>(context));
  if (descriptor_lost == FALSE) close(static_cast<int>(s));
}

int WSAAPI checked_query(SOCKET s, DWORD conditions, DWORD* ready, INT* error) {
  Inside inside(s);
  *ready = 0;
  if (!inside) {
    *error = WSAENOTSOCK;
    return SOCKET_ERROR;
  }
  const std::lock_guard lock(inside.context().mutex);
  if (!inside.lost()) *ready = ready_inlock(inside.context(), conditions);
  return 0;
}

int WSAAPI checked_arm(SOCKET s, DWORD conditions, DWORD* ready, short* poll_events, INT* error) {
  Inside inside(s);
  *ready = 0;
  *poll_events = POLLIN;
  if (!inside) {
    *error = WSAENOTSOCK;
    return SOCKET_ERROR;
  }
  const std::lock_guard lock(inside.context().mutex);
  if (inside.lost()) return 0;
  ++inside.context().armed;
  *ready = ready_inlock(inside.context(), conditions);
  return 0;
}

void WSAAPI checked_disarm(SOCKET s, DWORD) {
  Inside inside(s);
  if (!inside) return;
  const std::lock_guard lock(inside.context().mutex);
  if (inside.lost() || inside.context().armed == 0) return;
  if (--inside.context().armed == 0 && inside.context().signalled) {
    std::uint64_t value = 0;
    inside.context().signalled = read(static_cast<int>(s), &value, sizeof value) != sizeof value;
  }
}

// One look at a set with every socket of it pinned by us too, as deep as the set is long; the number that is
// ready, or SOCKET_ERROR. With `keep` the set becomes the ready ones.
int look(WS_fd_set* set, DWORD condition, bool keep) {
  if (set == nullptr) return 0;
  std::vector<std::unique_ptr<Inside>> all;
  std::vector<SOCKET> ready;
  for (u_int i = 0; i < set->fd_count; ++i) {
    all.push_back(std::make_unique<Inside>(set->fd_array[i]));
    Inside& inside = *all.back();
    if (!inside || g_runtime->lpIsClosing(set->fd_array[i]) != FALSE) {
      while (!all.empty()) all.pop_back();  // pins end in the reverse order
      return SOCKET_ERROR;
    }
    const std::lock_guard lock(inside.context().mutex);
    if (!inside.lost() && ready_inlock(inside.context(), condition) != 0) ready.push_back(set->fd_array[i]);
  }
  while (!all.empty()) all.pop_back();
  if (keep) {
    set->fd_count = static_cast<u_int>(ready.size());
    for (u_int i = 0; i < set->fd_count; ++i) set->fd_array[i] = ready[i];
  }
  return static_cast<int>(ready.size());
}

int look_at_all(WS_fd_set* reads, WS_fd_set* writes, WS_fd_set* excepts, bool keep) {
  const int read = look(reads, WOSA_READY_READ, keep);
  const int write = look(writes, WOSA_READY_WRITE, keep);
  const int except = look(excepts, WOSA_READY_OOB, keep);
  return read == SOCKET_ERROR || write == SOCKET_ERROR || except == SOCKET_ERROR ? SOCKET_ERROR
                                                                                 : read + write + except;
}

}  // namespace

int WSPAPI checked_select(int, WS_fd_set* reads, WS_fd_set* writes, WS_fd_set* excepts,
                          const timeval* timeout, LPINT error) {
  const WOSA_SCHEDULER& scheduler = *g_runtime->pScheduler;
  const std::int64_t end =
      timeout == nullptr ? -1
                         : scheduler.lpNow() + timeout->tv_sec * 1'000'000'000LL + timeout->tv_usec * 1000LL;
  for (;;) {
    int count = look_at_all(reads, writes, excepts, false);
    const bool last = count != 0 || (end >= 0 && scheduler.lpNow() >= end);
    if (count != SOCKET_ERROR && last) count = look_at_all(reads, writes, excepts, true);
    if (count == SOCKET_ERROR) {
      *error = WSAENOTSOCK;
      return SOCKET_ERROR;
    }
    if (last) return count;
    int none = 0;
    scheduler.lpPoll(nullptr, 0, 500'000, &none);
  }
}

const WOSA_PROVIDER_EXTENSION& checked_extension() {
  static const WOSA_PROVIDER_EXTENSION table{sizeof(WOSA_PROVIDER_EXTENSION),
                                             WOSA_EXTENSION_VERSION,
                                             &checked_interrupt,
                                             &checked_release,
                                             &checked_query,
                                             &checked_arm,
                                             &checked_disarm,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr};
  return table;
}

}  // namespace wosa::stress
