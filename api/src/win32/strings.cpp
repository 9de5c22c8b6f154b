// SPDX-License-Identifier: MIT
// The l-string functions. NULL never faults, as Windows catches the fault and answers.
#include "wosa/win32/strings.h"

#include <locale.h>
#include <wctype.h>

#include <cstring>
#include <cwchar>

#include "win32/text.hpp"

namespace {

using wosa::runtime::decode_utf8;

// The locale whose case tables know all of Unicode, whichever the program has chosen; null where none is
// installed.
locale_t unicode_locale() noexcept {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

char32_t fold(char32_t code) noexcept {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code;
  const locale_t locale = unicode_locale();
  return locale == nullptr ? code : static_cast<char32_t>(towlower_l(static_cast<wint_t>(code), locale));
}

template <typename Number>
int order(Number a, Number b) noexcept {
  return a < b ? -1 : (b < a ? 1 : 0);
}

// NULL sorts before every string. Whether the order is decided by that alone.
template <typename Char>
bool has_null(const Char* a, const Char* b, int& result) noexcept {
  result = order(a != nullptr, b != nullptr);
  return a == nullptr || b == nullptr;
}

}  // namespace

int WINAPI lstrlenA(LPCSTR lpString) {
  return lpString == nullptr ? 0 : static_cast<int>(std::strlen(lpString));
}

int WINAPI lstrlenW(LPCWSTR lpString) {
  return lpString == nullptr ? 0 : static_cast<int>(std::wcslen(lpString));
}

LPSTR WINAPI lstrcpyA(LPSTR lpString1, LPCSTR lpString2) {
  if (lpString1 == nullptr || lpString2 == nullptr) return nullptr;
  return std::strcpy(lpString1, lpString2);
}

LPWSTR WINAPI lstrcpyW(LPWSTR lpString1, LPCWSTR lpString2) {
  if (lpString1 == nullptr || lpString2 == nullptr) return nullptr;
  return std::wcscpy(lpString1, lpString2);
}

LPSTR WINAPI lstrcpynA(LPSTR lpString1, LPCSTR lpString2, int iMaxLength) {
  if (lpString1 == nullptr || lpString2 == nullptr || iMaxLength <= 0) return nullptr;
  const std::size_t length = strnlen(lpString2, static_cast<std::size_t>(iMaxLength) - 1);
  std::memcpy(lpString1, lpString2, length);
  lpString1[length] = '\0';
  return lpString1;
}

LPSTR WINAPI lstrcatA(LPSTR lpString1, LPCSTR lpString2) {
  if (lpString1 == nullptr || lpString2 == nullptr) return nullptr;
  return std::strcat(lpString1, lpString2);
}

int WINAPI lstrcmpA(LPCSTR lpString1, LPCSTR lpString2) {
  int result = 0;
  if (has_null(lpString1, lpString2, result)) return result;
  return order(std::strcmp(lpString1, lpString2), 0);
}

int WINAPI lstrcmpW(LPCWSTR lpString1, LPCWSTR lpString2) {
  int result = 0;
  if (has_null(lpString1, lpString2, result)) return result;
  return order(std::wcscmp(lpString1, lpString2), 0);
}

int WINAPI lstrcmpiA(LPCSTR lpString1, LPCSTR lpString2) {
  int result = 0;
  if (has_null(lpString1, lpString2, result)) return result;
  std::string_view a = lpString1;
  std::string_view b = lpString2;
  while (!a.empty() && !b.empty()) {
    const auto left = decode_utf8(a);
    const auto right = decode_utf8(b);
    // Two bytes that are no characters differ although both would be shown as U+FFFD.
    if (!left.valid || !right.valid) return order(a.compare(b), 0);
    if (const int differs = order(fold(left.code), fold(right.code)); differs != 0) return differs;
    a.remove_prefix(left.length);
    b.remove_prefix(right.length);
  }
  return order(a.size(), b.size());
}

int WINAPI lstrcmpiW(LPCWSTR lpString1, LPCWSTR lpString2) {
  int result = 0;
  if (has_null(lpString1, lpString2, result)) return result;
  for (;; ++lpString1, ++lpString2) {
    const auto left = fold(static_cast<char32_t>(*lpString1));
    const auto right = fold(static_cast<char32_t>(*lpString2));
    if (left != right) return order(left, right);
    if (left == 0) return 0;
  }
}
