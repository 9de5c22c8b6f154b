// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wosa::tool {

/// Foreign text made fit for a terminal: control characters, line breaks and direction marks, which could
/// move the cursor or disguise what follows, are shown as \x1b or \u{202e}; what is not UTF-8 becomes U+FFFD.
std::string printable(std::string_view text);

/// Columns that printable UTF-8 takes in a terminal: 0 for combining marks, 2 for wide characters.
std::size_t display_width(std::string_view text);

enum class LongWords { keep, split };

/// Lines of at most `width` columns, broken at spaces. A word that is longer than a line stays whole (so that
/// a path can be copied) or is split. Never empty; the text must be printable.
std::vector<std::string> wrap(std::string_view text, std::size_t width, LongWords long_words);

}  // namespace wosa::tool
