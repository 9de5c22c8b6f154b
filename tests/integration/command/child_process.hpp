// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wosa::test {

/// What a program did. `code` is its exit status, or -1 if a signal ended it.
struct Ran {
  int code = -1;
  int signal = 0;
  std::string out;
  std::string err;
};

struct ChildOptions {
  std::map<std::string, std::string> environment;  ///< the whole of it
  bool terminal = false;                           ///< standard output is a terminal of 200 columns
  std::optional<uid_t> user;                       ///< who runs it; needs root
  std::string output_file;                         ///< standard output goes there instead
};

/// Runs a program and waits for it; never more than 30 seconds.
Ran run(const std::vector<std::string>& arguments, const ChildOptions& options);

}  // namespace wosa::test
