// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <windows.h>

#include <set>
#include <string>

namespace {

constexpr GUID kGuid{0x01a2B3c4, 0x0D5e, 0xF607, {0x08, 0x19, 0x2a, 0x3b, 0x4c, 0x5d, 0x6e, 0xff}};

TEST(Guids, AreWrittenInBraces) {
  wchar_t text[41];
  text[39] = L'x';
  EXPECT_EQ(StringFromGUID2(kGuid, text, 39), 39);
  EXPECT_STREQ(text, L"{01A2B3C4-0D5E-F607-0819-2A3B4C5D6EFF}");
  EXPECT_EQ(text[39], L'x');
  EXPECT_EQ(StringFromGUID2(GUID{}, text, 41), 39);
  EXPECT_STREQ(text, L"{00000000-0000-0000-0000-000000000000}");
}

TEST(Guids, ShortBuffersAreLeftAlone) {
  wchar_t text[39] = L"x";
  EXPECT_EQ(StringFromGUID2(kGuid, text, 38), 0);
  EXPECT_EQ(StringFromGUID2(kGuid, text, 0), 0);
  EXPECT_EQ(StringFromGUID2(kGuid, text, -1), 0);
  EXPECT_EQ(StringFromGUID2(kGuid, nullptr, 39), 0);
  EXPECT_STREQ(text, L"x");
}

TEST(Guids, MadeOnesAreRandomAndDiffer) {
  std::set<std::wstring> seen;
  unsigned char set_somewhere = 0;
  for (int i = 0; i < 1000; ++i) {
    UUID made{};
    ASSERT_EQ(UuidCreate(&made), RPC_S_OK);
    EXPECT_EQ(made.Data3 >> 12, 4);         // version
    EXPECT_EQ(made.Data4[0] & 0xC0, 0x80);  // variant
    set_somewhere = static_cast<unsigned char>(set_somewhere | made.Data4[7]);
    wchar_t text[39];
    StringFromGUID2(made, text, 39);
    EXPECT_TRUE(seen.insert(text).second);
  }
  EXPECT_EQ(set_somewhere, 0xFF);
}

TEST(Guids, NowhereToMakeOne) { EXPECT_EQ(UuidCreate(nullptr), ERROR_INVALID_PARAMETER); }

}  // namespace
