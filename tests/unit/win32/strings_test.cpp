// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <windows.h>

namespace {

TEST(Strings, Length) {
  EXPECT_EQ(lstrlenA("abc"), 3);
  EXPECT_EQ(lstrlenA(""), 0);
  EXPECT_EQ(lstrlenA(nullptr), 0);
  EXPECT_EQ(lstrlenA("\xC3\xA4"), 2);
  EXPECT_EQ(lstrlenW(L"a\u00E4\U0001F600"), 3);
  EXPECT_EQ(lstrlenW(nullptr), 0);
}

TEST(Strings, Copy) {
  char narrow[8] = "xxxxxxx";
  EXPECT_EQ(lstrcpyA(narrow, "abc"), narrow);
  EXPECT_STREQ(narrow, "abc");
  EXPECT_EQ(narrow[4], 'x');
  EXPECT_EQ(lstrcpyA(nullptr, "abc"), nullptr);
  EXPECT_EQ(lstrcpyA(narrow, nullptr), nullptr);
  EXPECT_STREQ(narrow, "abc");

  wchar_t wide[8] = L"xxxxxxx";
  EXPECT_EQ(lstrcpyW(wide, L"abc"), wide);
  EXPECT_STREQ(wide, L"abc");
  EXPECT_EQ(wide[4], L'x');
  EXPECT_EQ(lstrcpyW(nullptr, L"abc"), nullptr);
  EXPECT_EQ(lstrcpyW(wide, nullptr), nullptr);
}

TEST(Strings, CopyOfAtMost) {
  char buffer[8] = "xxxxxxx";
  EXPECT_EQ(lstrcpynA(buffer, "abcdef", 4), buffer);
  EXPECT_STREQ(buffer, "abc");
  EXPECT_EQ(buffer[4], 'x');
  EXPECT_EQ(lstrcpynA(buffer, "abcdef", 7), buffer);
  EXPECT_STREQ(buffer, "abcdef");
  EXPECT_EQ(lstrcpynA(buffer, "z", 7), buffer);
  EXPECT_STREQ(buffer, "z");
  EXPECT_EQ(lstrcpynA(buffer, "abcdef", 1), buffer);
  EXPECT_STREQ(buffer, "");
  EXPECT_EQ(lstrcpynA(buffer, "abc", 0), nullptr);
  EXPECT_EQ(lstrcpynA(buffer, "abc", -1), nullptr);
  EXPECT_EQ(lstrcpynA(nullptr, "abc", 4), nullptr);
  EXPECT_EQ(lstrcpynA(buffer, nullptr, 4), nullptr);
  EXPECT_STREQ(buffer, "");
}

TEST(Strings, CopyOfAtMostNeedsNoNulBehindThat) {
  const char source[3] = {'a', 'b', 'c'};
  char buffer[4];
  EXPECT_EQ(lstrcpynA(buffer, source, 4), buffer);
  EXPECT_STREQ(buffer, "abc");
}

TEST(Strings, Append) {
  char buffer[8] = "ab";
  EXPECT_EQ(lstrcatA(buffer, "cd"), buffer);
  EXPECT_STREQ(buffer, "abcd");
  EXPECT_EQ(lstrcatA(nullptr, "cd"), nullptr);
  EXPECT_EQ(lstrcatA(buffer, nullptr), nullptr);
  EXPECT_STREQ(buffer, "abcd");
}

TEST(Strings, Compare) {
  EXPECT_EQ(lstrcmpA("abc", "abc"), 0);
  EXPECT_LT(lstrcmpA("abc", "abd"), 0);
  EXPECT_GT(lstrcmpA("abd", "abc"), 0);
  EXPECT_LT(lstrcmpA("ab", "abc"), 0);
  EXPECT_NE(lstrcmpA("abc", "ABC"), 0);
  EXPECT_EQ(lstrcmpW(L"abc", L"abc"), 0);
  EXPECT_LT(lstrcmpW(L"abc", L"abd"), 0);
  EXPECT_GT(lstrcmpW(L"\u00E4", L"z"), 0);
}

TEST(Strings, CompareWithoutCase) {
  EXPECT_EQ(lstrcmpiA("Hello", "hELLO"), 0);
  EXPECT_LT(lstrcmpiA("hello", "HELLP"), 0);
  EXPECT_GT(lstrcmpiA("hello!", "HELLO"), 0);
  EXPECT_LT(lstrcmpiA("HELL", "hello"), 0);
  EXPECT_EQ(lstrcmpiA("\xC3\x84", "\xC3\xA4"), 0);  // capital and small A with diaeresis
  EXPECT_NE(lstrcmpiA("\xFF", "\xFE"), 0);          // neither is a character
  EXPECT_EQ(lstrcmpiA("a\xFFz", "A\xFFz"), 0);
  EXPECT_NE(lstrcmpiA("[", "{"), 0);  // 0x20 apart as letters are, but none
  EXPECT_EQ(lstrcmpiW(L"Hello", L"hELLO"), 0);
  EXPECT_EQ(lstrcmpiW(L"\u0414", L"\u0434"), 0);  // Cyrillic
  EXPECT_LT(lstrcmpiW(L"HELL", L"hello"), 0);
  EXPECT_GT(lstrcmpiW(L"hello", L"HELL"), 0);
}

TEST(Strings, NullSortsFirst) {
  EXPECT_EQ(lstrcmpA(nullptr, nullptr), 0);
  EXPECT_LT(lstrcmpA(nullptr, ""), 0);
  EXPECT_GT(lstrcmpA("", nullptr), 0);
  EXPECT_EQ(lstrcmpW(nullptr, nullptr), 0);
  EXPECT_LT(lstrcmpW(nullptr, L""), 0);
  EXPECT_GT(lstrcmpW(L"", nullptr), 0);
  EXPECT_LT(lstrcmpiA(nullptr, ""), 0);
  EXPECT_GT(lstrcmpiA("", nullptr), 0);
  EXPECT_LT(lstrcmpiW(nullptr, L""), 0);
  EXPECT_GT(lstrcmpiW(L"", nullptr), 0);
}

}  // namespace
