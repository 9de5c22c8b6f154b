// SPDX-License-Identifier: MIT
// The kit's runner over a script that stands for its test process: what shares a process, and that nothing
// that goes wrong in one is lost or takes other results with it.
#include "kit/runner.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "kit/temporary_folder.hpp"

namespace {

using testing::HasSubstr;
using testing::Not;

class RunnerTest : public testing::Test {
 protected:
  RunnerTest() {
    options_.program = KIT_FAKE_TESTS;
    options_.grouping = kit::Grouping::kSuite;
    setenv("FAKE_LOG", log_file().c_str(), 1);
  }

  void plan(const std::string& suite, const std::vector<std::string>& tests) {
    for (const std::string& test : tests)
      planned_.push_back({suite, test, {7}, entry_, nullptr, nullptr, true});
  }
  void plan_api(const std::string& test) {
    planned_.push_back({"API/Area", test, {7}, nullptr, nullptr, nullptr, true});
  }

  // The runner's exit status; its output is in output_.
  int run() {
    testing::internal::CaptureStdout();
    const int status = kit::run_isolated(planned_, options_);
    output_ = testing::internal::GetCapturedStdout();
    return status;
  }

  // A line for each process: its folder and its tests.
  [[nodiscard]] std::vector<std::string> processes() const {
    std::ifstream file(log_file());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }
  [[nodiscard]] std::string log_file() const { return folder_.path() + "/log"; }

  kit::TemporaryFolder folder_;
  std::shared_ptr<const kit::Entry> entry_ = std::make_shared<const kit::Entry>(WSAPROTOCOL_INFOW{});
  std::vector<kit::Planned> planned_;
  kit::RunnerOptions options_;
  std::string output_;
};

TEST_F(RunnerTest, CasesOfASuiteShareAProcess) {
  plan("One/Bind", {"Passes1", "Passes2"});
  plan("One/Listen", {"Passes3"});
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(processes().size(), 2U);
  EXPECT_THAT(output_, HasSubstr("PASS 3  of 3"));
}

TEST_F(RunnerTest, CasesOfAnEntryShareAProcess) {
  options_.grouping = kit::Grouping::kEntry;
  plan("One/Bind", {"Passes1"});
  plan("One/Listen", {"Passes2"});
  plan("Other/Bind", {"Passes3"});
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(processes().size(), 2U);
}

TEST_F(RunnerTest, EachAloneWhenNotGrouped) {
  options_.grouping = kit::Grouping::kNone;
  plan("One/Bind", {"Passes1", "Passes2", "Passes3"});
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(processes().size(), 3U);
}

TEST_F(RunnerTest, ApiCasesAndDeviationsAreAlone) {
  options_.deviations = {{7, "Fails*", "*", "it cannot"}};
  plan("One/Bind", {"Passes1", "Fails1", "Passes2"});
  plan_api("Passes3");
  plan_api("Passes4");
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(processes().size(), 4U);
  EXPECT_THAT(output_, HasSubstr("DEVIATION 1  PASS 4  of 5"));
}

TEST_F(RunnerTest, DeviationThatPassesIsAFault) {
  options_.deviations = {{7, "Passes*", "*", "it cannot"}};
  plan("One/Bind", {"Passes1"});
  EXPECT_EQ(run(), 1);
  EXPECT_THAT(output_, HasSubstr("UNEXPECTED-PASS One/Bind.Passes1"));
}

TEST_F(RunnerTest, FailureIsShownAloneAndTheOthersStand) {
  plan("One/Bind", {"Passes1", "Fails1", "Passes2"});
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(processes().size(), 2U);
  EXPECT_THAT(output_, HasSubstr("FAIL            One/Bind.Fails1: exit status 1"));
  EXPECT_THAT(output_, HasSubstr("it is wrong"));
  EXPECT_THAT(output_, Not(HasSubstr("@kit")));
  EXPECT_THAT(output_, HasSubstr("FAIL 1  PASS 2  of 3"));
}

TEST_F(RunnerTest, PassingAloneDoesNotMakeUpForAFailureBesideOthers) {
  plan("One/Bind", {"Passes1", "FallsBesideOthers1"});
  EXPECT_EQ(run(), 1);
  EXPECT_THAT(output_, HasSubstr("FAIL            One/Bind.FallsBesideOthers1: it passes alone"));
  EXPECT_THAT(output_, HasSubstr("something is left over"));
}

TEST_F(RunnerTest, DeathTakesNoOtherResultWithIt) {
  plan("One/Bind", {"Passes1", "Dies1", "Passes2", "Passes3"});
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(processes().size(), 3U) << "all, the one that died, and those after it";
  EXPECT_THAT(output_, HasSubstr("One/Bind.Dies1: killed by"));
  EXPECT_THAT(output_, HasSubstr("FAIL 1  PASS 3  of 4"));
}

TEST_F(RunnerTest, DeathBesideOthersIsAFailure) {
  plan("One/Bind", {"Passes1", "DiesBesideOthers1"});
  EXPECT_EQ(run(), 1);
  EXPECT_THAT(output_, HasSubstr("FAIL            One/Bind.DiesBesideOthers1: it passes alone"));
}

TEST_F(RunnerTest, BadEndBehindTheLastCaseIsAFailure) {
  plan("One/Bind", {"Passes1", "Leaks1"});
  EXPECT_EQ(run(), 1);
  EXPECT_THAT(output_, HasSubstr("FAIL            One/Bind: the process of these cases ended badly"));
}

TEST_F(RunnerTest, SkippedCaseSaysWhy) {
  plan("One/Bind", {"Passes1", "Skips1"});
  EXPECT_EQ(run(), 0);
  EXPECT_THAT(output_, HasSubstr("NOT-RUN         One/Bind.Skips1: no such machine"));
  EXPECT_THAT(output_, HasSubstr("NOT-RUN 1  PASS 1  of 2"));
}

TEST_F(RunnerTest, HangEndsAtTheLimit) {
  options_.limit_seconds = 1;
  plan("One/Bind", {"Hangs1"});
  EXPECT_EQ(run(), 1);
  EXPECT_THAT(output_, HasSubstr("One/Bind.Hangs1: no end within 1 s"));
}

TEST_F(RunnerTest, NothingToRunIsAFailure) {
  options_.filter = "Nobody/*";
  plan("One/Bind", {"Passes1"});
  EXPECT_EQ(run(), 1);
  EXPECT_THAT(output_, HasSubstr("no case matches Nobody/*"));
}

TEST_F(RunnerTest, WorkersShareTheWork) {
  options_.jobs = 4;
  for (int i = 0; i < 8; ++i) plan("One/Area" + std::to_string(i), {"Passes1", "Fails1", "Passes2"});
  EXPECT_EQ(run(), 1);
  EXPECT_THAT(output_, HasSubstr("FAIL 8  PASS 16  of 24"));
  EXPECT_EQ(processes().size(), 16U);
}

TEST_F(RunnerTest, TemporaryFilesGoWithTheRunner) {
  plan("One/Bind", {"Passes1"});
  EXPECT_EQ(run(), 0);
  const std::string line = processes().at(0);
  const std::string folder = line.substr(0, line.find(' '));
  EXPECT_THAT(folder, HasSubstr("/wosa-kit-"));
  EXPECT_FALSE(std::filesystem::exists(folder));
}

}  // namespace
