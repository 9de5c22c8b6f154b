// SPDX-License-Identifier: MIT
// Threads of the runner share the list of what is still to run, under its mutex; the totals and the standard
// output, under another. Neither is held while a test runs.
#include "kit/runner.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>

#include "kit/child_process.hpp"
#include "kit/progress.hpp"
#include "kit/temporary_folder.hpp"

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

// Tests that one process runs. `suspicion` is not empty for one that did not pass beside others: their
// output.
struct Group {
  std::vector<const Planned*> tests;
  std::string suspicion;
};

// What is to run. A group may leave others behind, so a worker without work waits as long as another one is
// busy.
class Queue {
 public:
  explicit Queue(std::deque<Group> groups) : groups_(std::move(groups)) {}

  // The next group; one without tests when all is done. Each one taken is reported by done().
  Group take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !groups_.empty() || busy_ == 0; });
    if (groups_.empty()) return {};
    ++busy_;
    Group next = std::move(groups_.front());
    groups_.pop_front();
    return next;
  }

  void done(std::vector<Group> left) {
    {
      const std::lock_guard lock(mutex_);
      std::move(left.begin(), left.end(), std::back_inserter(groups_));
      --busy_;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Group> groups_;
  int busy_ = 0;
};

ChildResult run_tests(const Group& group, const RunnerOptions& options, const std::string& folder) {
  std::string names;
  for (const Planned* one : group.tests) names += (names.empty() ? "" : ":") + one->full_name();
  std::vector<std::string> arguments{options.program, "--child", "--gtest_filter=" + names,
                                     "--gtest_brief=1"};
  if (!options.with.empty()) arguments.insert(arguments.end(), {"--with", options.with});
  if (const auto& entry = group.tests.front()->entry; entry != nullptr) {
    arguments.push_back("--entry");
    arguments.push_back(std::to_string(entry->info().dwCatalogEntryId));
  }
  const int limit = options.limit_seconds * (group.tests.size() == 1 ? 1 : 3);
  return run_child(arguments, limit, {"TMPDIR=" + folder});
}

// The groups in the order of their first tests, the large ones first so that none of them is left for the
// end.
std::deque<Group> grouped(const std::vector<const Planned*>& chosen, const RunnerOptions& options) {
  std::map<std::string, Group> shared;
  std::deque<Group> groups;
  for (const Planned* one : chosen) {
    const bool alone = options.grouping == Grouping::kNone || one->entry == nullptr ||
                       expected_failure(options.deviations, *one).has_value();
    if (alone) {
      groups.push_back({{one}, {}});
    } else {
      shared[options.grouping == Grouping::kSuite ? one->suite : one->entry_name()].tests.push_back(one);
    }
  }
  for (auto& group : shared) groups.push_back(std::move(group.second));
  std::stable_sort(groups.begin(), groups.end(), [](const Group& one, const Group& other) {
    return one.tests.size() > other.tests.size();
  });
  return groups;
}

Outcome judged(const Planned& planned, const ChildResult& child, const RunnerOptions& options) {
  const auto deviation = expected_failure(options.deviations, planned);
  Outcome outcome;
  outcome.output = without_progress(child.output);
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
    return {"NOT-RUN", true, outcome.output, ""};
  } else if (child.status == 1 && deviation) {
    return {"DEVIATION", true, *deviation, ""};
  } else {
    outcome.why = "exit status " + std::to_string(child.status);
  }
  return outcome;
}

class Run {
 public:
  Run(const std::vector<const Planned*>& chosen, const RunnerOptions& options)
      : options_(options), queue_(grouped(chosen, options)) {}

  void work() {
    for (Group group = queue_.take(); !group.tests.empty(); group = queue_.take()) {
      const ChildResult child = run_tests(group, options_, folder_.path());
      queue_.done(group.tests.size() == 1 ? conclude(group, child) : settle(group, child));
    }
  }

  // Whether all was good. After the workers' end.
  bool summarise(std::size_t all) const {
    for (const auto& total : totals_) std::printf("%s %d  ", total.first.c_str(), total.second);
    std::printf("of %zu\n", all);
    return all_good_;
  }

 private:
  std::vector<Group> conclude(const Group& group, const ChildResult& child) {
    Outcome outcome = judged(*group.tests.front(), child, options_);
    if (!group.suspicion.empty() && outcome.good && std::strcmp(outcome.state, "PASS") == 0) {
      outcome = {"FAIL", false, "it passes alone, but did not after other cases in one process",
                 group.suspicion};
    }
    report(group.tests.front()->full_name(), outcome);
    return {};
  }

  // What a group's process said, and what is left to run: those that were skipped or did not pass, alone;
  // those that it did not come to, together.
  std::vector<Group> settle(const Group& group, const ChildResult& child) {
    const Progress progress = read_progress(child.output);
    const std::string output = without_progress(child.output) + "\n";
    std::vector<Group> left;
    Group unseen;
    bool explained =
        child.started && !child.timed_out && (child.status == 0 || child.status == kSkippedStatus);
    for (const Planned* one : group.tests) {
      const auto found = progress.tests.find(one->full_name());
      if (found == progress.tests.end()) {
        unseen.tests.push_back(one);
      } else if (found->second == Progress::State::kPassed) {
        report(one->full_name(), {"PASS", true, "", ""});
      } else if (found->second == Progress::State::kSkipped) {
        left.push_back({{one}, {}});
      } else {
        explained = true;
        left.push_back({{one}, output});
      }
    }
    // A process that ends badly behind its last test, as under a leak checker, or before its first.
    if (!explained) {
      report(group.tests.front()->suite, {"FAIL", false, "the process of these cases ended badly", output});
    } else if (!unseen.tests.empty()) {
      left.push_back(std::move(unseen));
    }
    return left;
  }

  void report(const std::string& name, const Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    ++totals_[outcome.state];
    all_good_ = all_good_ && outcome.good;
    std::printf("%-15s %s%s%s\n", outcome.state, name.c_str(), outcome.why.empty() ? "" : ": ",
                outcome.why.c_str());
    if (!outcome.good) std::printf("%s", outcome.output.c_str());
    std::fflush(stdout);
  }

  const RunnerOptions& options_;
  const TemporaryFolder folder_;
  Queue queue_;
  std::mutex mutex_;
  std::map<std::string, int> totals_;
  bool all_good_ = true;
};

}  // namespace

int run_isolated(const std::vector<Planned>& planned, const RunnerOptions& options) {
  std::vector<const Planned*> chosen;
  for (const Planned& one : planned) {
    if (passes_filter(one.full_name(), options.filter)) chosen.push_back(&one);
  }
  if (chosen.empty()) std::printf("no case matches %s\n", options.filter.c_str());
  Run run(chosen, options);
  std::vector<std::thread> workers;
  for (int i = 1; i < options.jobs; ++i) workers.emplace_back([&run] { run.work(); });
  run.work();
  for (std::thread& worker : workers) worker.join();
  return run.summarise(chosen.size()) && !chosen.empty() ? 0 : 1;
}

}  // namespace kit
