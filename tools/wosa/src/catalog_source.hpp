// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "wosa/catalog/paths.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::tool {

/// The catalog as a program started from this shell would see it: the same library, variables, folders and
/// built-ins.
struct CatalogSource {
  catalog::Environment environment;
  catalog::Paths paths;
  std::vector<catalog::BuiltIn> built_ins;

  static CatalogSource of_process();

  /// Reads everything anew. Loads no code.
  std::shared_ptr<const catalog::Snapshot> read() const;
};

/// Says on standard error what is wrong with the catalog's files; at most a few lines, the rest is counted.
void complain_about(const catalog::Diagnostics& diagnostics);

}  // namespace wosa::tool
