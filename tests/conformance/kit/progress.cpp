// SPDX-License-Identifier: MIT
#include "kit/progress.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>

namespace kit {
namespace {

const std::string kMark = "@kit ";

class Reporter : public testing::EmptyTestEventListener {
  void OnTestStart(const testing::TestInfo& test) override { tell("begins", test); }
  void OnTestEnd(const testing::TestInfo& test) override {
    const testing::TestResult& result = *test.result();
    tell(result.Skipped() ? "skipped" : result.Passed() ? "passed" : "failed", test);
  }
  static void tell(const char* what, const testing::TestInfo& test) {
    std::printf("\n%s%s %s.%s\n", kMark.c_str(), what, test.test_suite_name(), test.name());
    std::fflush(stdout);
  }
};

template <typename Marked, typename Other>
void each_line(const std::string& output, Marked&& marked, Other&& other) {
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(kMark, 0) == 0) {
      marked(line.substr(kMark.size()));
    } else {
      other(line);
    }
  }
}

}  // namespace

void report_progress() { testing::UnitTest::GetInstance()->listeners().Append(new Reporter); }

Progress read_progress(const std::string& output) {
  Progress progress;
  const auto note = [&progress](const std::string& line) {
    const std::string what = line.substr(0, line.find(' '));
    Progress::State& state = progress.tests[line.substr(what.size() + 1)];
    state = what == "passed"    ? Progress::State::kPassed
            : what == "failed"  ? Progress::State::kFailed
            : what == "skipped" ? Progress::State::kSkipped
                                : Progress::State::kUnfinished;
  };
  each_line(output, note, [](const std::string&) {});
  return progress;
}

std::string without_progress(const std::string& output) {
  std::string text;
  each_line(
      output, [](const std::string&) {},
      [&text](const std::string& line) {
        if (!line.empty()) text += line + "\n";
      });
  return text;
}

}  // namespace kit
