// SPDX-License-Identifier: MIT
// In processes of their own, because what is shown is decided once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <windows.h>

#include <cstdlib>

namespace {

using testing::ExitedWithCode;
using testing::HasSubstr;
using testing::Not;

class DebugOutputDeathTest : public testing::Test {
 protected:
  void SetUp() override { testing::GTEST_FLAG(death_test_style) = "threadsafe"; }
};

TEST_F(DebugOutputDeathTest, IsALineOfTheInfoLog) {
  EXPECT_EXIT(
      {
        setenv("WOSA_LOG", "info", 1);
        OutputDebugStringA("one\ntwo\r\n");
        OutputDebugStringA("three");
        _exit(0);
      },
      ExitedWithCode(0), HasSubstr("wosa: info: one\nwosa: info: two\nwosa: info: three\n"));
}

TEST_F(DebugOutputDeathTest, WideTextIsShownAsUtf8) {
  EXPECT_EXIT(
      {
        setenv("WOSA_LOG", "info", 1);
        OutputDebugStringW(L"price: 5 \u20AC\n");
        _exit(0);
      },
      ExitedWithCode(0), HasSubstr("wosa: info: price: 5 \xE2\x82\xAC\n"));
}

TEST_F(DebugOutputDeathTest, IsSilentOtherwise) {
  EXPECT_EXIT(
      {
        unsetenv("WOSA_LOG");
        OutputDebugStringA("hush\n");
        OutputDebugStringW(L"hush\n");
        _exit(0);
      },
      ExitedWithCode(0), Not(HasSubstr("hush")));
}

TEST_F(DebugOutputDeathTest, NullAndNothing) {
  EXPECT_EXIT(
      {
        setenv("WOSA_LOG", "info", 1);
        SetLastError(77);
        OutputDebugStringA(nullptr);
        OutputDebugStringW(nullptr);
        OutputDebugStringA("");
        OutputDebugStringW(L"");
        _exit(GetLastError() == 77 ? 0 : 1);
      },
      ExitedWithCode(0), Not(HasSubstr("wosa:")));
}

}  // namespace
