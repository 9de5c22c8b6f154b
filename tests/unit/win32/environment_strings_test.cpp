// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <windows.h>

#include <cstdlib>
#include <string>

namespace {

class EnvironmentStrings : public testing::Test {
 protected:
  void SetUp() override {
    setenv("WosaTestName", "value", 1);
    setenv("WosaTestOther", "\xC3\xA4", 1);
    setenv("WosaTestEmpty", "", 1);
    setenv("WosaTestPercent", "%WosaTestName%", 1);
    unsetenv("WosaTestMissing");
  }

  void TearDown() override {
    for (const char* name :
         {"WosaTestName", "WosaTestOther", "WosaTestEmpty", "WosaTestPercent", "WOSATESTNAME"}) {
      unsetenv(name);
    }
  }

  static std::string expand(const char* source) {
    const DWORD needed = ExpandEnvironmentStringsA(source, nullptr, 0);
    std::string text(needed, 'x');
    EXPECT_EQ(ExpandEnvironmentStringsA(source, text.data(), needed), needed);
    EXPECT_EQ(text.back(), '\0');
    text.pop_back();
    return text;
  }
};

TEST_F(EnvironmentStrings, ReplacesNames) {
  EXPECT_EQ(expand("%WosaTestName%"), "value");
  EXPECT_EQ(expand("a %WosaTestName%%WosaTestOther% b"), "a value\xC3\xA4 b");
  EXPECT_EQ(expand("[%WosaTestEmpty%]"), "[]");
  EXPECT_EQ(expand("plain"), "plain");
  EXPECT_EQ(expand(""), "");
}

TEST_F(EnvironmentStrings, LeavesUnknownOnes) {
  EXPECT_EQ(expand("%WosaTestMissing%"), "%WosaTestMissing%");
  EXPECT_EQ(expand("100% sure"), "100% sure");
  EXPECT_EQ(expand("%%"), "%%");
  EXPECT_EQ(expand("%"), "%");
  EXPECT_EQ(expand("%WosaTestMissing%WosaTestName%"), "%WosaTestMissingvalue");
  EXPECT_EQ(expand("%WosaTestName=x%"), "%WosaTestName=x%");
}

TEST_F(EnvironmentStrings, ReplacesOnce) { EXPECT_EQ(expand("%WosaTestPercent%"), "%WosaTestName%"); }

TEST_F(EnvironmentStrings, IgnoresCaseUnlessANameFitsExactly) {
  EXPECT_EQ(expand("%wosatestNAME%"), "value");
  setenv("WOSATESTNAME", "capital", 1);
  EXPECT_EQ(expand("%WosaTestName%"), "value");
  EXPECT_EQ(expand("%WOSATESTNAME%"), "capital");
}

TEST_F(EnvironmentStrings, ShortBuffers) {
  char text[16] = "xxxxxxxxxxxxxxx";
  EXPECT_EQ(ExpandEnvironmentStringsA("%WosaTestName%", text, 5), 6U);
  EXPECT_STREQ(text, "");
  EXPECT_EQ(text[1], 'x');
  EXPECT_EQ(ExpandEnvironmentStringsA("%WosaTestName%", text, 6), 6U);
  EXPECT_STREQ(text, "value");
  EXPECT_EQ(ExpandEnvironmentStringsA("%WosaTestName%", text, 0), 6U);
  EXPECT_EQ(ExpandEnvironmentStringsA("%WosaTestName%", nullptr, 100), 6U);
}

TEST_F(EnvironmentStrings, Wide) {
  wchar_t text[16] = L"xxxxxxxxxxxxxxx";
  EXPECT_EQ(ExpandEnvironmentStringsW(L"<%WosaTestOther%>", text, 16), 4U);
  EXPECT_STREQ(text, L"<\u00E4>");
  EXPECT_EQ(ExpandEnvironmentStringsW(L"<%WosaTestOther%>", text, 3), 4U);
  EXPECT_STREQ(text, L"");
}

TEST_F(EnvironmentStrings, NoSource) {
  char text[4];
  wchar_t wide[4];
  SetLastError(0);
  EXPECT_EQ(ExpandEnvironmentStringsA(nullptr, text, 4), 0U);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  SetLastError(0);
  EXPECT_EQ(ExpandEnvironmentStringsW(nullptr, wide, 4), 0U);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

}  // namespace
