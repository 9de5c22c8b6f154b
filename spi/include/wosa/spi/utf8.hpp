// SPDX-License-Identifier: MIT
#pragma once

// UTF-8, in which paths and every A function speak, and WCHAR, which is wchar_t and holds one Unicode scalar
// value each. Pure functions: any thread, no allocation, no error but what the result says.

#include <string_view>

namespace wosa::spi {

inline constexpr char32_t kReplacement = 0xFFFD;

/// Whether a value is a Unicode scalar value: no surrogate, and in range.
constexpr bool is_scalar(char32_t code) noexcept {
  return code < 0xD800 || (code >= 0xE000 && code <= 0x10FFFF);
}

/// One character of a text.
struct Utf8Step {
  char32_t code;    // kReplacement when the bytes are no character
  unsigned length;  // bytes taken, at least 1
  bool valid;
};

/// The first character of a text that is not empty. Of an ill-formed sequence as much is taken as could begin
/// a character, so that each such part becomes one replacement character, as Unicode recommends and Windows
/// does.
constexpr Utf8Step decode_utf8(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  unsigned length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (length == 0) return {kReplacement, 1, false};
  if (lead == 0xE0) low = 0xA0;   // shorter forms exist
  if (lead == 0xED) high = 0x9F;  // surrogates
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;  // above U+10FFFF
  char32_t code = lead & (0x7FU >> length);
  for (unsigned i = 1; i < length; ++i) {
    if (i >= text.size() || byte(i) < low || byte(i) > high) return {kReplacement, i, false};
    code = code << 6 | (byte(i) & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {code, length, true};
}

/// Writes a scalar value; returns its length, 1 to 4.
constexpr unsigned encode_utf8(char32_t code, char (&out)[4]) noexcept {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out[0] = static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    out[0] = static_cast<char>(0xC0 | code >> 6);
    out[1] = tail(0);
    return 2;
  }
  if (code < 0x10000) {
    out[0] = static_cast<char>(0xE0 | code >> 12);
    out[1] = tail(6);
    out[2] = tail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | code >> 18);
  out[1] = tail(12);
  out[2] = tail(6);
  out[3] = tail(0);
  return 4;
}

}  // namespace wosa::spi
