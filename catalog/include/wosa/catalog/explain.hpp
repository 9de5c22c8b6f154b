// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wosa/catalog/match.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::catalog {

/// Why an entry's provider could not be loaded or started in this process; nullopt if it could, or was never
/// tried.
using LoadStatus = std::function<std::optional<std::string>(const Entry&)>;

enum class Verdict {
  chosen,
  rejected,  ///< does not match
  skipped,   ///< matches, but cannot serve, or comes later
};
std::string_view to_string(Verdict verdict) noexcept;

struct Candidate {
  const Entry* entry = nullptr;
  Verdict verdict = Verdict::rejected;
  std::string reason;
  std::string where;  ///< "file:line" of the rule
};

/// The story of one selection. Points into the snapshot.
struct Explanation {
  Request request;
  std::vector<Candidate> candidates;  ///< every entry, in catalog order
  const Entry* chosen = nullptr;
  int error = 0;            ///< WSA code where nothing is chosen
  std::string change_with;  ///< a command line that leads further
};

/// What match() decides, entry by entry, with the reason and the place of each rule.
Explanation explain(const Snapshot& snapshot, const Request& request, const LoadStatus& load_status = {});

/// The document of `wosa catalog explain --json`; ends with a line feed.
std::string to_json(const Explanation& explanation);

}  // namespace wosa::catalog
