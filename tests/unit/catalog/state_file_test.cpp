// SPDX-License-Identifier: MIT
// The state file on disk: falling back, refusing, failing half-way, and many writers at once.
#include "wosa/catalog/state_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "catalog_fixture.hpp"
#include "wosa/catalog/serial.hpp"

namespace wosa::catalog::testing {
namespace {

using ::testing::HasSubstr;
using Source = StateRead::Source;

class StateFile : public ::testing::Test {
 protected:
  static std::string said(const Diagnostics& diagnostics) {
    std::string out;
    for (const Diagnostic& d : diagnostics) out += format(d) + '\n';
    return out;
  }
  static tl::expected<void, std::string> give_an_id(State& state) {
    state.order.push_back(state.allocate_id());
    return {};
  }
  void write_twice() {
    ASSERT_TRUE(update_state(file_, give_an_id));
    ASSERT_TRUE(update_state(file_, give_an_id));
  }
  std::set<std::string> names() const {
    std::set<std::string> out;
    for (const auto& item : fs::directory_iterator(file_.parent_path())) out.insert(item.path().filename());
    return out;
  }

  Folder folder_;
  fs::path file_ = folder_ / "var/catalog.json";
};

TEST_F(StateFile, AMissingFileIsAnEmptyStateWithoutComplaint) {
  const StateRead read = read_state(file_);
  EXPECT_EQ(read.source, Source::none);
  EXPECT_FALSE(read.refused);
  EXPECT_TRUE(read.diagnostics.empty());
  EXPECT_EQ(read.state.next_id, 1001U);
  EXPECT_EQ(read_state(file_, std::nullopt, kFirstUserEntryId).state.next_id, 1000001U);
}

TEST_F(StateFile, UpdateCreatesTheFolderAndKeepsThePreviousCopy) {
  write_twice();
  const StateRead read = read_state(file_);
  EXPECT_EQ(read.source, Source::current);
  EXPECT_EQ(read.state.serial, 2U);
  EXPECT_EQ(read.state.order, (std::vector<DWORD>{1001, 1002}));
  EXPECT_EQ(read_state(file_.string() + ".1").state.serial, 1U);
  EXPECT_EQ(names(),
            (std::set<std::string>{"catalog.json", "catalog.json.1", "catalog.json.lock", "serial"}));
  EXPECT_EQ(read_serial(file_), 2U);
}

TEST_F(StateFile, ADamagedFileFallsBackToThePreviousCopyAndIsKept) {
  write_twice();
  const std::string damage = read_text(file_).substr(0, 100);
  folder_.write("var/catalog.json", damage);
  const StateRead read = read_state(file_);
  EXPECT_EQ(read.source, Source::previous);
  EXPECT_TRUE(read.damaged);
  EXPECT_FALSE(read.refused);
  EXPECT_EQ(read.state.serial, 1U);
  EXPECT_THAT(said(read.diagnostics), HasSubstr("not valid JSON"));
  EXPECT_THAT(said(read.diagnostics), HasSubstr("catalog.json.1 (serial 1) is used"));

  const auto updated = update_state(file_, give_an_id);
  ASSERT_TRUE(updated) << said(updated.error().diagnostics);
  EXPECT_EQ(updated->serial, 2U);
  EXPECT_EQ(read_text(file_.string() + ".damaged-2"), damage);
  EXPECT_EQ(read_state(file_.string() + ".1").state.serial, 1U)
      << "the last whole text stays the previous copy";
  EXPECT_EQ(read_state(file_).source, Source::current);
}

TEST_F(StateFile, NothingIsOverwrittenWhenBothCopiesAreDamaged) {
  folder_.write("var/catalog.json", "{");
  folder_.write("var/catalog.json.1", "[");
  const StateRead read = read_state(file_);
  EXPECT_EQ(read.source, Source::none);
  EXPECT_TRUE(read.refused);
  const auto updated = update_state(file_, give_an_id);
  ASSERT_FALSE(updated);
  EXPECT_EQ(updated.error().error, EINVAL);
  EXPECT_THAT(said(updated.error().diagnostics), HasSubstr("is not overwritten"));
  EXPECT_EQ(read_text(file_), "{");
  EXPECT_EQ(read_text(file_.string() + ".1"), "[");
}

TEST_F(StateFile, ANewerSchemaIsNeitherUsedNorOverwritten) {
  write_twice();
  const std::string newer = "{\"schema\": 2, \"order\": \"something else\"}";
  folder_.write("var/catalog.json", newer);
  const StateRead read = read_state(file_);
  EXPECT_EQ(read.source, Source::none) << "the previous copy is out of date, not a substitute";
  EXPECT_TRUE(read.refused);
  EXPECT_FALSE(update_state(file_, give_an_id));
  EXPECT_EQ(read_text(file_), newer);
}

TEST_F(StateFile, IdsStayUsedWhenSomebodyDeletesTheFile) {
  write_twice();
  write_twice();
  fs::remove(file_);
  const auto updated = update_state(file_, give_an_id);
  ASSERT_TRUE(updated);
  EXPECT_GE(updated->order.at(0), 1004U) << "the previous copy had given 1001 to 1003";
  EXPECT_EQ(updated->order.size(), 1U) << "the decisions are gone, as asked for";
}

TEST_F(StateFile, AChangeThatRefusesLeavesEverythingAsItWas) {
  write_twice();
  const std::string before = read_text(file_);
  const auto updated = update_state(file_, [](State& state) -> tl::expected<void, std::string> {
    state.order.clear();
    return tl::make_unexpected(std::string("no such provider"));
  });
  ASSERT_FALSE(updated);
  EXPECT_THAT(said(updated.error().diagnostics), HasSubstr("no such provider"));
  EXPECT_EQ(read_text(file_), before);
  EXPECT_EQ(read_serial(file_), 2U);
}

TEST_F(StateFile, WhatCouldNotBeReadAgainIsNotWritten) {
  write_twice();
  const std::string before = read_text(file_);
  const auto updated = update_state(file_, [](State& state) -> tl::expected<void, std::string> {
    state.chains.push_back({5, "", GUID{}, {1}, true, 0, {}});
    return {};
  });
  ASSERT_FALSE(updated);
  EXPECT_THAT(said(updated.error().diagnostics), HasSubstr("would not be readable"));
  EXPECT_EQ(read_text(file_), before);
}

// Every step of a write, each failing once with the disk full.
TEST_F(StateFile, AnErrorAtAnyStepLosesNothing) {
  write_twice();
  int failing = 0;
  for (;; ++failing) {
    const StateRead before = read_state(file_);
    int step = 0;
    std::string name;
    const auto updated = update_state(file_, give_an_id, kFirstEntryId, [&](std::string_view now) {
      if (step++ != failing) return 0;
      name = now;
      return ENOSPC;
    });
    const StateRead after = read_state(file_);
    ASSERT_EQ(after.source, Source::current) << name << ' ' << said(after.diagnostics);
    EXPECT_FALSE(fs::exists(file_.string() + ".tmp")) << name;
    EXPECT_NE(read_state(file_.string() + ".1").source, Source::none) << name;
    if (name.empty()) {
      EXPECT_TRUE(updated);
      break;
    }
    ASSERT_FALSE(updated) << name;
    EXPECT_EQ(updated.error().error, ENOSPC) << name;
    EXPECT_THAT(said(updated.error().diagnostics), HasSubstr("catalog.json:1: "));
    const bool written = name == "fsync folder" || name == "serial";
    EXPECT_EQ(after.state.serial, before.state.serial + (written ? 1 : 0)) << name;
  }
  EXPECT_GE(failing, 9) << "mkdir, lock, create, write, fsync, keep, rotate, rename, fsync folder, serial";
}

// The same with a process that dies there, as if by SIGKILL.
TEST_F(StateFile, AProcessKilledAtAnyStepLosesNothing) {
  write_twice();
  for (int dying = 0;; ++dying) {
    const StateRead before = read_state(file_);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      int step = 0;
      const auto updated = update_state(file_, give_an_id, kFirstEntryId, [&](std::string_view) {
        if (step++ == dying) _exit(99);
        return 0;
      });
      _exit(updated ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    const StateRead after = read_state(file_);
    ASSERT_EQ(after.source, Source::current) << dying << said(after.diagnostics);
    EXPECT_GE(after.state.serial, before.state.serial);
    EXPECT_LE(after.state.serial, before.state.serial + 1);
    if (WEXITSTATUS(status) == 0) break;
    ASSERT_EQ(WEXITSTATUS(status), 99);
    ASSERT_TRUE(update_state(file_, give_an_id))
        << "a dead writer's lock and leavings do not stop the next one";
  }
}

TEST_F(StateFile, AReadOnlyFolderIsAnErrorWithItsErrno) {
  write_twice();
  const std::string before = read_text(file_);
  fs::permissions(folder_.path(), fs::perms(0755));
  fs::permissions(file_.parent_path(), fs::perms(0555));
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // Root may write anywhere, so it becomes somebody else first.
    if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0) _exit(255);
    const auto updated = update_state(file_, give_an_id);
    _exit(updated ? 0 : updated.error().error);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  fs::permissions(file_.parent_path(), fs::perms(0755));
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), EACCES);
  EXPECT_EQ(read_text(file_), before);
}

