// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "catalog_folder.hpp"
#include "table.hpp"
#include "text_layout.hpp"

namespace wosa::test {
namespace {

using tool::LongWords;
using tool::Style;
using tool::Table;

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(tool::printable("plain \xC3\xA4 \xE6\xBC\xA2"), "plain \xC3\xA4 \xE6\xBC\xA2");
  EXPECT_EQ(tool::printable("a\x1b[31m\n\t\x7f"), "a\\x1b[31m\\x0a\\x09\\x7f");
  EXPECT_EQ(tool::printable("\xC2\x9b"), "\\x9b") << "a C1 control is an escape too";
  EXPECT_EQ(tool::printable("\xE2\x80\xAEgnp"), "\\u{202e}gnp");
  EXPECT_EQ(
      tool::printable("\xff|\xC0\x80|\xED\xA0\x80|\xE2\x82"),
      "\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(tool::display_width(""), 0U);
  EXPECT_EQ(tool::display_width("abc"), 3U);
  EXPECT_EQ(tool::display_width("\xC3\xA4"), 1U);
  EXPECT_EQ(tool::display_width("\xE6\xBC\xA2\xE5\xAD\x97"), 4U) << "two wide characters";
  EXPECT_EQ(tool::display_width("a\xCC\x88"), 1U) << "a combining mark takes no room";
}

TEST(Wrap, BreaksAtSpacesAndSplitsOnlyWhenAsked) {
  EXPECT_THAT(tool::wrap("one two three", 7, LongWords::keep), ::testing::ElementsAre("one two", "three"));
  EXPECT_THAT(tool::wrap("a/very/long/path b", 6, LongWords::keep),
              ::testing::ElementsAre("a/very/long/path", "b"));
  EXPECT_THAT(tool::wrap("abcdefgh i", 3, LongWords::split), ::testing::ElementsAre("abc", "def", "gh", "i"));
  EXPECT_THAT(tool::wrap("", 10, LongWords::split), ::testing::ElementsAre(""));
  EXPECT_THAT(tool::wrap("\xE6\xBC\xA2\xE5\xAD\x97", 1, LongWords::split),
              ::testing::ElementsAre("\xE6\xBC\xA2", "\xE5\xAD\x97"))
      << "a character wider than the line still makes progress";
}

TEST(TableLayout, AlignsByColumns) {
  Table table({{"ID", true}, {"NAME"}, {"X"}});
  table.add_row({{"7"}, {"\xE6\xBC\xA2"}, {"end"}});
  table.add_row({{"1001"}, {"abc"}, {"end"}});
  EXPECT_EQ(table.render(Style{}), "  ID  NAME  X\n   7  \xE6\xBC\xA2    end\n1001  abc   end\n");
}

TEST(TableLayout, NothingIsLostInANarrowOne) {
  Table table({{"A"}, {"B"}});
  table.add_row({{std::string(50, 'a')}, {std::string(50, 'b')}});
  table.add_note({"a note of some words that has to be wrapped somewhere"});
  const std::string text = table.render(Style{false, 40});
  EXPECT_LE(longest_line(text), 40U) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), 'b'), 51) << "with that of 'be'";
}

}  // namespace
}  // namespace wosa::test
