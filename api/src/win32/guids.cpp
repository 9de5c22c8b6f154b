// SPDX-License-Identifier: MIT
// StringFromGUID2 and UuidCreate.
#include <sys/random.h>

#include <cwchar>

#include "winerror.h"
#include "wosa/win32/messages.h"

namespace {

constexpr int kGuidCharacters = 39;  // with braces and NUL

}  // namespace

int WINAPI StringFromGUID2(REFGUID rguid, LPWSTR lpsz, int cchMax) {
  if (lpsz == nullptr || cchMax < kGuidCharacters) return 0;
  const unsigned char* tail = rguid.Data4;
  std::swprintf(lpsz, kGuidCharacters, L"{%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}", rguid.Data1,
                rguid.Data2, rguid.Data3, tail[0], tail[1], tail[2], tail[3], tail[4], tail[5], tail[6],
                tail[7]);
  return kGuidCharacters;
}

RPC_STATUS WINAPI UuidCreate(UUID* Uuid) {
  if (Uuid == nullptr) return ERROR_INVALID_PARAMETER;
  UUID made;
  if (getrandom(&made, sizeof made, 0) != static_cast<ssize_t>(sizeof made)) return RPC_S_UUID_NO_ADDRESS;
  made.Data3 = static_cast<unsigned short>((made.Data3 & 0x0FFF) | 0x4000);   // version 4: random
  made.Data4[0] = static_cast<unsigned char>((made.Data4[0] & 0x3F) | 0x80);  // the standard variant
  *Uuid = made;
  return RPC_S_OK;
}
