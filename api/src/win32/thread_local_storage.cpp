// SPDX-License-Identifier: MIT
#include "kernel/local_storage.hpp"
#include "processthreadsapi.h"
#include "win32/named_objects.hpp"

using wosa::runtime::fail;

DWORD WINAPI TlsAlloc(void) {
  const DWORD index = wosa::kernel::allocate_storage();
  return index != wosa::kernel::kStorageIndexes ? index : fail(ERROR_NO_MORE_ITEMS, TLS_OUT_OF_INDEXES);
}

LPVOID WINAPI TlsGetValue(DWORD dwTlsIndex) {
  if (dwTlsIndex >= wosa::kernel::kStorageIndexes) return fail(ERROR_INVALID_PARAMETER, LPVOID{});
  wosa::runtime::last_error = ERROR_SUCCESS;
  return wosa::kernel::stored_value(dwTlsIndex);
}

BOOL WINAPI TlsSetValue(DWORD dwTlsIndex, LPVOID lpTlsValue) {
  return wosa::runtime::succeed_or_fail(wosa::kernel::store_value(dwTlsIndex, lpTlsValue));
}

BOOL WINAPI TlsFree(DWORD dwTlsIndex) {
  return wosa::kernel::free_storage(dwTlsIndex) ? TRUE : fail(ERROR_INVALID_PARAMETER, FALSE);
}
