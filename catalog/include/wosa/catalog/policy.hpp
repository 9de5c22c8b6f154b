// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/paths.hpp"

namespace wosa::catalog {

/// What one process wants of the catalog: the variable WOSA_PROVIDERS.
///
///   WOSA_PROVIDERS=loopback,tcpip    only these providers, in this order
///   WOSA_PROVIDERS='loopback,*'      loopback first, then all others in their order
///   WOSA_PROVIDERS=^trace            all but trace
///   WOSA_PROVIDERS='*,^x*'           all but those whose name starts with x
///
/// Words are provider names or patterns with `*` and `?`. An exclusion wins over everything else. A list of
/// exclusions alone allows the rest. A chain serves only when the provider of every member is allowed, and
/// its place is that of its layer. Name space providers are left out only by an exclusion. A convenience,
/// never a security boundary.
class Policy {
 public:
  static constexpr const char* kVariable = "WOSA_PROVIDERS";

  Policy() = default;
  /// Empty in an elevated process, or where the variable is not set or empty.
  static Policy from_environment(const Environment& environment);
  static Policy parse(std::string_view text);

  /// True if the policy leaves everything as it is.
  bool empty() const noexcept { return rules_.empty() && excluded_.empty(); }
  const std::string& text() const noexcept { return text_; }

  /// The place of a provider, smallest first; nullopt if it is left out.
  std::optional<std::size_t> rank(std::string_view provider) const noexcept;
  bool excludes(std::string_view provider) const noexcept;

  /// A warning for every word that matches none of the names.
  Diagnostics check(std::span<const std::string_view> providers) const;

 private:
  std::string text_;
  std::vector<std::string> rules_;
  std::vector<std::string> excluded_;
};

}  // namespace wosa::catalog
