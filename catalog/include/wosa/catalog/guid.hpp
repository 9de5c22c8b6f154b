// SPDX-License-Identifier: MIT
#pragma once

#include <guiddef.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wosa::catalog {

/// Reads "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}", braces required, digits in either case.
/// Anything else is nullopt. Thread-safe, allocates nothing.
std::optional<GUID> parse_guid(std::string_view text) noexcept;

/// The same form with lower-case digits.
std::string format_guid(const GUID& guid);

/// Field by field, so that it does not matter whether the C header defines an operator.
bool same_guid(const GUID& a, const GUID& b) noexcept;

/// Order of the printed form.
std::strong_ordering compare_guid(const GUID& a, const GUID& b) noexcept;

/// FNV-1a over the sixteen bytes in printed order: the same on every machine and in every run,
/// which the ids of unrecorded entries rest on.
std::uint64_t hash_guid(const GUID& guid) noexcept;

struct GuidHash {
  std::size_t operator()(const GUID& guid) const noexcept { return hash_guid(guid); }
};
struct GuidEqual {
  bool operator()(const GUID& a, const GUID& b) const noexcept { return same_guid(a, b); }
};
struct GuidLess {
  bool operator()(const GUID& a, const GUID& b) const noexcept { return std::is_lt(compare_guid(a, b)); }
};

}  // namespace wosa::catalog
