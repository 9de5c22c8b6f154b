// SPDX-License-Identifier: MIT
#pragma once

// What one instance of the provider knows: the runtime it serves and how often it was started. The built-in
// and the stand-alone plug-in are compiled from the same sources, each with an instance of its own.
//
// runtime is written by WSPStartup before any other procedure can be called, with the same value every time;
// startups and registered are guarded by lock; fork_generation changes only in the single-threaded child.

#include <atomic>
#include <cstdint>

#include "wosa/spi/extension.h"

#include "control_lock.hpp"

namespace wosa::tcpip {

struct Provider {
  std::atomic<const WOSA_RUNTIME_EXTENSION*> runtime{nullptr};
  std::atomic<std::uint32_t> fork_generation{0};
  std::atomic<LPWPUSETEVENT> set_event{nullptr};  // as runtime
  std::atomic<LPWPURESETEVENT> reset_event{nullptr};
  ControlLock lock;
  int startups = 0;
};

extern constinit Provider g_provider;

/// What this instance gives to the runtime. Its address tells our sockets from those of other providers.
extern const WOSA_PROVIDER_EXTENSION g_extension;

inline const WOSA_RUNTIME_EXTENSION& runtime() noexcept {
  return *g_provider.runtime.load(std::memory_order_relaxed);
}

inline const WOSA_SCHEDULER& scheduler() noexcept { return *runtime().pScheduler; }

/// One line for the log's category "provider"; nothing is built unless it is shown.
void log_line(DWORD category, const char* format, ...) noexcept __attribute__((format(printf, 2, 3)));

}  // namespace wosa::tcpip
