// SPDX-License-Identifier: MIT
#include "runtime/log.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace wosa::runtime {
namespace {

class LogTest : public testing::Test {
 protected:
  ~LogTest() override {
    unsetenv("WOSA_LOG");
    configure_log();
  }
  static std::string configured(const char* categories) {
    testing::internal::CaptureStderr();
    setenv("WOSA_LOG", categories, 1);
    configure_log();
    log(Log::kError, "an {}", "error");
    log(Log::kLoader, "{} of {}", 1, 2);
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(LogTest, ShowsErrorsAndWarningsWhenNothingIsSaid) {
  unsetenv("WOSA_LOG");
  configure_log();
  EXPECT_TRUE(log_enabled(Log::kError));
  EXPECT_TRUE(log_enabled(Log::kWarn));
  EXPECT_FALSE(log_enabled(Log::kLoader));
}

TEST_F(LogTest, ShowsTheCategoriesThatAreNamed) {
  EXPECT_EQ(configured("loader"), "wosa: loader: 1 of 2\n");
  EXPECT_EQ(configured("loader,error"), "wosa: error: an error\nwosa: loader: 1 of 2\n");
  EXPECT_EQ(configured("all"), "wosa: error: an error\nwosa: loader: 1 of 2\n");
  EXPECT_EQ(configured("none"), "");
  EXPECT_EQ(configured(""), "");
}

TEST_F(LogTest, NamesACategoryThatDoesNotExist) {
  const std::string text = configured("laoder");
  EXPECT_NE(text.find("'laoder'"), std::string::npos) << text;
  EXPECT_NE(text.find("loader"), std::string::npos) << text;
}

TEST_F(LogTest, IgnoresCategoriesOutOfRange) {
  EXPECT_FALSE(log_enabled(static_cast<Log>(99)));
  log_line(static_cast<Log>(99), "nothing");
}

}  // namespace
}  // namespace wosa::runtime
