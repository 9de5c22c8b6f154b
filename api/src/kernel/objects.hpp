// SPDX-License-Identifier: MIT
#pragma once

// Any handle that a wait or a duplication accepts: one from the table, or a pseudo handle.

#include "kernel/handle_table.hpp"

namespace wosa::kernel {

// The pseudo handles, which mean the calling process and thread.
inline const HANDLE kCurrentProcess = reinterpret_cast<HANDLE>(LONG_PTR{-1});
inline const HANDLE kCurrentThread = reinterpret_cast<HANDLE>(LONG_PTR{-2});

// The process, as an object that is not signalled as long as anybody can look.
class Process final : public Object {
 public:
  static constexpr Type kType = Type::kProcess;

  Process() noexcept : Object(kType, 0) {}
  [[nodiscard]] bool is_signalled_for(const Thread& /*thread*/) noexcept override { return false; }
};

[[nodiscard]] ObjectReference find_pseudo_object(HANDLE handle) noexcept;

// Nothing: the handle is invalid, or (pseudo handle) there is no memory.
[[nodiscard]] inline ObjectReference find_object(HANDLE handle) noexcept {
  ObjectReference found = handle_table.find(handle);
  if (found) [[likely]]
    return found;
  return find_pseudo_object(handle);
}

// DuplicateHandle and CloseHandle. ERROR_INVALID_HANDLE, ERROR_NOT_ENOUGH_MEMORY; 0 for success.
[[nodiscard]] DWORD duplicate_handle(HANDLE handle, HANDLE* duplicate) noexcept;
[[nodiscard]] DWORD close_handle(HANDLE handle) noexcept;

}  // namespace wosa::kernel
