// SPDX-License-Identifier: MIT
// The number of the next path is atomic; nothing else changes after the folder was made.
#include "kit/temporary_folder.hpp"

#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <stdexcept>

namespace kit {
namespace {

// The path of an AF_UNIX socket has room for 108 bytes, of which a case wants some for itself.
constexpr std::size_t kLongestParent = 60;

std::string parent() {
  std::error_code unknown;
  const std::string usual = std::filesystem::temp_directory_path(unknown).string();
  return unknown || usual.size() > kLongestParent ? "/tmp" : usual;
}

}  // namespace

TemporaryFolder::TemporaryFolder() : path_(parent() + "/wosa-kit-XXXXXX") {
  if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder in " + parent());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

const std::string& name_folder() {
  static const TemporaryFolder folder;
  return folder.path();
}

std::string fresh_path() {
  static std::atomic<int> next{1};
  return name_folder() + "/" + std::to_string(next++);
}

}  // namespace kit
