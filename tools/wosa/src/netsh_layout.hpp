// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "entry_filter.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::tool {

/// The entries (and, without a filter, the name space providers) in the layout of `netsh winsock show
/// catalog`, for scripts that read that: one block each, values from column 37.
std::string netsh_layout(const catalog::Snapshot& snapshot, const EntryFilter& filter);

}  // namespace wosa::tool