TEST_F(StateFile, AFolderThatIsAFileIsAnError) {
  folder_.write("var", "not a folder");
  const auto updated = update_state(file_, give_an_id);
  ASSERT_FALSE(updated);
  EXPECT_EQ(updated.error().error, ENOTDIR);
  EXPECT_EQ(read_state(file_).source, Source::none);
  EXPECT_EQ(read_text(folder_ / "var"), "not a folder");
}

TEST_F(StateFile, WritersInSeveralProcessesAndThreadsLoseNoUpdate) {
  constexpr int kProcesses = 4;
  constexpr int kThreads = 2;
  constexpr int kEach = 15;
  std::vector<pid_t> children;
  for (int p = 0; p < kProcesses; ++p) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      std::atomic<int> failures{0};
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
          for (int i = 0; i < kEach; ++i) failures += update_state(file_, give_an_id) ? 0 : 1;
        });
      }
      for (std::thread& thread : threads) thread.join();
      _exit(failures.load());
    }
    children.push_back(child);
  }
  bool running = true;
  while (running) {
    // A reader without a lock never sees anything but a whole state.
    const StateRead read = read_state(file_);
    EXPECT_TRUE(read.diagnostics.empty()) << said(read.diagnostics);
    running = false;
    for (pid_t& child : children) {
      int status = 0;
      if (child == 0) continue;
      const pid_t done = waitpid(child, &status, WNOHANG);
      if (done == child) {
        EXPECT_EQ(status, 0);
        child = 0;
      } else {
        running = true;
      }
    }
  }
  const State state = read_state(file_).state;
  constexpr std::size_t kAll = kProcesses * kThreads * kEach;
  EXPECT_EQ(state.serial, kAll);
  EXPECT_EQ(std::set<DWORD>(state.order.begin(), state.order.end()).size(), kAll) << "an id was given twice";
  EXPECT_EQ(read_serial(file_), kAll);
}

TEST_F(StateFile, AnElevatedProcessTakesOnlyTheOwnersFile) {
  write_twice();
  EXPECT_EQ(read_state(file_, getuid()).source, Source::current);
  EXPECT_EQ(read_state(file_, getuid() + 1).source, Source::none);
  ASSERT_EQ(chmod(file_.c_str(), 0666), 0);
  const StateRead read = read_state(file_, getuid());
  EXPECT_THAT(said(read.diagnostics), HasSubstr("not trusted"));
}

}  // namespace
}  // namespace wosa::catalog::testing
