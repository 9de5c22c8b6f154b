// SPDX-License-Identifier: MIT
#include "runtime/module.hpp"

#include <dlfcn.h>

#include <algorithm>

#include "runtime/library_file.hpp"
#include "win32/shared_objects.hpp"

namespace wosa::runtime {

namespace {

constexpr std::string_view kBuiltinPrefix = "builtin:";
constexpr DWORD kProcessAttach = 1;  // DLL_PROCESS_ATTACH

using DllMain = BOOL(WINAPI*)(HINSTANCE, DWORD, LPVOID);

}  // namespace

void* Module::symbol(const char* name) const noexcept {
  if (builtin != nullptr) {
    return std::string_view{name} == "WSPStartup" ? reinterpret_cast<void*>(builtin->startup) : nullptr;
  }
  return exported(handle, name);
}

// Whether the library, just loaded, can be used: at its first load its DllMain decides.
bool Modules::attach(void* handle) {
  if (std::find(attached_.begin(), attached_.end(), handle) != attached_.end()) return true;
  attached_.push_back(handle);
  const auto dll_main = reinterpret_cast<DllMain>(exported(handle, "DllMain"));
  if (dll_main == nullptr || dll_main(static_cast<HINSTANCE>(handle), kProcessAttach, nullptr) != FALSE)
    return true;
  attached_.erase(std::remove(attached_.begin(), attached_.end(), handle), attached_.end());
  return false;
}

tl::expected<Module, std::string> Modules::open(const std::string& library) {
  if (std::string_view{library}.substr(0, kBuiltinPrefix.size()) == kBuiltinPrefix) {
    const auto name = std::string_view{library}.substr(kBuiltinPrefix.size());
    for (const auto& builtin : builtin_providers()) {
      if (builtin.name == name) return Module{nullptr, &builtin};
    }
    return tl::unexpected(std::string("no provider of this name is built in"));
  }
  if (std::string why = unsafe_to_load(library); !why.empty()) return tl::unexpected(std::move(why));
  const std::lock_guard lock(mutex_);
  void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* why = dlerror();
    return tl::unexpected(std::string(why != nullptr ? why : "the library could not be loaded"));
  }
  if (!attach(handle)) return tl::unexpected(std::string("its DllMain refused DLL_PROCESS_ATTACH"));
  return Module{handle, nullptr};
}

}  // namespace wosa::runtime
