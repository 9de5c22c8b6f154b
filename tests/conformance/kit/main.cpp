// SPDX-License-Identifier: MIT
// wosa_conformance: holds catalog entries to Winsock's behaviours.
//
//   wosa_conformance [--entry <id or name pattern>]... [--filter <pattern>] [--deviations <file>] [--limit
//   <s>] [--jobs <n>]
//       runs every case in a process of its own and tells PASS, FAIL, DEVIATION, UNEXPECTED-PASS or NOT-RUN
//   --list             the entries: id, name, provider
//   --list-groups      what the suites' names begin with: the entries, and API; one a line
//   --list-suites      the suites of a run, one a line
//   --list-cases       the cases of a run, one a line
//   --grouped          one process for a suite, as long as all of it passes
//   --grouped-by-entry one process for all cases of an entry, as long as all of them pass
//   --with <library>   loads a library first, which sets up what a provider needs in its process
//   --no-api           without the cases about the API itself
//   --one-process      all in this process, by GoogleTest alone (its options apply)
//   --check-coverage <folder of the kit> <document of deviations>
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include "kit/coverage.hpp"
#include "kit/kernel_socket.hpp"
#include "kit/progress.hpp"
#include "kit/runner.hpp"

namespace {

struct Options {
  std::vector<std::string> entries;
  std::string filter = "*";
  std::string deviations;
  std::string list;  // what to list
  std::vector<std::string> coverage;
  std::string with;
  int limit = 40;
  int jobs = 1;
  bool api = true;
  bool child = false;
  kit::Grouping grouping = kit::Grouping::kNone;
  bool one_process = false;
  bool usage = false;
};

Options parse(int argc, char** argv) {
  Options options;
  int next = 1;
  const auto value = [&]() -> const char* {
    if (next < argc) return argv[next++];
    options.usage = true;
    return "";
  };
  while (next < argc) {
    const std::string word = argv[next++];
    if (word == "--entry")
      options.entries.emplace_back(value());
    else if (word == "--filter")
      options.filter = value();
    else if (word == "--deviations")
      options.deviations = value();
    else if (word == "--with")
      options.with = value();
    else if (word == "--limit")
      options.limit = std::atoi(value());
    else if (word == "--jobs")
      options.jobs = std::atoi(value());
    else if (word == "--list" || word == "--list-groups" || word == "--list-suites" || word == "--list-cases")
      options.list = word;
    else if (word == "--no-api")
      options.api = false;
    else if (word == "--child")
      options.child = true;
    else if (word == "--grouped")
      options.grouping = kit::Grouping::kSuite;
    else if (word == "--grouped-by-entry")
      options.grouping = kit::Grouping::kEntry;
    else if (word == "--one-process")
      options.one_process = true;
    else if (word == "--check-coverage")
      options.coverage = {value(), value()};
    else
      options.usage = true;
  }
  return options;
}

std::string text_of(const WCHAR* wide) {
  std::string text;
  for (; *wide != 0; ++wide) text += *wide < 0x80 ? static_cast<char>(*wide) : '?';
  return text;
}

void list_entries(const std::vector<kit::Entry>& entries) {
  for (const kit::Entry& entry : entries) {
    const WSAPROTOCOL_INFOW& info = entry.info();
    std::printf("%u\t%s\t%s\n", static_cast<unsigned>(info.dwCatalogEntryId), kit::safe_name(info).c_str(),
                text_of(info.szProtocol).c_str());
  }
}

void list_tests(const std::vector<kit::Planned>& planned, const std::string& what) {
  std::set<std::string> seen;
  for (const kit::Planned& one : planned) {
    const std::string line = what == "--list-groups"   ? one.entry_name()
                             : what == "--list-suites" ? one.suite
                                                       : one.full_name();
    if (seen.insert(line).second) std::printf("%s\n", line.c_str());
  }
}

int run_in_googletest(const std::vector<kit::Planned>& planned, bool as_child) {
  for (const kit::Planned& one : planned) kit::register_with_googletest(one);
  if (as_child) kit::report_progress();
  const int failed = RUN_ALL_TESTS();
  const testing::UnitTest& unit = *testing::UnitTest::GetInstance();
  if (as_child && failed == 0) {
    if (unit.skipped_test_count() > 0) return kit::kSkippedStatus;
    if (unit.test_to_run_count() == 0) return 2;
  }
  return failed;
}

int run(int argc, char** argv) {
  // Cases about start-up want a process in which WSAStartup was never called, so a child of theirs enumerates
  // nothing.
  const bool api_only = testing::GTEST_FLAG(filter).rfind("API/", 0) == 0;
  const Options options = parse(argc, argv);
  if (options.usage) {
    std::fprintf(stderr,
                 "wosa_conformance: unknown option; the source's first lines and README.md list them\n");
    return 2;
  }
  if (!options.with.empty() && dlopen(options.with.c_str(), RTLD_NOW | RTLD_GLOBAL) == nullptr)
    throw kit::SetupFailed(dlerror());
  if (!options.coverage.empty()) return kit::check_coverage(options.coverage[0], options.coverage[1]);
  const std::vector<kit::Entry> entries =
      api_only && options.child ? std::vector<kit::Entry>{} : kit::selected_entries(options.entries);
  if (options.list == "--list") {
    list_entries(entries);
    return 0;
  }
  const std::vector<kit::Planned> planned = kit::plan(entries, options.api);
  if (!options.list.empty()) {
    list_tests(planned, options.list);
    return 0;
  }
  if (options.child || options.one_process) return run_in_googletest(planned, options.child);
  kit::RunnerOptions runner;
  runner.program = "/proc/self/exe";
  char self[4096];
  if (realpath("/proc/self/exe", self) != nullptr) runner.program = self;
  runner.filter = options.filter;
  runner.with = options.with;
  runner.limit_seconds = options.limit;
  runner.jobs = options.jobs;
  runner.grouping = options.grouping;
  if (!options.deviations.empty()) runner.deviations = kit::read_deviations(options.deviations);
  return kit::run_isolated(planned, runner);
}

}  // namespace

int main(int argc, char** argv) {
  // A process that is only the other end of a case.
  if (argc == 3 && std::strcmp(argv[1], "--tell-process-id") == 0) return kit::tell_process_id(argv[2]);
  testing::InitGoogleTest(&argc, argv);
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "wosa_conformance: %s\n", problem.what());
    return 2;
  }
}
