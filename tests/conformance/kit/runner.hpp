// SPDX-License-Identifier: MIT
#pragma once

// Runs planned tests in processes of their own, with a time limit, so that a provider that crashes or hangs
// hides no other result.

#include <string>
#include <vector>

#include "kit/deviations.hpp"
#include "kit/plan.hpp"

namespace kit {

// Which tests share a process at first. Only when one of a group does not pass does each get its own, so what
// a failure says is always said by a process that ran nothing else. Never grouped are tests about the API,
// since they set up what a process has one of, and those that are expected to fail.
enum class Grouping {
  kNone,
  kSuite,  // the cases of an area: each area starts afresh
  kEntry,  // all cases of an entry, for builds in which starting a process is dear
};

struct RunnerOptions {
  std::string program;  // this executable
  std::string with;     // the library that its processes load first, or empty
  std::string filter = "*";
  std::vector<Deviation> deviations;
  int limit_seconds = 40;
  int jobs = 1;
  Grouping grouping = Grouping::kNone;
};

// 0 when every test passed, deviated as listed or was not run for a stated reason.
int run_isolated(const std::vector<Planned>& planned, const RunnerOptions& options);

// The exit status by which a test process says that it skipped its test.
constexpr int kSkippedStatus = 77;

}  // namespace kit
