// SPDX-License-Identifier: MIT
#include "variables.hpp"

namespace wosa::tool {
namespace {

constexpr Variable kVariables[] = {
    {"WOSA_CATALOG",
     "folder that is the whole catalog: providers.d/ and catalog.json, in place of all other folders", true},
    {"WOSA_PROVIDERS",
     "the only providers to use, first to last, separated by commas; ^name leaves one out; * and ? are "
     "wildcards",
     true},
    {"WOSA_LOG",
     "what to report on standard error: error, warn, info, catalog, loader, layer, provider, call (calls "
     "that "
     "fail), all or none, separated by commas; error,warn if not set",
     false},
    {"XDG_CONFIG_HOME", "folder with the user's own manifests, in wosa/providers.d/; ~/.config if not set",
     true},
    {"XDG_STATE_HOME",
     "folder with the user's own decisions, in wosa/catalog.json; ~/.local/state if not set", true},
    {"HOME", "where ~ is, for the two above", true},
};

}  // namespace

std::span<const Variable> variables() noexcept { return kVariables; }

}  // namespace wosa::tool
