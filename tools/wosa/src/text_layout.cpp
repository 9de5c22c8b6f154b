// SPDX-License-Identifier: MIT
#include "text_layout.hpp"

#include <fmt/format.h>
#include <locale.h>
#include <wchar.h>

#include <algorithm>
#include <cstdint>

namespace wosa::tool {
namespace {

struct Scalar {
  std::int32_t value;  // -1: not UTF-8
  std::size_t length;  // bytes
};

// Strict: no overlong form, no surrogate.
Scalar scalar_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {static_cast<std::int32_t>(lead), 1};
  if (lead < 0xC2 || lead > 0xF4) return {-1, 1};
  const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  std::int32_t value = static_cast<std::int32_t>(lead & (0x3FU >> more));
  for (std::size_t i = 1; i <= more; ++i) {
    if (at + i >= text.size() || (byte(at + i) & 0xC0) != 0x80) return {-1, 1};
    value = value << 6 | static_cast<std::int32_t>(byte(at + i) & 0x3F);
  }
  constexpr std::int32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {-1, 1};
  return {value, more + 1};
}

bool is_unsafe(std::int32_t c) noexcept {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// libc knows the widths, but only through a UTF-8 locale, whichever the user has set.
class WidthTable {
 public:
  WidthTable() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
  ~WidthTable() {
    if (locale_ != nullptr) freelocale(locale_);
  }
  WidthTable(const WidthTable&) = delete;
  WidthTable& operator=(const WidthTable&) = delete;

  std::size_t sum(std::string_view text) const {
    const locale_t before = locale_ != nullptr ? uselocale(locale_) : nullptr;
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
      const Scalar c = scalar_at(text, at);
      at += c.length;
      const int width = locale_ != nullptr && c.value >= 0 ? wcwidth(static_cast<wchar_t>(c.value)) : 1;
      columns += width < 0 ? 1 : static_cast<std::size_t>(width);
    }
    if (before != nullptr) uselocale(before);
    return columns;
  }

 private:
  locale_t locale_;
};

// The bytes of the longest start of `text` that fits, and at least one character, with the marks that combine
// with it.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t next = end + scalar_at(text, end).length;
    if (end > 0 && display_width(text.substr(0, next)) > width) break;
    end = next;
  }
  return end;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Scalar c = scalar_at(text, at);
    if (c.value < 0) {
      out += "\xEF\xBF\xBD";
    } else if (!is_unsafe(c.value)) {
      out += text.substr(at, c.length);
    } else if (c.value < 0x100) {
      out += fmt::format("\\x{:02x}", c.value);
    } else {
      out += fmt::format("\\u{{{:x}}}", c.value);
    }
    at += c.length;
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (ascii) return text.size();
  static const WidthTable table;
  return table.sum(text);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, LongWords long_words) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!lines.back().empty()) {
      if (display_width(lines.back()) + 1 + display_width(word) <= width) {
        lines.back() += ' ';
        lines.back() += word;
        continue;
      }
      lines.emplace_back();
    }
    while (long_words == LongWords::split && display_width(word) > width) {
      const std::size_t part = fitting(word, width);
      lines.back() = word.substr(0, part);
      word.remove_prefix(part);
      if (!word.empty()) lines.emplace_back();
    }
    lines.back() += word;
  }
  return lines;
}

}  // namespace wosa::tool
