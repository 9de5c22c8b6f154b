// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "entry_filter.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "wosa/catalog/match.hpp"

namespace wosa::tool {

/// What every verb can be told.
struct Common {
  ColorChoice color = ColorChoice::automatic;
  bool json = false;
};

enum class ShowFormat { table, json, netsh };

struct ShowOptions {
  ShowFormat format = ShowFormat::table;
  EntryFilter filter;
};

/// `wosa catalog show`: the entries in catalog order.
ExitCode show(const Common& common, const ShowOptions& options);

/// `wosa catalog explain`: who serves a request, and why each other entry does not.
ExitCode explain(const Common& common, const catalog::Request& request);

/// `wosa catalog check`: reads everything and prints what is wrong.
ExitCode check(const Common& common);

/// `wosa catalog refresh`: makes running processes look at the catalog again.
ExitCode refresh(const Common& common);

/// `wosa env`: the environment variables that the library reads.
ExitCode show_environment(const Common& common);

/// `wosa paths`: the folders and files in use.
ExitCode show_paths(const Common& common);

}  // namespace wosa::tool
