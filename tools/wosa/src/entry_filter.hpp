// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "wosa/catalog/snapshot.hpp"

namespace wosa::tool {

/// Which entries the user asked for. Everything that is not set matches.
struct EntryFilter {
  std::optional<int> family;
  std::optional<int> type;
  std::optional<int> protocol;
  std::string provider;  ///< a name, a pattern with * and ?, or a GUID; empty: any
  bool hidden = false;   ///< hidden entries too

  bool empty() const { return !family && !type && !protocol && provider.empty(); }
  /// All but what `hidden` says.
  bool matches(const catalog::Entry& entry) const;
  bool shows(const catalog::Entry& entry) const { return matches(entry) && (hidden || !entry.hidden()); }
};

/// Why no provider of the catalog is the filter's, with the likely name; empty if one is.
std::string unknown_provider(const EntryFilter& filter, const catalog::Snapshot& snapshot);

}  // namespace wosa::tool
