// SPDX-License-Identifier: MIT
// LoadLibrary and its relatives. A module handle is one of three things: the address of an OwnHandle (the
// libraries of Windows that we are), the address of a built-in provider, or what dlopen gives for a shared
// object, which is also what its DllMain is told.
//
// Nothing is ever unmapped (see module.hpp); what FreeLibrary gives back is a count. The mutex of `uses()`
// guards the counts and is held across a fork; no library is loaded, and no DllMain runs, with it held.

#include "libloaderapi.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <array>
#include <map>
#include <mutex>

#include "runtime/log.hpp"
#include "runtime/providers.hpp"
#include "runtime/runtime.hpp"
#include "win32/guard.hpp"
#include "win32/module_names.hpp"
#include "win32/ordinals.hpp"
#include "win32/shared_objects.hpp"
#include "win32/text.hpp"

namespace {

using wosa::runtime::BuiltinProvider;
using wosa::runtime::fail;
using wosa::runtime::guarded;
using wosa::runtime::mapped_handle;
using wosa::runtime::OwnModule;

constexpr std::string_view kBuiltinPrefix = "builtin:";

struct OwnHandle {
  OwnModule module;
};

constinit std::array<OwnHandle, 4> own_handles{
    {{OwnModule::kWs2_32}, {OwnModule::kWsock32}, {OwnModule::kMswsock}, {OwnModule::kKernel32}}};

HMODULE to_handle(const void* address) noexcept { return static_cast<HMODULE>(const_cast<void*>(address)); }

HMODULE handle_of(OwnModule module) noexcept {
  for (const OwnHandle& own : own_handles) {
    if (own.module == module) return to_handle(&own);
  }
  return nullptr;
}

const OwnHandle* find_own(HMODULE handle) noexcept {
  for (const OwnHandle& own : own_handles) {
    if (to_handle(&own) == handle) return &own;
  }
  return nullptr;
}

const BuiltinProvider* find_builtin(HMODULE handle) noexcept {
  for (const BuiltinProvider& builtin : wosa::runtime::builtin_providers()) {
    if (to_handle(&builtin) == handle) return &builtin;
  }
  return nullptr;
}

const BuiltinProvider* find_builtin(std::string_view name) noexcept {
  if (name.substr(0, kBuiltinPrefix.size()) != kBuiltinPrefix) return nullptr;
  for (const BuiltinProvider& builtin : wosa::runtime::builtin_providers()) {
    if (builtin.name == name.substr(kBuiltinPrefix.size())) return &builtin;
  }
  return nullptr;
}

// How often each shared object was loaded and not freed; one that was ever loaded keeps its entry.
class Uses {
 public:
  void add(void* handle) {
    const std::lock_guard lock(mutex_);
    ++counts_[handle];
  }

  // False where there is none to take.
  bool take(void* handle) noexcept {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(handle);
    if (found == counts_.end() || found->second == 0) return false;
    --found->second;
    return true;
  }

  void lock() noexcept { mutex_.lock(); }
  void unlock() noexcept { mutex_.unlock(); }

  bool knows(void* handle) noexcept {
    const std::lock_guard lock(mutex_);
    return counts_.find(handle) != counts_.end();
  }

