// SPDX-License-Identifier: MIT
#pragma once

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/entry.hpp"

namespace wosa::tool {

/// What keeps a provider's library from being loaded, as far as its bytes tell: it is not there, cannot be
/// read, is for another machine, or lacks the start-up function. Loads nothing. Built-ins are always fine.
catalog::Diagnostics check_library(const catalog::Provider& provider);

}  // namespace wosa::tool
