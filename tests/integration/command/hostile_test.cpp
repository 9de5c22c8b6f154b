// SPDX-License-Identifier: MIT
// Manifests and state files that somebody wrote to do harm: every verb answers, with no signal and nothing in
// its output that a terminal would obey.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

class Hostile : public CatalogFolder {
 protected:
  void expect_calm() const {
    const std::vector<std::vector<std::string>> verbs = {
        {"catalog", "show", "--all"},
        {"catalog", "show", "--all", "--json"},
        {"catalog", "show", "--all", "--format=netsh"},
        {"catalog", "explain", "--af", "inet", "--type", "stream"},
        {"catalog", "check"},
        {"catalog", "check", "--json"},
        {"paths"},
        {"paths", "--json"}};
    for (const auto& words : verbs) {
      SCOPED_TRACE(::testing::PrintToString(words));
      const Ran ran = wosa(words);
      EXPECT_EQ(ran.signal, 0) << ran.err;
      EXPECT_TRUE(ran.code == 0 || ran.code == 1) << ran.code << ran.err;
      EXPECT_EQ((ran.out + ran.err).find('\x1b'), std::string::npos);
      if (words.back() == "--json") {
        EXPECT_FALSE(Json::parse(ran.out, nullptr, false).is_discarded());
      }
    }
    EXPECT_FALSE(entry_of(Json::parse(wosa({"catalog", "show", "--json"}).out), "tcpip").is_null());
  }
};

TEST_F(Hostile, TextsThatAreNoManifest) {
  const std::string deep(200000, '[');
  const std::string texts[] = {"{",
                               "null",
                               "[]",
                               "\"x\"",
                               "\xff\xfe{\0}",
                               std::string(1 << 20, ' ') + "{",
                               deep,
                               std::string("{\"schema\": 1e999}"),
                               R"({"schema": 2})",
                               R"({"schema": 1, "schema": 1})",
                               std::string("\0\0\0\0", 4)};
  int number = 10;
  for (const std::string& text : texts) write("providers.d/" + std::to_string(number++) + ".json", text);
  expect_calm();
}

TEST_F(Hostile, EscapesInNames) {
  Json bad = provider("x", kGuidA);
  bad["name"] = "\x1b]0;owned\x07\x1b[2J";
  bad["protocols"][0]["name"] = "\x1b[31mred\u202egnp.exe\n\r\t";
  bad["library"] = "/nowhere/\x1b[5m.so";
  manifest("10-bad.json", bad);
  Json named = provider("ok", kGuidB);
  named["protocols"][0]["name"] = "\x1b[31mred\u202egnp.exe";
  manifest("20-\x1b[1mfile.json", named);
  expect_calm();
}

TEST_F(Hostile, NumbersOutOfRange) {
  for (const char* key :
       {"version", "message_size", "iProtocolMaxOffset", "dwServiceFlags1", "iMaxSockAddr"}) {
    Json bad = provider("bad", kGuidA);
    bad["protocols"][0][key] = -1;
    manifest("10-bad.json", bad);
    expect_calm();
    bad["protocols"][0][key] = 18446744073709551615ULL;
    manifest("10-bad.json", bad);
    expect_calm();
  }
  Json far = provider("far", kGuidA);
  far["protocols"][0]["protocol"] = 2147483647;
  far["protocols"][0]["iProtocolMaxOffset"] = 2147483647;
  manifest("10-bad.json", far);
  expect_calm();
}

TEST_F(Hostile, ThingsThatAreNoFiles) {
  ASSERT_EQ(mkfifo((root_ / "providers.d/10-pipe.json").c_str(), 0600), 0);
  std::filesystem::create_directories(root_ / "providers.d/20-folder.json");
  std::filesystem::create_symlink("30-loop.json", root_ / "providers.d/30-loop.json");
  std::filesystem::create_symlink("/dev/zero", root_ / "providers.d/40-endless.json");
  ASSERT_EQ(mkfifo((root_ / "catalog.json").c_str(), 0600), 0);
  expect_calm();
}

TEST_F(Hostile, StateFilesOfEveryKind) {
  for (const char* text :
       {"{", "[]", R"({"schema": 99})", R"({"schema": 1, "order": [1, "x", -5, 99999999999]})",
        R"({"schema": 1, "chains": [{"id": 5, "members": [5, 5]}]})",
        R"({"schema": 1, "entries": [{"id": 0}]})", R"({"schema": 1, "categories": 3})"}) {
    write("catalog.json", text);
    expect_calm();
  }
}

TEST_F(Hostile, AFloodOfComplaintsIsCut) {
  for (int i = 0; i < 200; ++i) write("providers.d/" + std::to_string(100 + i) + ".json", "{ broken");
  const Ran shown = wosa({"catalog", "show"});
  EXPECT_EQ(shown.code, 0);
  EXPECT_LT(std::count(shown.err.begin(), shown.err.end(), '\n'), 20);
  EXPECT_THAT(shown.err, ::testing::HasSubstr("wosa catalog check"));
  EXPECT_GE(wosa_json({"catalog", "check"}, 1).at("problems").size(), 200U);
}

}  // namespace
}  // namespace wosa::test
