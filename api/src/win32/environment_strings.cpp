// SPDX-License-Identifier: MIT
// ExpandEnvironmentStrings.
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <optional>

#include "win32/guard.hpp"
#include "win32/text.hpp"
#include "wosa/win32/messages.h"

namespace {

using wosa::runtime::fail;
using wosa::runtime::guarded;

// The variable of this name, else the first one whose name differs only in case: Windows ignores case, Linux
// may have several.
std::optional<std::string_view> variable(const std::string& name) {
  if (name.empty() || name.find('=') != std::string::npos) return std::nullopt;
  if (const char* value = std::getenv(name.c_str()); value != nullptr) return value;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (equals != std::string_view::npos && wosa::runtime::same_name(text.substr(0, equals), name)) {
      return text.substr(equals + 1);
    }
  }
  return std::nullopt;
}

std::string expand(std::string_view source) {
  std::string result;
  while (!source.empty()) {
    const auto start = source.find('%');
    result += source.substr(0, start);
    if (start == std::string_view::npos) break;
    source.remove_prefix(start);
    const auto end = source.find('%', 1);
    const auto value =
        end == std::string_view::npos ? std::nullopt : variable(std::string(source.substr(1, end - 1)));
    if (value) {
      result += *value;
      source.remove_prefix(end + 1);
    } else {
      // Left as it stands; the closing sign may open the next reference.
      result += '%';
      source.remove_prefix(1);
    }
  }
  return result;
}

template <typename Char>
DWORD give(const std::basic_string<Char>& text, Char* buffer, DWORD size) noexcept {
  const auto needed = static_cast<DWORD>(text.size() + 1);
  if (buffer == nullptr || size == 0) return needed;
  if (needed > size) {
    buffer[0] = Char{};
  } else {
    std::memcpy(buffer, text.c_str(), needed * sizeof(Char));
  }
  return needed;
}

}  // namespace

DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR lpSrc, LPSTR lpDst, DWORD nSize) {
  if (lpSrc == nullptr) return fail(ERROR_INVALID_PARAMETER, DWORD{0});
  return guarded(DWORD{0}, [&] { return give(expand(lpSrc), lpDst, nSize); });
}

DWORD WINAPI ExpandEnvironmentStringsW(LPCWSTR lpSrc, LPWSTR lpDst, DWORD nSize) {
  if (lpSrc == nullptr) return fail(ERROR_INVALID_PARAMETER, DWORD{0});
  return guarded(DWORD{0}, [&] {
    return give(wosa::runtime::to_wide(expand(wosa::runtime::to_utf8(lpSrc))), lpDst, nSize);
  });
}
