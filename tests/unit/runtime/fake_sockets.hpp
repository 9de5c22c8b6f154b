// SPDX-License-Identifier: MIT
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>

#include "runtime/pin.hpp"
#include "runtime/providers.hpp"

namespace wosa::runtime {

// Sockets of a provider that only counts what the runtime tells it. Contexts are Counts.
struct Counts {
  std::atomic<int> interrupts{0};
  std::atomic<int> releases{0};
  std::atomic<int> lost{0};
  std::atomic<bool> ask_again{false};
};

inline WOSA_PROVIDER_EXTENSION counting_extension() {
  WOSA_PROVIDER_EXTENSION table{};
  table.cbSize = sizeof table;
  table.dwVersion = WOSA_EXTENSION_VERSION;
  table.lpInterrupt = [](SOCKET, void* context) -> BOOL {
    auto& counts = *static_cast<Counts*>(context);
    ++counts.interrupts;
    return counts.ask_again ? TRUE : FALSE;
  };
  table.lpRelease = [](SOCKET s, void* context, BOOL lost) {
    if (lost == FALSE) close(static_cast<int>(s));
    if (context == nullptr) return;  // a socket that was bound without one
    auto& counts = *static_cast<Counts*>(context);
    ++counts.releases;
    if (lost != FALSE) ++counts.lost;
  };
  return table;
}

inline SOCKET bind_new(Counts& counts, int descriptor = eventfd(0, EFD_CLOEXEC)) {
  static const WOSA_PROVIDER_EXTENSION extension = counting_extension();
  static const WSPPROC_TABLE procs{};
  const auto bound = the_runtime.sockets.bind(descriptor, {nullptr, &procs, &extension, &counts});
  return bound ? *bound : INVALID_SOCKET;
}

inline void close_now(SOCKET s) {
  auto& block = *thread_block();
  const Pin held = pin(block, s);
  if (!held) return;
  the_runtime.sockets.begin_close(s);
  unpin(block, held);
}

}  // namespace wosa::runtime
