// SPDX-License-Identifier: MIT
#include "wosa/catalog/text.hpp"

#include <cstdint>

namespace wosa::catalog {
namespace {

constexpr std::size_t kQuotedLength = 60;

// The next scalar value of strict UTF-8 (no overlong form, no surrogate), or -1; advances `at` past it.
std::int32_t next_scalar(std::string_view text, std::size_t& at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4) return -1;
  std::int32_t value = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size()) return -1;
    const auto next = static_cast<unsigned char>(text[at]);
    if ((next & 0xC0) != 0x80) return -1;
    ++at;
    value = value << 6 | (next & 0x3F);
  }
  constexpr std::int32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return -1;
  return value;
}

void append_utf8(std::string& out, std::uint32_t value) {
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0 | value >> 6);
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0 | value >> 12);
    out += static_cast<char>(0x80 | (value >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | value >> 18);
    out += static_cast<char>(0x80 | (value >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (value >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  }
}

bool is_scalar(std::uint32_t value) noexcept {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

}  // namespace

std::string in_quotes(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "\"";
  std::size_t at = 0;
  while (at < text.size() && out.size() < kQuotedLength) {
    const std::size_t start = at;
    const std::int32_t value = next_scalar(text, at);
    const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
    if (!control) {
      if (value == '"' || value == '\\') out += '\\';
      out.append(text.substr(start, at - start));
      continue;
    }
    at = start + 1;
    const auto byte = static_cast<unsigned char>(text[start]);
    out += "\\x";
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  if (at < text.size()) out += "...";
  out += '"';
  if (at < text.size()) out += " (" + std::to_string(text.size()) + " bytes)";
  return out;
}

bool widen(std::string_view text, std::span<wchar_t> out) noexcept {
  if (out.empty()) return false;
  std::size_t length = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::int32_t value = next_scalar(text, at);
    if (value <= 0 || length + 1 >= out.size()) {
      out[0] = L'\0';
      return false;
    }
    out[length++] = static_cast<wchar_t>(value);
  }
  out[length] = L'\0';
  return true;
}

std::string narrow(const wchar_t* text) {
  std::string out;
  for (; *text != L'\0'; ++text) {
    const auto value = static_cast<std::uint32_t>(*text);
    append_utf8(out, is_scalar(value) ? value : 0xFFFD);
  }
  return out;
}

bool glob_match(std::string_view pattern, std::string_view text) noexcept {
  // After a mismatch only the last star needs another try, so the cost is at most pattern times text.
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace wosa::catalog
