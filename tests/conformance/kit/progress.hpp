// SPDX-License-Identifier: MIT
#pragma once

// What a test process tells the runner, between its other output: which test it begins and how each ended. So
// a process that runs many of them and dies in one has still said what the others did.

#include <map>
#include <string>

namespace kit {

// From here on GoogleTest's tests report themselves on the standard output.
void report_progress();

struct Progress {
  enum class State { kPassed, kFailed, kSkipped, kUnfinished };
  std::map<std::string, State> tests;  // by full name; those that never began are missing
};

Progress read_progress(const std::string& output);
// The output without those lines.
std::string without_progress(const std::string& output);

}  // namespace kit
