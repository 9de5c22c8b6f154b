// SPDX-License-Identifier: MIT
#include "runtime/extension.hpp"
#include "upcalls/upcall_table.hpp"

namespace wosa::runtime {

int WSAAPI upcall_get_provider_path(LPGUID provider, WCHAR* path, LPINT length, LPINT error) noexcept {
  return WSCGetProviderPath(provider, path, length, error);
}

// No blocking hook can be installed, so a provider blocks as it likes: a null callback. One reserved id is
// the question for the extension table (wosa/spi/extension.h).
int WSAAPI upcall_query_blocking_callback(DWORD entry_id, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context,
                                          LPINT error) noexcept {
  if (callback == nullptr || context == nullptr) {
    if (error != nullptr) *error = WSAEFAULT;
    return SOCKET_ERROR;
  }
  *callback = nullptr;
  *context = 0;
  if (entry_id == WOSA_EXTENSION_CATALOG_ID) {
    *context = reinterpret_cast<DWORD_PTR>(&runtime_extension());
    return 0;
  }
  if (chain_for_new_handle(entry_id) != nullptr) return 0;
  if (error != nullptr) *error = WSAEINVAL;
  return SOCKET_ERROR;
}

}  // namespace wosa::runtime
