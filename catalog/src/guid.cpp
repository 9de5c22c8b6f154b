// SPDX-License-Identifier: MIT
#include "wosa/catalog/guid.hpp"

#include <array>

namespace wosa::catalog {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

int digit_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr bool is_dash_before_byte(std::size_t index) noexcept {
  return index == 4 || index == 6 || index == 8 || index == 10;
}

Bytes printed_order(const GUID& g) noexcept {
  Bytes b{static_cast<std::uint8_t>(g.Data1 >> 24), static_cast<std::uint8_t>(g.Data1 >> 16),
          static_cast<std::uint8_t>(g.Data1 >> 8),  static_cast<std::uint8_t>(g.Data1),
          static_cast<std::uint8_t>(g.Data2 >> 8),  static_cast<std::uint8_t>(g.Data2),
          static_cast<std::uint8_t>(g.Data3 >> 8),  static_cast<std::uint8_t>(g.Data3)};
  for (std::size_t i = 0; i < 8; ++i) b[8 + i] = g.Data4[i];
  return b;
}

}  // namespace

std::optional<GUID> parse_guid(std::string_view text) noexcept {
  if (text.size() != 38 || text.front() != '{' || text.back() != '}') return std::nullopt;
  Bytes b{};
  std::size_t at = 1;
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (is_dash_before_byte(i) && text[at++] != '-') return std::nullopt;
    const int high = digit_value(text[at]);
    const int low = digit_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    b[i] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  GUID g{};
  g.Data1 = static_cast<decltype(g.Data1)>(b[0]) << 24 | static_cast<decltype(g.Data1)>(b[1]) << 16 |
            static_cast<decltype(g.Data1)>(b[2]) << 8 | b[3];
  g.Data2 = static_cast<decltype(g.Data2)>(b[4] << 8 | b[5]);
  g.Data3 = static_cast<decltype(g.Data3)>(b[6] << 8 | b[7]);
  for (std::size_t i = 0; i < 8; ++i) g.Data4[i] = b[8 + i];
  return g;
}

std::string format_guid(const GUID& guid) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const Bytes b = printed_order(guid);
  std::string out;
  out.reserve(38);
  out += '{';
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (is_dash_before_byte(i)) out += '-';
    out += kDigits[b[i] >> 4];
    out += kDigits[b[i] & 15];
  }
  out += '}';
  return out;
}

bool same_guid(const GUID& a, const GUID& b) noexcept { return compare_guid(a, b) == 0; }

std::strong_ordering compare_guid(const GUID& a, const GUID& b) noexcept {
  return printed_order(a) <=> printed_order(b);
}

std::uint64_t hash_guid(const GUID& guid) noexcept {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::uint8_t byte : printed_order(guid)) hash = (hash ^ byte) * 1099511628211U;
  return hash;
}

}  // namespace wosa::catalog
