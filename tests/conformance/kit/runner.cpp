// SPDX-License-Identifier: MIT
// Threads of the runner share the index of the next test (atomic) and the totals and the standard output (one
// mutex).
#include "kit/runner.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>

#include "kit/child_process.hpp"

namespace kit {
namespace {

struct Outcome {
  const char* state = "FAIL";
  bool good = false;
  std::string why;
  std::string output;
};

// The patterns of a GoogleTest filter, those after a minus excluded.
bool passes_filter(const std::string& name, const std::string& filter) {
  const auto minus = filter.find('-');
  const auto any = [&name](const std::string& patterns) {
    for (std::size_t begin = 0; begin <= patterns.size();) {
      const std::size_t end = std::min(patterns.find(':', begin), patterns.size());
      if (end > begin && matches_glob(name, patterns.substr(begin, end - begin))) return true;
      begin = end + 1;
    }
    return false;
  };
  const std::string wanted = filter.substr(0, minus);
  if (!wanted.empty() && !any(wanted)) return false;
  return minus == std::string::npos || !any(filter.substr(minus + 1));
}

ChildResult run_tests(const std::string& names, const Planned& first, const RunnerOptions& options,
                      int limit_seconds) {
  std::vector<std::string> arguments{options.program, "--child", "--gtest_filter=" + names,
                                     "--gtest_brief=1"};
  if (first.entry != nullptr) {
    arguments.push_back("--entry");
    arguments.push_back(std::to_string(first.entry->info().dwCatalogEntryId));
  }
  return run_child(arguments, limit_seconds);
}

// Takes out of `chosen` the tests of suites that pass as a whole; their number. Cases about the API want a
// process of their own, since they set up what a process has one of; so do those that are expected to fail.
int pass_in_groups(std::vector<const Planned*>& chosen, const RunnerOptions& options) {
  std::map<std::string, std::vector<const Planned*>> suites;
  for (const Planned* one : chosen) {
    if (one->entry != nullptr && !expected_failure(options.deviations, *one))
      suites[one->suite].push_back(one);
  }
  int passed = 0;
  for (const auto& suite : suites) {
    std::string names;
    for (const Planned* one : suite.second) names += (names.empty() ? "" : ":") + one->full_name();
    const ChildResult child = run_tests(names, *suite.second.front(), options, 3 * options.limit_seconds);
    if (!child.started || child.timed_out || child.status != 0) continue;
    for (const Planned* one : suite.second) {
      std::printf("%-15s %s\n", "PASS", one->full_name().c_str());
      chosen.erase(std::find(chosen.begin(), chosen.end(), one));
      ++passed;
    }
  }
  return passed;
}

Outcome run_one(const Planned& planned, const RunnerOptions& options) {
  const ChildResult child = run_tests(planned.full_name(), planned, options, options.limit_seconds);
  const auto deviation = expected_failure(options.deviations, planned);
  Outcome outcome;
  outcome.output = child.output;
  if (!child.started) {
    outcome.why = "the process did not start";
  } else if (child.timed_out) {
    outcome.why = "no end within " + std::to_string(options.limit_seconds) + " s";
  } else if (child.signal != 0) {
    outcome.why = std::string("killed by ") + strsignal(child.signal);
  } else if (child.status == 0) {
    if (!deviation) return {"PASS", true, "", ""};
    return {"UNEXPECTED-PASS", false, "listed as a deviation: " + *deviation, ""};
  } else if (child.status == kSkippedStatus) {
    return {"NOT-RUN", true, child.output, ""};
  } else if (child.status == 1 && deviation) {
    return {"DEVIATION", true, *deviation, ""};
  } else {
    outcome.why = "exit status " + std::to_string(child.status);
  }
  return outcome;
}

}  // namespace

int run_isolated(const std::vector<Planned>& planned, const RunnerOptions& options) {
  std::vector<const Planned*> chosen;
  for (const Planned& one : planned) {
    if (passes_filter(one.full_name(), options.filter)) chosen.push_back(&one);
  }
  const std::size_t all = chosen.size();
  std::map<std::string, int> totals;
  if (options.grouped) totals["PASS"] = pass_in_groups(chosen, options);
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  bool all_good = true;
  const auto work = [&] {
    for (std::size_t i = next++; i < chosen.size(); i = next++) {
      const Outcome outcome = run_one(*chosen[i], options);
      const std::lock_guard lock(mutex);
      ++totals[outcome.state];
      all_good = all_good && outcome.good;
      std::printf("%-15s %s%s%s\n", outcome.state, chosen[i]->full_name().c_str(),
                  outcome.why.empty() ? "" : ": ", outcome.why.c_str());
      if (!outcome.good) std::printf("%s", outcome.output.c_str());
      std::fflush(stdout);
    }
  };
  std::vector<std::thread> workers;
  for (int i = 1; i < options.jobs; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  for (const auto& total : totals) std::printf("%s %d  ", total.first.c_str(), total.second);
  std::printf("of %zu\n", all);
  if (all == 0) std::printf("no case matches %s\n", options.filter.c_str());
  return all_good && all != 0 ? 0 : 1;
}

}  // namespace kit
