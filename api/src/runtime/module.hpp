// SPDX-License-Identifier: MIT
#pragma once

// Provider libraries: shared objects, and the providers that are linked into this library under
// builtin:<name>.

#include <mutex>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "ws2spi.h"

namespace wosa::runtime {

// A provider that is part of this library.
struct BuiltinProvider {
  std::string_view name;      // "tcpip" for builtin:tcpip
  LPWSPSTARTUP startup;       // its WSPStartup
  std::string_view manifest;  // the text of its manifest
};

[[nodiscard]] std::span<const BuiltinProvider> builtin_providers() noexcept;

// A loaded library. Never unloaded: sockets, threads and other libraries may hold pointers into it.
struct Module {
  void* handle = nullptr;                    // of dlopen; null for a built-in
  const BuiltinProvider* builtin = nullptr;  // null for a shared object

  // An exported function, or nullptr.
  [[nodiscard]] void* symbol(const char* name) const noexcept;
};

// The libraries that this process opened by name. As on Windows one lock is held while a library is loaded
// and while its DllMain runs, so that no second thread uses a library whose DllMain has not returned; DllMain
// may load others.
class Modules {
 public:
  // Opens a library by its resolved name and, at its first load, calls its DllMain(DLL_PROCESS_ATTACH) if it
  // has one. The failure says why, in words for a log.
  tl::expected<Module, std::string> open(const std::string& library);

  // In the child of a fork: whoever else held the lock is gone.
  void renew_lock() noexcept { new (&mutex_) std::recursive_mutex; }

 private:
  bool attach(void* handle);

  std::recursive_mutex mutex_;
  std::vector<void*> attached_;
};

}  // namespace wosa::runtime
