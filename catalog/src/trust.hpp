// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <string>

namespace wosa::catalog {

/// What an elevated process may take: owned by `owner`, and nobody else may write it.
bool is_trusted(const struct stat& status, uid_t owner) noexcept;

/// The same for a file on disk, its folder, and the file and folder that links lead to. An empty string if it
/// may be taken, otherwise what is wrong.
std::string distrust(const std::string& path, uid_t owner);

}  // namespace wosa::catalog
