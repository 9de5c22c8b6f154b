// SPDX-License-Identifier: MIT
#include "trust.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "read_file.hpp"

namespace wosa::catalog {

bool is_trusted(const struct stat& status, uid_t owner) noexcept {
  return status.st_uid == owner && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::string distrust(const std::string& path, uid_t owner) {
  const std::filesystem::path given(path);
  std::vector<std::filesystem::path> all{given, given.parent_path()};
  std::error_code failed;
  const auto real = std::filesystem::canonical(given, failed);
  if (!failed && real != given) all.insert(all.end(), {real, real.parent_path()});
  for (const auto& one : all) {
    struct stat status {};
    if (stat(one.c_str(), &status) != 0) return one.string() + ": " + error_text(errno);
    if (is_trusted(status, owner)) continue;
    return one.string() + " belongs to user " + std::to_string(status.st_uid) +
           " or may be written by others; expected user " + std::to_string(owner) + " alone";
  }
  return {};
}

}  // namespace wosa::catalog
