// SPDX-License-Identifier: MIT
#pragma once

// FILETIME's way to count: steps of 100 ns since the beginning of 1601 (UTC).

#include <cstdint>

namespace wosa::runtime {

// From 1 January 1601 to 1 January 1970.
inline constexpr std::int64_t kUnixEpoch = 116'444'736'000'000'000;

// Of nanoseconds since the beginning of 1970 (UTC).
constexpr std::uint64_t file_time(std::int64_t unix_time) noexcept {
  return static_cast<std::uint64_t>(unix_time / 100 + kUnixEpoch);
}

}  // namespace wosa::runtime
