// SPDX-License-Identifier: MIT
#include "wosa/catalog/serial.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "catalog_fixture.hpp"

namespace wosa::catalog::testing {
namespace {

class SerialTest : public ::testing::Test {
 protected:
  SerialTest() {
    paths_.state_file = folder_ / "catalog.json";
    paths_.user_state_file = folder_ / "user/catalog.json";
    fs::create_directories(folder_ / "user");
    paths_.trusted_owner = getuid();
  }
  Folder folder_;
  Paths paths_;
};

TEST_F(SerialTest, AnAbsentFileIsZeroAndItsAppearanceIsNoticedByRefresh) {
  SerialWatch watch(paths_);
  EXPECT_EQ(watch.value(), 0U);
  EXPECT_EQ(read_serial(paths_), 0U);
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  EXPECT_EQ(watch.value(), 0U);
  watch.refresh();
  EXPECT_EQ(watch.value(), 1U);
  EXPECT_EQ(read_serial(paths_), 1U);
}

TEST_F(SerialTest, AChangeInAnotherProcessIsSeenWithoutAnyCall) {
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  const SerialWatch watch(paths_);
  EXPECT_EQ(watch.value(), 1U);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) _exit(bump_serial(paths_.state_file));
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(watch.value(), 2U);
}

TEST_F(SerialTest, TheUsersFileCountsToo) {
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  ASSERT_EQ(bump_serial(paths_.user_state_file), 0);
  const SerialWatch watch(paths_);
  EXPECT_EQ(watch.value(), 2U);
  ASSERT_EQ(bump_serial(paths_.user_state_file), 0);
  EXPECT_EQ(watch.value(), 3U);
  EXPECT_EQ(read_serial(paths_), 3U);
}

TEST_F(SerialTest, TheFileKeepsItsInodeAndSize) {
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  struct stat before {};
  ASSERT_EQ(stat((folder_ / "serial").c_str(), &before), 0);
  for (int i = 0; i < 10; ++i) ASSERT_EQ(bump_serial(paths_.state_file), 0);
  struct stat after {};
  ASSERT_EQ(stat((folder_ / "serial").c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_EQ(before.st_size, after.st_size);
  EXPECT_EQ(after.st_size, 64);
}

// A copy over it, or an editor that truncates what it saves, must not be a SIGBUS in every running process.
TEST_F(SerialTest, AFileThatIsCutShortUnderTheMappingCountsAsZero) {
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  const SerialWatch watch(paths_);
  ASSERT_EQ(watch.value(), 1U);
  fs::resize_file(folder_ / "serial", 0);
  EXPECT_EQ(watch.value(), 0U);
  EXPECT_EQ(read_serial(paths_), 0U);
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  EXPECT_EQ(watch.value(), 1U) << "and serves again once it is whole";
}

TEST_F(SerialTest, AFileThatIsNoSerialFileIsNotMapped) {
  for (const std::string& text :
       {std::string(), std::string("short"), std::string(64, 'x'), std::string("WOSASER1")}) {
    folder_.write("serial", text);
    const SerialWatch watch(paths_);
    EXPECT_EQ(watch.value(), 0U) << "a load behind the end of a file would kill the process";
  }
  fs::remove(folder_ / "serial");
  fs::create_directories(folder_ / "serial");
  const SerialWatch watch(paths_);
  EXPECT_EQ(watch.value(), 0U);
  EXPECT_NE(bump_serial(paths_.state_file), 0);
}

TEST_F(SerialTest, AFolderThatIsMissingIsAnError) {
  EXPECT_EQ(bump_serial(folder_ / "none/catalog.json"), ENOENT);
}

TEST_F(SerialTest, BumpsOfThreadsAllCount) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 50; ++i) EXPECT_EQ(bump_serial(paths_.state_file), 0);
    });
  }
  SerialWatch watch(paths_);
  std::uint64_t last = 0;
  while (last < 200) {
    watch.refresh();
    const std::uint64_t now = watch.value();
    ASSERT_GE(now, last);
    last = now;
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(watch.value(), 200U);
}

TEST_F(SerialTest, RefreshingFromManyThreadsMapsOnce) {
  SerialWatch watch(paths_);
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      watch.refresh();
      EXPECT_EQ(watch.value(), 1U);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(SerialTest, AnElevatedProcessDoesNotMapWhatOthersMayWrite) {
  ASSERT_EQ(bump_serial(paths_.state_file), 0);
  paths_.elevated = true;
  EXPECT_EQ(SerialWatch(paths_).value(), 1U);
  ASSERT_EQ(chmod((folder_ / "serial").c_str(), 0666), 0);
  EXPECT_EQ(SerialWatch(paths_).value(), 0U);
}

}  // namespace
}  // namespace wosa::catalog::testing
