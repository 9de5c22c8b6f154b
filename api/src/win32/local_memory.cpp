// SPDX-License-Identifier: MIT
// LocalAlloc and GlobalAlloc: blocks of the process heap, as on Windows, so that either function frees
// either's, and HeapFree too.
#include "heapapi.h"
#include "win32/guard.hpp"
#include "wosa/win32/global_memory.h"

namespace {

HANDLE allocate(UINT flags, SIZE_T bytes) noexcept {
  static_assert(LMEM_ZEROINIT == GMEM_ZEROINIT);
  const DWORD zero = (flags & LMEM_ZEROINIT) != 0 ? HEAP_ZERO_MEMORY : 0;
  void* memory = HeapAlloc(GetProcessHeap(), zero, bytes);
  return memory != nullptr ? memory : wosa::runtime::fail(ERROR_NOT_ENOUGH_MEMORY, HANDLE{});
}

// The failure value is the handle itself.
HANDLE release(HANDLE memory) noexcept {
  if (HeapFree(GetProcessHeap(), 0, memory) != FALSE) return nullptr;
  return wosa::runtime::fail(ERROR_INVALID_HANDLE, memory);
}

}  // namespace

HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes) { return allocate(uFlags, uBytes); }

HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes) { return allocate(uFlags, dwBytes); }

HLOCAL WINAPI LocalFree(HLOCAL hMem) { return release(hMem); }

HGLOBAL WINAPI GlobalFree(HGLOBAL hMem) { return release(hMem); }
