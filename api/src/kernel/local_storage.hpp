// SPDX-License-Identifier: MIT
#pragma once

// Thread local storage by index (TlsAlloc). An index is in use or free by a bit and a serial number; a
// thread's value counts only with the serial number of the index's present use, so that a freed and reused
// index begins with 0 in every thread. The words are atomic; no lock.

#include "minwindef.h"

namespace wosa::kernel {

class Thread;

inline constexpr DWORD kStorageIndexes = 1088;  // as Windows has: 64 and 1024 more

// An index that begins with 0 in every thread; kStorageIndexes when all are in use.
[[nodiscard]] DWORD allocate_storage() noexcept;
// False: the index is not in use.
[[nodiscard]] bool free_storage(DWORD index) noexcept;

// The calling thread's value; nullptr also where it has none.
[[nodiscard]] void* stored_value(DWORD index) noexcept;
// ERROR_INVALID_PARAMETER (no index in use), ERROR_NOT_ENOUGH_MEMORY; 0 for success.
[[nodiscard]] DWORD store_value(DWORD index, void* value) noexcept;

// The thread ends.
void release_local_storage(Thread& thread) noexcept;

}  // namespace wosa::kernel
