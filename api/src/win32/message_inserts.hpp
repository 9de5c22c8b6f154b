// SPDX-License-Identifier: MIT
#pragma once

// From a message definition to a message: escapes, inserts and line breaks, as FormatMessage documents them.

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "win32/insert_values.hpp"

namespace wosa::runtime {

struct MessageLayout {
  // The low byte of FormatMessage's flags: 0 keeps the definition's line breaks, else they become spaces, and
  // up to 254 is the width at which lines are broken.
  unsigned width;
  bool ignore_inserts;
};

// The message, or ERROR_INVALID_PARAMETER for a malformed definition. Throws std::bad_alloc.
template <typename Char>
tl::expected<std::basic_string<Char>, DWORD> format_message(std::basic_string_view<Char> definition,
                                                            MessageLayout layout, InsertValues values);

extern template tl::expected<std::string, DWORD> format_message(std::string_view, MessageLayout,
                                                                InsertValues);
extern template tl::expected<std::wstring, DWORD> format_message(std::wstring_view, MessageLayout,
                                                                 InsertValues);

}  // namespace wosa::runtime
