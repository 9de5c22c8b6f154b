// SPDX-License-Identifier: MIT
#pragma once

// Questions to the dynamic linker about shared objects, each of which it knows by a name and a handle.

#include <string>
#include <string_view>

#include "minwindef.h"

namespace wosa::runtime {

// The handle of a mapped object, or nullptr; an empty name means the program. Counts no use.
[[nodiscard]] void* mapped_handle(const std::string& name) noexcept;

// The mapped object that a Windows program's name means: by its path, or by its last component in any case.
// Empty when there is none. Throws std::bad_alloc.
[[nodiscard]] std::string mapped_name(std::string_view name);

// Whether something is a handle of a mapped object. It is only compared, so it may be anything. Throws
// std::bad_alloc.
[[nodiscard]] bool is_mapped(const void* handle);

// What an object itself exports under a name, or nullptr. dlsym would also look into the objects that it
// depends on, where every object has a `send`.
[[nodiscard]] void* exported(void* handle, const char* name) noexcept;

// Why a library that exists could not be opened: ERROR_DLL_INIT_FAILED, ERROR_BAD_EXE_FORMAT,
// ERROR_MOD_NOT_FOUND. Throws std::bad_alloc.
[[nodiscard]] DWORD open_error(const std::string& library);

}  // namespace wosa::runtime
