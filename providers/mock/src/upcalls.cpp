// SPDX-License-Identifier: MIT
// The upcalls as the interface gets them. An implementation that is a whole provider, as the fake is,
// registers an extension table of its own and looks at the owner of what it pins. The runtime must keep ours,
// so the interface's is only remembered here, and is the owner that its pins name.
//
// Everything is written in WSPStartup before the interface can see it, under the provider's turn.
#include <algorithm>
#include <cstring>

#include "provider.hpp"

namespace wosa::mock {

namespace {

std::atomic<const WOSA_PROVIDER_EXTENSION*> registered{nullptr};
std::atomic<LPWPUQUERYBLOCKINGCALLBACK> query_runtime{nullptr};
WOSA_RUNTIME_EXTENSION extension{};

int WSAAPI register_provider(const GUID* provider, const WOSA_PROVIDER_EXTENSION* table) noexcept {
  if (provider == nullptr || table == nullptr) return WSAEFAULT;
  if (table->dwVersion < 1) return WSAEINVAL;
  registered.store(table);
  return 0;
}

BOOL WSAAPI pin(SOCKET s, WOSA_PIN* made) noexcept {
  const BOOL held = g_provider.runtime.load()->lpPin(s, made);
  if (held != FALSE && made->Owner == &kExtension) made->Owner = registered.load();
  return held;
}

int WSPAPI query_blocking_callback(DWORD entry_id, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context,
                                   LPINT error) noexcept {
  const int result = query_runtime.load()(entry_id, callback, context, error);
  if (result == 0 && entry_id == WOSA_EXTENSION_CATALOG_ID && context != nullptr)
    *context = reinterpret_cast<DWORD_PTR>(&extension);
  return result;
}

}  // namespace

WSPUPCALLTABLE upcalls_for_interface(const WSPUPCALLTABLE& upcalls) noexcept {
  registered.store(nullptr);
  const WOSA_RUNTIME_EXTENSION* runtime = g_provider.runtime.load();
  if (runtime == nullptr) return upcalls;
  if (extension.lpPin == nullptr) {  // there is one runtime in a process
    // A runtime of another version has fewer members, or more.
    const auto size = std::min<std::size_t>(runtime->cbSize, sizeof extension);
    std::memcpy(&extension, runtime, size);
    extension.cbSize = static_cast<DWORD>(size);
    extension.lpRegisterProvider = register_provider;
    extension.lpPin = pin;
  }
  query_runtime.store(upcalls.lpWPUQueryBlockingCallback);
  WSPUPCALLTABLE seen = upcalls;
  seen.lpWPUQueryBlockingCallback = query_blocking_callback;
  return seen;
}

}  // namespace wosa::mock
