// SPDX-License-Identifier: MIT
#include "wosa/catalog/text.hpp"

#include <gtest/gtest.h>

#include <string>

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/spelling.hpp"

namespace wosa::catalog {
namespace {

TEST(Text, WidensUtf8AndBack) {
  wchar_t wide[8];
  const std::string text = "a\u00e4\u20ac\U0001f600";
  ASSERT_TRUE(widen(text, wide));
  EXPECT_EQ(std::wstring(wide), L"a\u00e4\u20ac\U0001f600");
  EXPECT_EQ(narrow(wide), text);
  EXPECT_TRUE(widen("1234567", wide));
  EXPECT_FALSE(widen("12345678", wide)) << "no room for the NUL";
  EXPECT_EQ(wide[0], L'\0');
  const wchar_t lone[] = {0xD800, 0};
  EXPECT_EQ(narrow(lone), "\uFFFD");
}

TEST(Text, BadUtf8IsNotWidened) {
  wchar_t wide[16];
  for (const char* bad :
       {"\xff", "\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
    EXPECT_FALSE(widen(bad, wide)) << in_quotes(bad);
  }
  EXPECT_FALSE(widen(std::string_view("a\0b", 3), wide));
}

TEST(Text, QuotingMakesForeignTextHarmless) {
  EXPECT_EQ(in_quotes("a\"b\\"), R"("a\"b\\")");
  EXPECT_EQ(in_quotes("\x1b[31m\n\xff"), R"("\x1b[31m\x0a\xff")");
  EXPECT_EQ(in_quotes("\u20ac"), "\"\u20ac\"");
  EXPECT_LT(in_quotes(std::string(1 << 20, 'x')).size(), 100U);
}

TEST(Text, GlobsMatchAsInAShell) {
  EXPECT_TRUE(glob_match("*", ""));
  EXPECT_TRUE(glob_match("tcp*", "tcpip"));
  EXPECT_TRUE(glob_match("*ip", "tcpip"));
  EXPECT_TRUE(glob_match("t?p*", "tcpip"));
  EXPECT_TRUE(glob_match("a*b*c", "axxbyyc"));
  EXPECT_FALSE(glob_match("a*b*c", "axxbyy"));
  EXPECT_FALSE(glob_match("tcp", "tcpip"));
  EXPECT_FALSE(glob_match("", "x"));
  EXPECT_FALSE(glob_match(std::string(300, '*') + "x", std::string(100000, 'y')));
}

TEST(Spelling, FindsTheWordThatWasMeant) {
  constexpr std::string_view kWords[] = {"graceful_close", "guaranteed_order", "guaranteed_delivery"};
  EXPECT_EQ(nearest("gracefull_close", kWords), "graceful_close");
  EXPECT_EQ(nearest("GRACEFUL_CLOSE", kWords), "graceful_close");
  EXPECT_EQ(nearest("graceful-close", kWords), "graceful_close");
  EXPECT_EQ(nearest("garanteed_oder", kWords), "guaranteed_order");
  EXPECT_FALSE(nearest("banana", kWords));
  EXPECT_FALSE(nearest(std::string(1 << 20, 'g'), kWords));
}

TEST(Complaints, AFloodIsCounted) {
  Complaints complaints("f");
  for (int i = 1; i <= 50; ++i) complaints.warning(i, "x");
  complaints.error(51, "y");
  EXPECT_TRUE(complaints.failed());
  const Diagnostics list = complaints.take();
  ASSERT_EQ(list.size(), Complaints::kLimit + 1);
  EXPECT_EQ(format(list.back()), "f:20: and 31 more like these");
  EXPECT_TRUE(has_errors(list));
}

}  // namespace
}  // namespace wosa::catalog
