// SPDX-License-Identifier: MIT
#include "wosa/catalog/guid.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wosa::catalog {
namespace {

constexpr char kText[] = "{6d0a7c2e-51f4-4c35-9d0b-6a4c2f1e9b10}";

TEST(Guid, IsReadInEitherCaseAndPrintedInLowerCase) {
  const auto guid = parse_guid("{6D0A7C2E-51f4-4C35-9D0B-6A4C2F1E9B10}");
  ASSERT_TRUE(guid);
  EXPECT_EQ(guid->Data1, 0x6d0a7c2eU);
  EXPECT_EQ(guid->Data2, 0x51f4);
  EXPECT_EQ(guid->Data3, 0x4c35);
  EXPECT_EQ(guid->Data4[0], 0x9d);
  EXPECT_EQ(guid->Data4[7], 0x10);
  EXPECT_EQ(format_guid(*guid), kText);
}

TEST(Guid, EveryOtherFormIsRefused) {
  const std::string good = kText;
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_FALSE(parse_guid(std::string_view(good).substr(0, i))) << i;
    std::string bad = good;
    bad[i] = bad[i] == 'z' ? 'y' : 'z';
    EXPECT_FALSE(parse_guid(bad)) << bad;
  }
  EXPECT_FALSE(parse_guid(good + "}"));
  EXPECT_FALSE(parse_guid(" " + good));
  EXPECT_FALSE(parse_guid("6d0a7c2e-51f4-4c35-9d0b-6a4c2f1e9b10"));
}

TEST(Guid, OrderIsThatOfThePrintedForm) {
  const GUID low = *parse_guid("{00000001-0000-0000-0000-000000000002}");
  const GUID high = *parse_guid("{00000100-0000-0000-0000-000000000000}");
  EXPECT_LT(format_guid(low), format_guid(high));
  EXPECT_TRUE(compare_guid(low, high) < 0);
  EXPECT_TRUE(GuidLess()(low, high));
  EXPECT_FALSE(GuidLess()(high, low));
  EXPECT_TRUE(same_guid(low, low));
  EXPECT_FALSE(same_guid(low, high));
}

TEST(Guid, HashIsTheSameInEveryRun) {
  EXPECT_EQ(hash_guid(GUID{}), 0x88201fb960ff6465U);
  EXPECT_NE(hash_guid(*parse_guid(kText)), hash_guid(GUID{}));
}

}  // namespace
}  // namespace wosa::catalog
