// SPDX-License-Identifier: MIT
#pragma once

#include "catalog_source.hpp"
#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::tool {

/// Everything that is wrong with the catalog: what reading it said, and what only a closer look finds
/// (libraries, chains, ids, serial files). In the order of reading; nothing twice.
catalog::Diagnostics find_problems(const CatalogSource& source, const catalog::Snapshot& snapshot);

}  // namespace wosa::tool
