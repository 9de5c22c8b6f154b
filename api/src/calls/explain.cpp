// SPDX-License-Identifier: MIT
#include <cstring>
#include <string>

#include "runtime/catalog_view.hpp"
#include "runtime/module.hpp"
#include "runtime/providers.hpp"
#include "runtime/runtime.hpp"
#include "wosa/catalog/explain.hpp"
#include "wosa/spi/user_memory.hpp"
#include "wosa/wosa.h"

namespace {

using namespace wosa;

std::string explain(const catalog::Request& request) {
  const auto snapshot = runtime::the_runtime.catalog.load()->current();
  const auto explanation = catalog::explain(*snapshot, request, [](const catalog::Entry& entry) {
    return runtime::the_runtime.providers.load()->failure_of(entry.info.ProviderId);
  });
  return catalog::to_json(explanation);
}

DWORD copy_string(const std::string& text, LPSTR buffer, DWORD size) noexcept {
  if (buffer != nullptr && size > 0) {
    const auto length = std::min<std::size_t>(text.size(), size - 1);
    std::memcpy(buffer, text.data(), length);
    buffer[length] = '\0';
  }
  return static_cast<DWORD>(text.size() + 1);
}

}  // namespace

extern "C" int WSAAPI WosaExplain(int af, int type, int protocol, LPSTR buffer, LPDWORD length) {
  DWORD room = 0;
  if (spi::copy_in(&room, length, sizeof room) != 0) return WSAEFAULT;
  if (const INT error = runtime::prepare_runtime(); error != 0) return error;
  try {
    const std::string text = explain({af, type, protocol});
    const auto needed = static_cast<DWORD>(text.size() + 1);
    if (spi::copy_out(length, &needed, sizeof needed) != 0 || room < needed) return WSAEFAULT;
    return spi::copy_out(buffer, text.c_str(), needed) == 0 ? 0 : WSAEFAULT;
  } catch (const std::bad_alloc&) {
    return WSAENOBUFS;
  } catch (...) {
    return WSASYSNOTREADY;
  }
}

extern "C" LPCSTR WSAAPI WosaBuiltinManifest(DWORD index, LPCSTR* name) {
  const auto builtins = runtime::builtin_providers();
  if (index >= builtins.size()) return nullptr;
  if (name != nullptr) *name = builtins[index].name.data();
  return builtins[index].manifest.data();
}

extern "C" DWORD WSAAPI WosaLibraryDirectory(LPSTR buffer, DWORD size) {
  try {
    return copy_string(runtime::library_directory(), buffer, size);
  } catch (...) {
    return copy_string({}, buffer, size);
  }
}

extern "C" DWORD WSAAPI WosaInstallPrefix(LPSTR buffer, DWORD size) {
  try {
    return copy_string(runtime::install_prefix(), buffer, size);
  } catch (...) {
    return copy_string({}, buffer, size);
  }
}
