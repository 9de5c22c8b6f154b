// SPDX-License-Identifier: MIT
#include "kernel/names.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "kernel/handle_table.hpp"
#include "minwindef.h"
#include "winerror.h"

namespace wosa::kernel {

namespace {

constinit Lock names_lock;

using Names = std::map<std::wstring, Object*, std::less<>>;

// Never destroyed: handles may be closed by destructors of the program.
Names& names() {
  static Names* const all = new Names;
  return *all;
}

// The name without the name of its name space, of which a process has one.
tl::expected<std::wstring_view, DWORD> plain(std::wstring_view name) {
  if (name.size() > MAX_PATH) return tl::unexpected(DWORD{ERROR_FILENAME_EXCED_RANGE});
  for (const std::wstring_view space : {L"Global\\", L"Local\\"}) {
    if (name.substr(0, space.size()) == space) {
      name.remove_prefix(space.size());
      break;
    }
  }
  if (name.empty() || name.find(L'\\') != std::wstring_view::npos)
    return tl::unexpected(DWORD{ERROR_PATH_NOT_FOUND});
  return name;
}

// With names_lock held.
tl::expected<HANDLE, DWORD> open_found(Object& object, Type type) {
  if (object.type() != type) return tl::unexpected(DWORD{ERROR_INVALID_HANDLE});
  object.retain();
  HANDLE handle = open_handle(&object);
  if (handle == nullptr) return tl::unexpected(DWORD{ERROR_NOT_ENOUGH_MEMORY});
  return handle;
}

struct Release {
  void operator()(Object* object) const noexcept { object->release(); }
};

}  // namespace

tl::expected<NamedHandle, DWORD> open_or_name(std::wstring_view name, Object* made) {
  std::unique_ptr<Object, Release> object(made);
  std::wstring_view key;
  if (!name.empty()) {
    const auto wanted = plain(name);
    if (!wanted) return tl::unexpected(wanted.error());
    key = *wanted;
  }
  const std::lock_guard lock(names_lock);
  if (!key.empty()) {
    if (const auto found = names().find(key); found != names().end()) {
      return open_found(*found->second, object->type()).map([](HANDLE handle) {
        return NamedHandle{handle, true};
      });
    }
    names().emplace(key, object.get());
    object->named.store(true, std::memory_order_release);
  }
  HANDLE handle = handle_table.insert(*object);
  if (handle == nullptr) {
    if (!key.empty()) names().erase(names().find(key));
    return tl::unexpected(DWORD{ERROR_NOT_ENOUGH_MEMORY});
  }
  static_cast<void>(object.release());  // the table has it
  return NamedHandle{handle, false};
}

tl::expected<HANDLE, DWORD> open_named(std::wstring_view name, Type type) {
  const auto wanted = plain(name);
  if (!wanted) return tl::unexpected(wanted.error());
  const std::lock_guard lock(names_lock);
  const auto found = names().find(*wanted);
  if (found == names().end()) return tl::unexpected(DWORD{ERROR_FILE_NOT_FOUND});
  return open_found(*found->second, type);
}

void forget_name(Object& object) noexcept {
  const std::lock_guard lock(names_lock);
  if (object.handles.load(std::memory_order_acquire) != 0) return;  // opened again meanwhile
  auto& all = names();
  for (auto one = all.begin(); one != all.end(); ++one) {
    if (one->second == &object) {
      all.erase(one);
      return;
    }
  }
}

void lock_names_for_fork() noexcept { names_lock.lock(); }
void unlock_names_after_fork() noexcept { names_lock.unlock(); }

}  // namespace wosa::kernel
