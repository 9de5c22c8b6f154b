// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "wosa/catalog/manifest.hpp"
#include "wosa/catalog/paths.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::catalog {

/// The installed providers: manifests in order of their file names, built-ins behind them, every GUID once.
struct Collection {
  std::vector<Manifest> manifests;
  std::size_t first_built_in = 0;  ///< from here on they came from memory
  Diagnostics diagnostics;
};

/// Of equal file names over the roots the first root's file counts, even if it is empty or unusable; of equal
/// GUIDs the first manifest's. What fails is left out with its diagnostics.
Collection collect(const Paths& paths, std::span<const BuiltIn> built_ins);

}  // namespace wosa::catalog
