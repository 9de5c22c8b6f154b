// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace wosa::tool {

/// An environment variable that the library reads.
struct Variable {
  const char* name;
  std::string_view meaning;
  bool ignored_if_elevated;  ///< it names code, or leads to files that do
};

/// All of them. A test compares the list with the library's sources.
std::span<const Variable> variables() noexcept;

}  // namespace wosa::tool
