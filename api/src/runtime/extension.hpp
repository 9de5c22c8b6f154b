// SPDX-License-Identifier: MIT
#pragma once

#include "wosa/spi/extension.h"

namespace wosa::runtime {

// The table that providers fetch with WosaRuntimeExtension.
[[nodiscard]] const WOSA_RUNTIME_EXTENSION& runtime_extension() noexcept;

// The chain that a new handle of a catalog entry belongs to: the one being created in this thread if the
// entry is part of it, otherwise the entry's own; nullptr for an entry that has never been used.
struct Chain;
[[nodiscard]] const Chain* chain_for_new_handle(DWORD entry_id) noexcept;

}  // namespace wosa::runtime
