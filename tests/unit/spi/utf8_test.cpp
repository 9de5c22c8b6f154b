// SPDX-License-Identifier: MIT
#include "wosa/spi/utf8.hpp"

#include <string>

#include <gtest/gtest.h>

namespace wosa::spi {
namespace {

TEST(Utf8, EveryScalarValueComesBack) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (!is_scalar(code)) continue;
    char bytes[4];
    const unsigned length = encode_utf8(code, bytes);
    const Utf8Step step = decode_utf8({bytes, length});
    ASSERT_TRUE(step.valid) << std::hex << static_cast<unsigned>(code);
    ASSERT_EQ(length, step.length);
    ASSERT_EQ(code, step.code);
  }
}

TEST(Utf8, WhatIsIllFormedBecomesOneReplacementForEachPart) {
  using namespace std::string_view_literals;
  const struct {
    std::string_view bytes;
    unsigned taken;
  } cases[] = {{"\x80"sv, 1},         {"\xC0\x80"sv, 1},         {"\xC1\xBF"sv, 1},
               {"\xE0\x80\x80"sv, 1}, {"\xED\xA0\x80"sv, 1},     {"\xE2\x82"sv, 2},
               {"\xE2\x82x"sv, 2},    {"\xF0\x80\x80\x80"sv, 1}, {"\xF4\x90\x80"sv, 1},
               {"\xF0\x9F\x98"sv, 3}, {"\xF5\x80\x80\x80"sv, 1}, {"\xFF"sv, 1}};
  for (const auto& one : cases) {
    const Utf8Step step = decode_utf8(one.bytes);
    EXPECT_FALSE(step.valid);
    EXPECT_EQ(kReplacement, step.code);
    EXPECT_EQ(one.taken, step.length) << testing::PrintToString(one.bytes);
  }
}

TEST(Utf8, SurrogatesAndLargerNumbersAreNoScalars) {
  EXPECT_TRUE(is_scalar(0xD7FF));
  EXPECT_FALSE(is_scalar(0xD800));
  EXPECT_FALSE(is_scalar(0xDFFF));
  EXPECT_TRUE(is_scalar(0xE000));
  EXPECT_TRUE(is_scalar(0x10FFFF));
  EXPECT_FALSE(is_scalar(0x110000));
}

}  // namespace
}  // namespace wosa::spi
