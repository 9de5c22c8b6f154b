// SPDX-License-Identifier: MIT
#include "calls/protocol_info.hpp"

#include <algorithm>
#include <cstring>

#include "windows.h"

namespace wosa::runtime {

namespace {

// Every member but the name stands at the same place in both forms.
template <typename To, typename From>
void copy_members(To& to, const From& from) noexcept {
  static_assert(offsetof(To, szProtocol) == offsetof(From, szProtocol));
  std::memcpy(static_cast<void*>(&to), &from, offsetof(To, szProtocol));
}

}  // namespace

WSAPROTOCOL_INFOW to_wide(const WSAPROTOCOL_INFOA& info) noexcept {
  WSAPROTOCOL_INFOW wide{};
  copy_members(wide, info);
  const int length = static_cast<int>(strnlen(info.szProtocol, sizeof info.szProtocol - 1));
  const DWORD saved = GetLastError();
  MultiByteToWideChar(CP_UTF8, 0, info.szProtocol, length, wide.szProtocol, WSAPROTOCOL_LEN);
  SetLastError(saved);
  return wide;
}

WSAPROTOCOL_INFOA to_narrow(const WSAPROTOCOL_INFOW& info) noexcept {
  WSAPROTOCOL_INFOA narrow{};
  copy_members(narrow, info);
  // A long name is cut at a whole character.
  int length = static_cast<int>(std::find(info.szProtocol, info.szProtocol + WSAPROTOCOL_LEN, L'\0') -
                                info.szProtocol);
  const DWORD saved = GetLastError();
  while (length > 0 && WideCharToMultiByte(CP_UTF8, 0, info.szProtocol, length, narrow.szProtocol,
                                           WSAPROTOCOL_LEN, nullptr, nullptr) == 0) {
    --length;
  }
  SetLastError(saved);
  return narrow;
}

}  // namespace wosa::runtime
