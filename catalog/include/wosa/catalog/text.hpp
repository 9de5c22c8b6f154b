// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wosa::catalog {

/// Foreign text made fit for a message: in double quotes, control characters escaped, and cut after
/// 60 characters with the length named.
std::string in_quotes(std::string_view text);

/// UTF-8 into a NUL-terminated wide buffer. False, with the buffer empty, when the text is not UTF-8,
/// holds a NUL, or does not fit.
bool widen(std::string_view text, std::span<wchar_t> out) noexcept;

/// A NUL-terminated wide string as UTF-8; what is no Unicode scalar value becomes U+FFFD.
std::string narrow(const wchar_t* text);

/// Shell wildcards `*` and `?`, without backtracking that grows with the input.
bool glob_match(std::string_view pattern, std::string_view text) noexcept;

}  // namespace wosa::catalog
