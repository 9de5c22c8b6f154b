// SPDX-License-Identifier: MIT
#pragma once

// The common part of CreateEvent, CreateSemaphore, CreateMutex and CreateWaitableTimer.

#include <new>
#include <string>

#include "kernel/handle_table.hpp"
#include "kernel/names.hpp"
#include "win32/guard.hpp"
#include "win32/text.hpp"

namespace wosa::runtime {

// A name as the program gave it, or none. Throws std::bad_alloc.
inline std::wstring object_name(const char* name) { return name == nullptr ? std::wstring() : to_wide(name); }
inline std::wstring object_name(const wchar_t* name) {
  return name == nullptr ? std::wstring() : std::wstring(name);
}

// A handle for the object that `make` makes (nullptr: no memory), or for the one that has the name already.
// The last error tells which. nullptr and the last error on failure.
template <typename Character, typename Make>
HANDLE create_object(const Character* name, Make&& make, CallName call = {__builtin_FUNCTION()}) noexcept {
  return guarded(HANDLE{}, [&] {
    const std::wstring text = object_name(name);
    kernel::Object* object = make();
    if (object == nullptr) return fail(ERROR_NOT_ENOUGH_MEMORY, HANDLE{}, call);
    const auto made = kernel::open_or_name(text, object);
    if (!made) return fail(made.error(), HANDLE{}, call);
    last_error = made->existed ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS;
    return made->handle;
  });
}

// What a function that answers a code does with it.
inline BOOL succeed_or_fail(DWORD error, CallName call = {__builtin_FUNCTION()}) noexcept {
  return error == ERROR_SUCCESS ? TRUE : fail(error, FALSE, call);
}

}  // namespace wosa::runtime
