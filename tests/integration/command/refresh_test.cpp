// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <unistd.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Refresh : public CatalogFolder {
 protected:
  void SetUp() override {
    if (geteuid() == 0) options_.user = 65534;
    const Ran ran = wosa({"--version"});
    if (ran.code == 126 || ran.code == 127) GTEST_SKIP() << "another user cannot run the built command";
    options_.user.reset();
  }
};

TEST_F(Refresh, TheSerialGrowsAndIsTold) {
  const Json first = wosa_json({"catalog", "refresh"});
  const Json second = wosa_json({"catalog", "refresh"});
  EXPECT_EQ(first.at("created"), true);
  EXPECT_EQ(second.at("created"), false);
  EXPECT_EQ(second.at("serial").get<int>(), first.at("serial").get<int>() + 1);
  EXPECT_EQ(second.at("file"), (root_ / "serial").string());
  EXPECT_EQ(wosa_json({"catalog", "show"}).at("serial"), second.at("serial"));
  const Ran ran = wosa({"catalog", "refresh"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("serial " + std::to_string(second.at("serial").get<int>() + 1)));
  EXPECT_THAT(ran.err, IsEmpty());
}

TEST_F(Refresh, EverybodyCanReadTheSerialWhateverTheUmask) {
  const Ran ran = run({"/bin/sh", "-c", "umask 077; exec '" WOSA_TEST_COMMAND "' catalog refresh"}, options_);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(std::filesystem::status(root_ / "serial").permissions(), std::filesystem::perms(0644));
}

// A program that was started before there was a serial is not promised anything.
TEST_F(Refresh, TheFirstSerialIsToldApart) {
  EXPECT_THAT(wosa({"catalog", "refresh"}).out, HasSubstr("from now on"));
  EXPECT_THAT(wosa({"catalog", "refresh"}).out, HasSubstr("with their next socket"));
}

TEST_F(Refresh, ADamagedSerialIsMended) {
  write("serial", "x");
  EXPECT_GE(wosa_json({"catalog", "refresh"}).at("serial").get<int>(), 1);
  EXPECT_EQ(wosa({"catalog", "check"}).code, 0);
}

TEST_F(Refresh, WithoutTheRightItIsRefused) {
  if (geteuid() == 0) options_.user = 65534;
  std::filesystem::permissions(root_, std::filesystem::perms(0555));
  const Ran ran = wosa({"catalog", "refresh"});
  std::filesystem::permissions(root_, std::filesystem::perms(0755));
  EXPECT_EQ(ran.code, 4) << ran.out;
  EXPECT_THAT(ran.out, IsEmpty());
  EXPECT_THAT(ran.err, HasSubstr((root_ / "serial").string()));
  EXPECT_THAT(ran.err, HasSubstr("not permitted"));
}

// Who may not refresh for everybody does it for himself.
TEST_F(Refresh, AUserRefreshesHisOwnPrograms) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to become somebody without rights";
  options_.user = 65534;
  std::filesystem::permissions(root_, std::filesystem::perms(0777));
  options_.environment.erase("WOSA_CATALOG");
  const Ran ran = wosa({"catalog", "refresh", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Json::parse(ran.out).at("file"), (root_ / ".local/state/wosa/serial").string());
  EXPECT_THAT(ran.err, HasSubstr("only your own programs"));
}

}  // namespace
}  // namespace wosa::test
