// SPDX-License-Identifier: MIT
#include <string>

#include "runtime/catalog_view.hpp"
#include "runtime/runtime.hpp"
#include "windows.h"
#include "wosa/spi/user_memory.hpp"
#include "ws2spi.h"

namespace wosa::runtime {

namespace {

// 0, or the error of WSCGetProviderPath.
INT provider_path(const GUID* id, WCHAR* path, INT* length) {
  GUID guid;
  INT room = 0;
  if (spi::copy_in(&guid, id, sizeof guid) != 0 || spi::copy_in(&room, length, sizeof room) != 0)
    return WSAEFAULT;
  if (const INT error = prepare_runtime(); error != 0) return error;
  const auto snapshot = the_runtime.catalog.load()->refresh();
  const catalog::Provider* provider = snapshot->provider(guid);
  if (provider == nullptr) return WSAEINVAL;
  const std::string& library = provider->resolved_library;
  std::wstring wide(library.size() + 1, L'\0');  // never more characters than bytes
  const int written =
      MultiByteToWideChar(CP_UTF8, 0, library.c_str(), -1, wide.data(), static_cast<int>(wide.size()));
  if (written == 0) return WSAEINVAL;
  if (room < written) {
    spi::copy_out(length, &written, sizeof written);
    return WSAEFAULT;
  }
  const auto bytes = static_cast<std::size_t>(written) * sizeof(WCHAR);
  if (spi::copy_out(path, wide.data(), bytes) != 0 || spi::copy_out(length, &written, sizeof written) != 0)
    return WSAEFAULT;
  return 0;
}

}  // namespace

}  // namespace wosa::runtime

extern "C" int WSAAPI WSCGetProviderPath(LPGUID provider, WCHAR* path, LPINT length, LPINT error) {
  INT result = WSAENOBUFS;
  const DWORD saved = GetLastError();
  try {
    result = wosa::runtime::provider_path(provider, path, length);
  } catch (...) {
  }
  SetLastError(saved);
  if (result == 0) return 0;
  wosa::spi::copy_out(error, &result, sizeof result);
  return SOCKET_ERROR;
}
