// SPDX-License-Identifier: MIT
#pragma once

// Folders that are removed with all they hold. The runner gives its test processes one of its own as TMPDIR,
// so that nothing is left behind by a process that was killed.

#include <string>

namespace kit {

class TemporaryFolder {
 public:
  // Throws std::runtime_error.
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// This process's folder for the names of AF_UNIX sockets: made at the first call, removed at exit.
const std::string& name_folder();
// A path in it that nobody has used yet.
std::string fresh_path();

}  // namespace kit
