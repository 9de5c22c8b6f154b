// SPDX-License-Identifier: MIT
// A set-user-id program must not take code, or the way to code, from its caller's environment. The command
// itself is made such a program, which needs root.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

class Elevated : public CatalogFolder {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "needs root, to make a set-user-id program";
    struct statvfs mounted {};
    ASSERT_EQ(statvfs(root_.c_str(), &mounted), 0);
    if ((mounted.f_flag & ST_NOSUID) != 0)
      GTEST_SKIP() << "set-user-id does not count in the temporary folder";
    command_ = root_ / "wosa";
    std::filesystem::copy_file(WOSA_TEST_COMMAND, command_);
    ASSERT_EQ(chmod(command_.c_str(), 04755), 0);
    options_.user = 65534;
    if (elevated({"--version"}).code != 0) GTEST_SKIP() << "another user cannot run the built command";
  }

  Ran elevated(std::vector<std::string> words) const {
    words.insert(words.begin(), command_.string());
    return run(words, options_);
  }

  std::filesystem::path command_;
};

TEST_F(Elevated, TheCallersCatalogIsIgnored) {
  manifest("10-mine.json", provider("mine", kGuidA));
  options_.environment["WOSA_PROVIDERS"] = "mine";
  const Json shown = Json::parse(elevated({"catalog", "show", "--all", "--json"}).out);
  EXPECT_TRUE(entry_of(shown, "mine").is_null());
  EXPECT_EQ(entry_of(shown, "tcpip").at("enabled"), true);
  const std::string paths = elevated({"paths"}).out;
  EXPECT_EQ(paths.find((root_ / "providers.d").string()), std::string::npos);
}

TEST_F(Elevated, EnvSaysWhatIsIgnored) {
  const Json told = Json::parse(elevated({"env", "--json"}).out);
  EXPECT_EQ(told.at("elevated"), true);
  for (const Json& variable : told.at("variables")) {
    EXPECT_EQ(variable.at("ignored"), variable.at("name") != "WOSA_LOG") << variable;
  }
  EXPECT_THAT(elevated({"env"}).out, ::testing::HasSubstr("ignored, because this process is elevated"));
}

}  // namespace
}  // namespace wosa::test
