// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "catalog_fixture.hpp"
#include "wosa/catalog/state_file.hpp"

namespace wosa::catalog::testing {
namespace {

using ::testing::HasSubstr;

State sample() {
  State s;
  s.serial = 7;
  s.next_id = 1005;
  s.order = {1003, 1001, 0x40000001};
  s.name_space_order = {guid_of(8), guid_of(9)};
  s.entries = {{1001, guid_of(1), 0, true, 0, {}}, {1002, guid_of(1), 1, false, 0, {}}};
  s.chains = {{1003, "trace over \u20ac", guid_of(2), {1004, 1001}, true, 0, {}}};
  s.providers = {{guid_of(5), false, 16, 0, {}}};
  s.categories = {{"/usr/bin/x", "--flag", 3, 0, {}}, {"/y", "", 0xFFFFFFFF, 0, {}}};
  s.extra = {{"x-note", 0, JsonValue(std::string("kept"), 0)}};
  return s;
}

std::string said(const ParsedState& parsed) {
  std::string out;
  for (const Diagnostic& d : parsed.diagnostics) out += format(d) + '\n';
  return out;
}

std::string without_checksum(std::string text) {
  const auto from = text.find("  \"checksum\"");
  return text.erase(from, text.find('\n', from) + 1 - from);
}

TEST(StateText, WhatIsPrintedIsReadBack) {
  const ParsedState parsed = parse_state(print_state(sample()), "s.json");
  ASSERT_TRUE(parsed.state) << said(parsed);
  EXPECT_TRUE(parsed.diagnostics.empty()) << said(parsed);
  const State& s = *parsed.state;
  EXPECT_EQ(s.serial, 7U);
  EXPECT_EQ(s.next_id, 1005U);
  EXPECT_EQ(s.order, sample().order);
  ASSERT_EQ(s.entries.size(), 2U);
  EXPECT_EQ(s.entries[1].id, 1002U);
  EXPECT_EQ(s.entries[1].index, 1U);
  EXPECT_FALSE(s.entries[1].enabled);
  EXPECT_TRUE(same_guid(s.entries[1].provider, guid_of(1)));
  ASSERT_EQ(s.chains.size(), 1U);
  EXPECT_EQ(s.chains[0].name, "trace over \u20ac");
  EXPECT_EQ(s.chains[0].members, (std::vector<DWORD>{1004, 1001}));
  EXPECT_TRUE(same_guid(s.chains[0].layer, guid_of(2)));
  ASSERT_EQ(s.providers.size(), 1U);
  EXPECT_FALSE(s.providers[0].enabled);
  EXPECT_EQ(s.providers[0].lsp_categories, 16U);
  ASSERT_EQ(s.categories.size(), 2U);
  EXPECT_EQ(s.categories[0].extra_match, "--flag");
  EXPECT_EQ(s.categories[1].permitted, 0xFFFFFFFFU);
  ASSERT_EQ(s.name_space_order.size(), 2U);
  ASSERT_EQ(s.extra.size(), 1U);
  EXPECT_EQ(print_state(s), print_state(sample())) << "nothing is lost on the way, not even unknown keys";
}

TEST(StateText, UnknownMembersOfRecordsAreKept) {
  std::string text = without_checksum(print_state(sample()));
  text.insert(text.find("\"index\": 1"), "\"later\": [1, {\"a\": null}], ");
  const ParsedState parsed = parse_state(text, "s.json");
  ASSERT_TRUE(parsed.state) << said(parsed);
  const ParsedState again = parse_state(print_state(*parsed.state), "s.json");
  ASSERT_TRUE(again.state);
  ASSERT_EQ(again.state->entries[1].extra.size(), 1U);
  EXPECT_EQ(again.state->entries[1].extra[0].key, "later");
  EXPECT_EQ(again.state->entries[1].extra[0].value.array()->size(), 2U);
}

TEST(StateText, AWrongChecksumIsAnErrorAndAMissingOneAWarning) {
  const std::string text = print_state(sample());
  std::string altered = text;
  altered.replace(altered.find("1005"), 4, "1006");
  const ParsedState bad = parse_state(altered, "s.json");
  EXPECT_FALSE(bad.state);
  EXPECT_THAT(said(bad), HasSubstr("s.json:4: \"checksum\" is \"crc32:"));

  const ParsedState by_hand = parse_state(without_checksum(altered), "s.json");
  ASSERT_TRUE(by_hand.state);
  EXPECT_EQ(by_hand.state->next_id, 1006U);
  EXPECT_THAT(said(by_hand), HasSubstr("edited by hand"));
}

TEST(StateText, ChecksumIsCrc32OfTheSortedCompactDocument) {
  // As computed with Python: zlib.crc32(json.dumps(d, sort_keys=True, separators=(',', ':')).encode())
  EXPECT_TRUE(parse_state("{\"schema\":1, \"checksum\":\"crc32:89fbc18c\"}", "s").state);
}

TEST(StateText, WhiteSpaceDoesNotMatterToTheChecksum) {
  std::string text = print_state(sample());
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  EXPECT_TRUE(parse_state(text, "s.json").state);
}

TEST(StateText, ANewerSchemaIsRefused) {
  const ParsedState parsed = parse_state("{\n\"schema\": 2, \"anything\": {}}", "s.json");
  EXPECT_FALSE(parsed.state);
  EXPECT_TRUE(parsed.newer_schema);
  EXPECT_THAT(said(parsed), HasSubstr("s.json:2: \"schema\" is 2; this version reads up to 1"));
}

TEST(StateText, IdsAreUniqueAndNeverGivenAgain) {
  const ParsedState twice =
      parse_state("{\"schema\":1,\"entries\":[{\"id\":1001,\"guid\":\"" + guid_text(1) +
                      "\",\"index\":0},\n" + "{\"id\":1001,\"guid\":\"" + guid_text(1) + "\",\"index\":1}]}",
                  "s.json");
  EXPECT_FALSE(twice.state);
  EXPECT_THAT(said(twice), HasSubstr("s.json:2: the id 1001 was already given in line 1"));

  ParsedState low = parse_state("{\"schema\":1,\"next_id\":1001,\"entries\":[{\"id\":1007,\"guid\":\"" +
                                    guid_text(1) + "\",\"index\":0}]}",
                                "s.json");
  ASSERT_TRUE(low.state);
  EXPECT_EQ(low.state->allocate_id(), 1008U);
  low.state->next_id = 0x40000000;
  EXPECT_EQ(low.state->allocate_id(), 0U) << "derived ids are not given out";
}

TEST(StateText, ChainsHaveTwoToSevenMembers) {
  for (const char* members : {"[]", "[1]", "[1,2,3,4,5,6,7,8]", "[0,1]", "[1,\"2\"]", "7"}) {
    const ParsedState parsed = parse_state("{\"schema\":1,\"chains\":[{\"id\":5,\"name\":\"c\",\"layer\":\"" +
                                               guid_text(1) + "\",\"members\":" + members + "}]}",
                                           "s.json");
    EXPECT_FALSE(parsed.state) << members;
    EXPECT_THAT(said(parsed), HasSubstr("expected"));
  }
}

TEST(StateText, TruncatedAndAlteredAtEveryByteIsNeverTakenForWhole) {
  const std::string text = print_state(sample());
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    EXPECT_FALSE(parse_state(std::string_view(text).substr(0, i), "s.json").state) << i;
  }
  const std::string original = print_state(sample());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const std::size_t which : {i, i + 2}) {
      std::string altered = text;
      // The sixth byte is the NUL at the end.
      altered[i] = "\"1}e\xff"[which % 6];
      const ParsedState parsed = parse_state(altered, "s.json");
      for (const Diagnostic& d : parsed.diagnostics) EXPECT_GE(d.line, 1);
      if (!parsed.state) continue;
      // White space may change. So may the name of the checksum, which then counts as edited by hand.
      EXPECT_TRUE(print_state(*parsed.state) == original || said(parsed).find("by hand") != std::string::npos)
          << i << ' ' << altered;
    }
  }
}

}  // namespace
}  // namespace wosa::catalog::testing