 private:
  std::mutex mutex_;
  std::map<void*, unsigned> counts_;
};

// Never destroyed: destructors of a program may free libraries.
Uses& uses() {
  static Uses& made = *[] {
    auto* uses_of_process = new Uses;
    pthread_atfork([] { uses().lock(); }, [] { uses().unlock(); }, [] { uses().unlock(); });
    return uses_of_process;
  }();
  return made;
}

bool is_shared_object(void* handle) {
  if (handle == nullptr) return false;
  return uses().knows(handle) || wosa::runtime::is_mapped(handle);
}

// The program's folder with a slash. Empty for an elevated process, whose libraries come from trusted places
// alone.
std::string program_folder() {
  std::array<char, 4096> path{};
  const ssize_t length =
      getauxval(AT_SECURE) != 0 ? -1 : readlink("/proc/self/exe", path.data(), path.size());
  if (length <= 0 || static_cast<std::size_t>(length) == path.size()) return {};
  const std::string_view text(path.data(), static_cast<std::size_t>(length));
  return std::string(text.substr(0, text.rfind('/') + 1));
}

HMODULE open_first(const std::vector<std::string>& candidates) {
  DWORD error = ERROR_MOD_NOT_FOUND;
  for (const std::string& candidate : candidates) {
    const bool is_path = wosa::runtime::has_path(candidate);
    if (is_path && access(candidate.c_str(), F_OK) != 0) continue;
    const auto module = wosa::runtime::the_runtime.providers.load()->modules().open(candidate);
    if (module) {
      uses().add(module->handle);
      return to_handle(module->handle);
    }
    wosa::runtime::log(wosa::runtime::Log::kLoader, "LoadLibrary: {}: {}", candidate, module.error());
    error = wosa::runtime::open_error(candidate);
    if (is_path || error != ERROR_MOD_NOT_FOUND) break;
  }
  return fail(error, HMODULE{});
}

HMODULE load(std::string_view name) {
  if (const auto own = wosa::runtime::own_module(name); own != OwnModule::kNone) return handle_of(own);
  if (const auto* builtin = find_builtin(name); builtin != nullptr) return to_handle(builtin);
  if (wosa::runtime::prepare_runtime() != 0) return fail(ERROR_NOT_ENOUGH_MEMORY, HMODULE{});
  auto candidates = wosa::runtime::library_candidates(name);
  if (!wosa::runtime::has_path(name)) {
    // A library of this name that is there already comes first, then the program's folder, then the linker's
    // search.
    std::vector<std::string> ordered;
    if (auto mapped = wosa::runtime::mapped_name(name); !mapped.empty()) ordered.push_back(std::move(mapped));
    if (const auto folder = program_folder(); !folder.empty()) {
      for (const std::string& candidate : candidates) ordered.push_back(folder + candidate);
    }
    ordered.insert(ordered.end(), candidates.begin(), candidates.end());
    candidates = std::move(ordered);
  }
  return open_first(candidates);
}

HMODULE find_loaded(std::string_view name) {
  if (const auto own = wosa::runtime::own_module(name); own != OwnModule::kNone) return handle_of(own);
  if (const auto* builtin = find_builtin(name); builtin != nullptr) return to_handle(builtin);
  const std::string mapped = wosa::runtime::mapped_name(name);
  return mapped.empty() ? fail(ERROR_MOD_NOT_FOUND, HMODULE{}) : to_handle(mapped_handle(mapped));
}

// The object that this library is part of: libws2_32.so, or a program that it was linked into.
void* own_object() noexcept {
  static void* const handle = [] {
    Dl_info info{};
    void* found = nullptr;
    if (dladdr(own_handles.data(), &info) != 0) found = mapped_handle(info.dli_fname);
    return found != nullptr ? found : mapped_handle({});
  }();
  return handle;
}

// Names that libc has too are exported with a prefix (see bsd_names.h).
void* own_export(const char* name) {
  void* address = wosa::runtime::exported(own_object(), (std::string("WS_") + name).c_str());
  return address != nullptr ? address : wosa::runtime::exported(own_object(), name);
}

bool is_ordinal(LPCSTR name) noexcept { return reinterpret_cast<ULONG_PTR>(name) <= MAXWORD; }

void* find_procedure(HMODULE module, LPCSTR name) {
  if (const OwnHandle* own = find_own(module); own != nullptr) {
    if (is_ordinal(name)) {
      name =
          wosa::runtime::name_of_ordinal(own->module, static_cast<WORD>(reinterpret_cast<ULONG_PTR>(name)));
      if (name == nullptr) return nullptr;
    }
    return own_export(name);
  }
  if (is_ordinal(name)) return nullptr;
  if (const BuiltinProvider* builtin = find_builtin(module); builtin != nullptr) {
    return wosa::runtime::Module{nullptr, builtin}.symbol(name);
  }
  return wosa::runtime::exported(static_cast<void*>(module), name);
}

bool is_module(HMODULE module) {
  return find_own(module) != nullptr || find_builtin(module) != nullptr || is_shared_object(module);
}

}  // namespace

HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName) {
  if (lpLibFileName == nullptr) return fail(ERROR_INVALID_PARAMETER, HMODULE{});
  return guarded(HMODULE{}, [&] { return load(lpLibFileName); });
}

HMODULE WINAPI LoadLibraryW(LPCWSTR lpLibFileName) {
  if (lpLibFileName == nullptr) return fail(ERROR_INVALID_PARAMETER, HMODULE{});
  return guarded(HMODULE{}, [&] { return load(wosa::runtime::to_utf8(lpLibFileName)); });
}

BOOL WINAPI FreeLibrary(HMODULE hLibModule) {
  return guarded(FALSE, [&] {
    if (find_own(hLibModule) != nullptr || find_builtin(hLibModule) != nullptr) return TRUE;
    return uses().take(hLibModule) ? TRUE : fail(ERROR_INVALID_HANDLE, FALSE);
  });
}

FARPROC WINAPI GetProcAddress(HMODULE hModule, LPCSTR lpProcName) {
  return guarded(FARPROC{}, [&] {
    if (!is_module(hModule)) return fail(ERROR_INVALID_HANDLE, FARPROC{});
    void* address = find_procedure(hModule, lpProcName);
    return address != nullptr ? reinterpret_cast<FARPROC>(address) : fail(ERROR_PROC_NOT_FOUND, FARPROC{});
  });
}

HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName) {
  return guarded(HMODULE{}, [&] {
    return lpModuleName == nullptr ? to_handle(mapped_handle({})) : find_loaded(lpModuleName);
  });
}

HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName) {
  return guarded(HMODULE{}, [&] {
    return lpModuleName == nullptr ? to_handle(mapped_handle({}))
                                   : find_loaded(wosa::runtime::to_utf8(lpModuleName));
  });
}
