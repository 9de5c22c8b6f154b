// SPDX-License-Identifier: MIT
#pragma once

// One insert of a message definition: its format, as in %1!-5.3s!, and what it prints.

#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "win32/insert_values.hpp"

namespace wosa::runtime {

// What stands between the exclamation marks of an insert.
struct InsertFormat {
  char flags[6] = {};
  unsigned flag_count = 0;
  std::optional<int> width;
  std::optional<int> precision;
  enum class Size { kDefault, kHalf, kLong, k64 } size = Size::kDefault;
  char conversion = 's';
  bool starred = false;  // width or precision come from the values

  [[nodiscard]] bool has(char flag) const noexcept { return std::memchr(flags, flag, flag_count) != nullptr; }
};

// Reads what stands between the exclamation marks. Each asterisk takes the value at `index` and moves it on.
// nullopt for a malformed or unsupported format, or when there are no values. Throws std::bad_alloc.
template <typename Char>
std::optional<InsertFormat> parse_insert(std::basic_string_view<Char> text, InsertValues& values,
                                         unsigned& index);

// The insert's text. Throws std::bad_alloc.
template <typename Char>
std::basic_string<Char> print_insert(const InsertFormat& format, ULONG_PTR value);

extern template std::optional<InsertFormat> parse_insert(std::string_view, InsertValues&, unsigned&);
extern template std::optional<InsertFormat> parse_insert(std::wstring_view, InsertValues&, unsigned&);
extern template std::string print_insert<char>(const InsertFormat&, ULONG_PTR);
extern template std::wstring print_insert<wchar_t>(const InsertFormat&, ULONG_PTR);

}  // namespace wosa::runtime
