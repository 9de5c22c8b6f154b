// SPDX-License-Identifier: MIT
#include "checked_context.hpp"

#include <unistd.h>

#include <new>
#include <vector>

namespace wosa::stress {

const WOSA_RUNTIME_EXTENSION* g_runtime = nullptr;

namespace {

struct Counters {
  std::atomic<std::uint64_t> calls{0}, blocked{0}, released_inside{0}, foreign_data{0}, released_twice{0},
      live{0};
};

Counters g_counters;
std::mutex g_pool_mutex;
std::vector<Context*>& g_pool = *new std::vector<Context*>;  // outlives the threads that end with the process
std::atomic<std::uint32_t> g_last_serial{0};

// Long enough for a close in another thread to fall into it; the processor is given away now and then.
void dwell() {
  if (g_counters.calls.load(std::memory_order_relaxed) % 8 == 0) {
    usleep(20);
    return;
  }
  for (int i = 0; i < 300; ++i) std::atomic_signal_fence(std::memory_order_seq_cst);
}

}  // namespace

Context* new_context() {
  Context* context = nullptr;
  {
    const std::lock_guard lock(g_pool_mutex);
    if (!g_pool.empty()) {
      context = g_pool.back();
      g_pool.pop_back();
    }
  }
  if (context == nullptr) context = new (std::nothrow) Context;
  if (context == nullptr) return nullptr;
  const std::lock_guard lock(context->mutex);
  context->tokens.clear();
  context->connections = 0;
  context->armed = 0;
  context->signalled = false;
  context->inner = INVALID_SOCKET;
  context->serial = ++g_last_serial;
  context->alive = true;
  ++g_counters.live;
  return context;
}

void free_context(Context* context) {
  if (!context->alive.exchange(false)) {
    ++g_counters.released_twice;
    return;
  }
  --g_counters.live;
  const std::lock_guard lock(g_pool_mutex);
  g_pool.push_back(context);
}

void read_report(Report& report) {
  report = {g_counters.calls,        g_counters.blocked,        g_counters.released_inside,
            g_counters.foreign_data, g_counters.released_twice, g_counters.live};
}

void count_wait() { ++g_counters.blocked; }
void count_foreign_data() { ++g_counters.foreign_data; }

void wake(SOCKET s, Context& context) {
  {
    const std::lock_guard lock(context.mutex);
    const std::uint64_t one = 1;
    if (context.armed > 0 && !context.signalled) {
      context.signalled = write(static_cast<int>(s), &one, sizeof one) == sizeof one;
    }
  }
  ++context.turn;
  g_runtime->pScheduler->lpWake(reinterpret_cast<const std::uint32_t*>(&context.turn), 1 << 30);
}

Inside::Inside(SOCKET s) {
  held_ = g_runtime->lpPin(s, &pin_) != FALSE;
  if (!held_) return;
  ++g_counters.calls;
  serial_ = context().serial;
  lost();
  dwell();
  lost();
}

Inside::~Inside() {
  if (!held_) return;
  lost();
  g_runtime->lpUnpin(&pin_);
}

bool Inside::lost() {
  if (!lost_ && (!context().alive || context().serial != serial_)) {
    lost_ = true;
    ++g_counters.released_inside;
  }
  return lost_;
}

}  // namespace wosa::stress
