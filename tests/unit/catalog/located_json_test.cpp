// SPDX-License-Identifier: MIT
#include "wosa/catalog/located_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace wosa::catalog {
namespace {

using ::testing::HasSubstr;

Diagnostic error_of(std::string_view text, JsonLimits limits = {}) {
  const auto parsed = parse_json(text, "file.json", limits);
  EXPECT_FALSE(parsed) << text.substr(0, 80);
  return parsed ? Diagnostic{} : parsed.error();
}

TEST(LocatedJson, EveryValueKnowsItsLine) {
  const auto root =
      parse_json("{\n \"a\": 1\n ,\n \"b\": [ true,\n  \"x\\ny\",\n  null, 2.5\n ],\n \"c\":\n -7\n}", "f");
  ASSERT_TRUE(root) << root.error().message;
  EXPECT_EQ(root->line, 1);
  EXPECT_EQ(root->find("a")->line, 2);
  EXPECT_EQ(root->find("a")->value.line, 2)
      << "the lexer reads on to line 3 before it knows that the number ends";
  const auto& items = *root->find("b")->value.array();
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0].line, 4);
  EXPECT_EQ(items[1].line, 5);
  EXPECT_EQ(items[2].line, 6);
  EXPECT_EQ(items[3].line, 6);
  EXPECT_EQ(root->find("c")->line, 8);
  EXPECT_EQ(root->find("c")->value.line, 9);
  EXPECT_EQ(std::get<std::int64_t>(root->find("c")->value.data), -7);
  EXPECT_EQ(*items[1].string(), "x\ny");
  EXPECT_EQ(root->find("d"), nullptr);
}

TEST(LocatedJson, ErrorsNameTheLineAndWhatWasExpected) {
  EXPECT_EQ(error_of("").line, 1);
  EXPECT_EQ(error_of("{\n\n \"a\" 1}").line, 3);
  EXPECT_EQ(error_of("[1\n2]").line, 2);
  EXPECT_EQ(error_of("{\"a\n\":1}").line, 1) << "a line feed inside a string stands at the end of its line";
  EXPECT_THAT(error_of("{").message, HasSubstr("expected"));
  EXPECT_THAT(error_of("{}\n{}").message, HasSubstr("expected end of input"));
  EXPECT_EQ(error_of("{}\n{}").line, 2);
}

TEST(LocatedJson, DuplicateKeysAreErrorsInSmallAndLargeObjects) {
  const Diagnostic small = error_of("{\"a\":1,\n\"b\":2,\n\"a\":3}");
  EXPECT_EQ(small.line, 3);
  EXPECT_THAT(small.message, HasSubstr("already given in line 1"));

  std::string large = "{";
  for (int i = 0; i < 1000; ++i) large += "\"k" + std::to_string(i) + "\":0,\n";
  const Diagnostic late = error_of(large + "\"k7\":0}");
  EXPECT_EQ(late.line, 1001);
  EXPECT_THAT(late.message, HasSubstr("line 8"));
  EXPECT_TRUE(parse_json(large + "\"k\":0}", "f"));
}

TEST(LocatedJson, LimitsHold) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(64), "f"));
  EXPECT_THAT(error_of(nested(65)).message, HasSubstr("deeper than 64"));
  EXPECT_THAT(error_of(std::string(3000000, '[')).message, HasSubstr("deeper than 64"));
  EXPECT_THAT(error_of(std::string((4U << 20) + 1, ' ')).message, HasSubstr("expected at most 4194304"));
}

TEST(LocatedJson, WhatIsNotTextIsRefused) {
  EXPECT_THAT(error_of("\"\xff\"").message, HasSubstr("UTF-8"));
  EXPECT_THAT(error_of("\"\xc0\x80\"").message, HasSubstr("UTF-8"));
  EXPECT_THAT(error_of(std::string_view("{}\0garbage", 10)).message, HasSubstr("NUL"));
  EXPECT_EQ(error_of(std::string_view("{}\n\n\0", 5)).line, 3);
  EXPECT_THAT(error_of("[1e999]").message, HasSubstr("overflow"));
  EXPECT_THAT(error_of("// comment\n{}").message, HasSubstr("not valid JSON"));
}

TEST(LocatedJson, MessagesStayShortWhateverTheInput) {
  const std::string megabyte(1 << 20, 'x');
  EXPECT_LT(error_of("{\"" + megabyte).message.size(), 400U);
  EXPECT_LT(error_of(megabyte).message.size(), 400U);
  EXPECT_LT(error_of("{\"" + megabyte + "\":1,\"" + megabyte + "\":1}").message.size(), 400U);
  const std::string controls = error_of("{\"\x01\"").message;
  for (const char c : controls) EXPECT_GE(static_cast<unsigned char>(c), 0x20U) << controls;
}

TEST(LocatedJson, ValuesDescribeThemselves) {
  const auto root = parse_json(R"([null,true,-1,2,2.5,"s",[],[1],{}])", "f");
  ASSERT_TRUE(root);
  const char* expected[] = {"null",           "true",           "the number -1",
                            "the number 2",   "the number 2.5", "the string \"s\"",
                            "an empty array", "an array",       "an object"};
  for (std::size_t i = 0; i < std::size(expected); ++i)
    EXPECT_EQ((*root->array())[i].describe(), expected[i]);
}

}  // namespace
}  // namespace wosa::catalog
