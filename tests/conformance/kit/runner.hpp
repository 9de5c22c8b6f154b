// SPDX-License-Identifier: MIT
#pragma once

// Runs every planned test in a process of its own, with a time limit, so that a provider that crashes or
// hangs hides no other result.

#include <string>
#include <vector>

#include "kit/deviations.hpp"
#include "kit/plan.hpp"

namespace kit {

struct RunnerOptions {
  std::string program;  // this executable
  std::string filter = "*";
  std::vector<Deviation> deviations;
  int limit_seconds = 40;
  int jobs = 1;
  // The cases of a suite share a process at first; only when one of them does not pass, each gets its own.
  // For builds in which starting a process is dear.
  bool grouped = false;
};

// 0 when every test passed, deviated as listed or was not run for a stated reason.
int run_isolated(const std::vector<Planned>& planned, const RunnerOptions& options);

// The exit status by which a test process says that it skipped its test.
constexpr int kSkippedStatus = 77;

}  // namespace kit
