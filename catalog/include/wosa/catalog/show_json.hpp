// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "wosa/catalog/snapshot.hpp"

namespace wosa::catalog {

/// The document of `wosa catalog show --json`: the entries that `keep` answers true for (all, without it), in
/// catalog order. Ends with a line feed.
std::string show_json(const Snapshot& snapshot, const std::function<bool(const Entry&)>& keep = {});

}  // namespace wosa::catalog
