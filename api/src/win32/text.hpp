// SPDX-License-Identifier: MIT
#pragma once

// Texts in UTF-8, which every A function speaks, and in WCHAR.

#include <algorithm>
#include <string>
#include <string_view>

#include "wosa/spi/utf8.hpp"

namespace wosa::runtime {

using spi::decode_utf8;
using spi::encode_utf8;
using spi::is_scalar;
using spi::kReplacement;
using spi::Utf8Step;

// Whole texts; what is no character becomes U+FFFD. Throw std::bad_alloc.
inline std::wstring to_wide(std::string_view text) {
  std::wstring wide;
  wide.reserve(text.size());
  while (!text.empty()) {
    const Utf8Step step = decode_utf8(text);
    wide.push_back(static_cast<wchar_t>(step.code));
    text.remove_prefix(step.length);
  }
  return wide;
}

inline std::string to_utf8(std::wstring_view text) {
  std::string narrow;
  narrow.reserve(text.size());
  for (const wchar_t character : text) {
    const auto code = static_cast<char32_t>(character);
    char bytes[4];
    narrow.append(bytes, encode_utf8(is_scalar(code) ? code : kReplacement, bytes));
  }
  return narrow;
}

constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Names of variables and modules are compared without regard to the case of A to Z, whatever the locale.
constexpr bool same_name(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

}  // namespace wosa::runtime
