// SPDX-License-Identifier: MIT
#pragma once

// Names of kernel objects: one space for all kinds, within this process. `names_lock` guards it; it is taken
// before the lock of the handle table and after no other one.

#include <string_view>

#include "kernel/object.hpp"
#include "tl/expected.hpp"
#include "winnt.h"

namespace wosa::kernel {

// A handle, and whether the object existed before.
struct NamedHandle {
  HANDLE handle = nullptr;
  bool existed = false;
};

// Opens the object of this name and kind, or gives `object`, which becomes the function's, a handle and the
// name. An empty name is none. Errors: ERROR_INVALID_HANDLE (the name is another kind's),
// ERROR_PATH_NOT_FOUND, ERROR_FILENAME_EXCED_RANGE, ERROR_NOT_ENOUGH_MEMORY. Throws std::bad_alloc, and then
// `object` is gone.
tl::expected<NamedHandle, DWORD> open_or_name(std::wstring_view name, Object* object);

// Opens the object of this name and kind. Errors as above, and ERROR_FILE_NOT_FOUND.
tl::expected<HANDLE, DWORD> open_named(std::wstring_view name, Type type);

// The last handle of an object that has a name was closed.
void forget_name(Object& object) noexcept;

void lock_names_for_fork() noexcept;
void unlock_names_after_fork() noexcept;

}  // namespace wosa::kernel
