// SPDX-License-Identifier: MIT
#pragma once

// A process with a time limit whose output is collected.

#include <string>
#include <vector>

namespace kit {

struct ChildResult {
  bool started = false;
  bool timed_out = false;
  int status = -1;  // exit status, or -1 after a signal
  int signal = 0;
  std::string output;  // both streams
};

// Runs arguments[0] and waits for its end. Environment entries ("NAME=value") are added to this process's.
ChildResult run_child(const std::vector<std::string>& arguments, int limit_seconds,
                      const std::vector<std::string>& environment = {});

}  // namespace kit
