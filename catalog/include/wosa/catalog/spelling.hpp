// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wosa::catalog {

/// The known word nearest to a misspelt one, or nullopt when none is near enough to be meant.
/// Words longer than 64 characters are never near anything, so that the cost is bounded.
std::optional<std::string_view> nearest(std::string_view wrong, std::span<const std::string_view> known);

/// `; did you mean "x"?`, or an empty string.
std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known);

/// The words in quotes, joined by commas: for "expected one of ...".
std::string one_of(std::span<const std::string_view> words);

}  // namespace wosa::catalog
