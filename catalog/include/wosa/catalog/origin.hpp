// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace wosa::catalog {

/// Where something is written. The file name belongs to the Snapshot (or outlives everything).
struct Origin {
  std::string_view file;
  int line = 0;

  std::string text() const {
    if (file.empty()) return {};
    return std::string(file) + ':' + std::to_string(line > 0 ? line : 1);
  }
};

}  // namespace wosa::catalog
