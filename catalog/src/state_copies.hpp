// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "wosa/catalog/state_file.hpp"

namespace wosa::catalog {

std::filesystem::path with_suffix(const std::filesystem::path& file, const char* suffix);
/// Where the text that was replaced last is kept.
std::filesystem::path previous_copy(const std::filesystem::path& file);

}  // namespace wosa::catalog
