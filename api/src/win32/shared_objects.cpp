// SPDX-License-Identifier: MIT
#include "win32/shared_objects.hpp"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "runtime/library_file.hpp"
#include "win32/module_names.hpp"
#include "win32/text.hpp"
#include "winerror.h"

namespace wosa::runtime {

namespace {

// A name of a shared object as the dynamic linker knows it; that of the program is empty.
std::vector<std::string> mapped_names() {
  std::vector<std::string> names;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* argument) {
        try {
          static_cast<std::vector<std::string>*>(argument)->emplace_back(info->dlpi_name);
          return 0;
        } catch (...) {
          return 1;  // no exception may pass through the linker, which holds its lock
        }
      },
      &names);
  if (names.empty()) throw std::bad_alloc();
  return names;
}

// Whether a file is a shared object of the program's own kind.
bool is_loadable_format(const char* path) noexcept {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path, "rbe"), &std::fclose);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> self(std::fopen("/proc/self/exe", "rbe"),
                                                             &std::fclose);
  ElfW(Ehdr) header{};
  ElfW(Ehdr) own{};
  if (file == nullptr || std::fread(&header, sizeof header, 1, file.get()) != 1) return false;
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_type != ET_DYN) return false;
  if (self == nullptr || std::fread(&own, sizeof own, 1, self.get()) != 1) return true;
  return header.e_ident[EI_CLASS] == own.e_ident[EI_CLASS] && header.e_machine == own.e_machine;
}

}  // namespace

void* mapped_handle(const std::string& name) noexcept {
  void* handle = dlopen(name.empty() ? nullptr : name.c_str(), RTLD_LAZY | RTLD_NOLOAD);
  if (handle != nullptr) dlclose(handle);
  return handle;
}

std::string mapped_name(std::string_view name) {
  const auto candidates = library_candidates(name);
  if (has_path(name)) {
    for (const std::string& candidate : candidates) {
      if (mapped_handle(candidate) != nullptr) return candidate;
    }
    return {};
  }
  const auto mapped = mapped_names();
  for (const std::string& candidate : candidates) {
    for (const std::string& path : mapped) {
      if (path.empty() || !same_name(base_name(path), candidate)) continue;
      if (mapped_handle(path) != nullptr) return path;
    }
  }
  return {};
}

DWORD open_error(const std::string& library) {
  if (!unsafe_to_load(library).empty()) return ERROR_BAD_EXE_FORMAT;
  if (mapped_handle(library) != nullptr) return ERROR_DLL_INIT_FAILED;
  if (has_path(library) && !is_loadable_format(library.c_str())) return ERROR_BAD_EXE_FORMAT;
  return ERROR_MOD_NOT_FOUND;
}

bool is_mapped(const void* handle) {
  const auto names = mapped_names();
  return std::any_of(names.begin(), names.end(),
                     [handle](const std::string& name) { return mapped_handle(name) == handle; });
}

void* exported(void* handle, const char* name) noexcept {
  void* address = dlsym(handle, name);
  if (address == nullptr) return nullptr;
  link_map* owner = nullptr;
  link_map* wanted = nullptr;
  Dl_info info{};
  if (dladdr1(address, &info, reinterpret_cast<void**>(&owner), RTLD_DL_LINKMAP) == 0) return nullptr;
  if (dlinfo(handle, RTLD_DI_LINKMAP, &wanted) != 0) return nullptr;
  return owner == wanted ? address : nullptr;
}

}  // namespace wosa::runtime
