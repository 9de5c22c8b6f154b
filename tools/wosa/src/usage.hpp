// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace wosa::tool {

/// Why the command line cannot be understood, with the word that was probably meant.
std::string explain_misuse(const CLI::App& app, const CLI::Error& error);

}  // namespace wosa::tool
