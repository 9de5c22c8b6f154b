// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "wosa/catalog/explain.hpp"

namespace wosa::catalog {

/// A command line that would change this selection, or that shows what stands in the way.
std::string change_hint(const Snapshot& snapshot, const Explanation& explanation);

}  // namespace wosa::catalog
