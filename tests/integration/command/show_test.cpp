// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include <algorithm>
#include <regex>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Show : public CatalogFolder {
 protected:
  static std::vector<std::string> all(const Json& shown, const char* key) {
    std::vector<std::string> out;
    for (const Json& entry : shown.at("entries")) out.push_back(entry.at(key).get<std::string>());
    return out;
  }
  // The providers in the order of their entries, each once.
  static std::vector<std::string> providers(const Json& shown) {
    std::vector<std::string> out = all(shown, "provider");
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
};

TEST_F(Show, WithoutFilesTheBuiltInsServe) {
  const Json shown = wosa_json({"catalog", "show"});
  EXPECT_THAT(providers(shown), ElementsAre("tcpip", "loopback", "unix"));
  EXPECT_THAT(all(shown, "status"), Each("ok"));
  const Ran table = wosa({"catalog", "show"});
  EXPECT_EQ(table.code, 0);
  EXPECT_THAT(table.err, IsEmpty());
  EXPECT_THAT(table.out, HasSubstr("inet/stream/tcp"));
  EXPECT_THAT(table.out, HasSubstr("inet6/dgram/udp"));
  EXPECT_THAT(table.out, HasSubstr("PROVIDER"));
}

TEST_F(Show, APlugInStandsBeforeTheBuiltIn) {
  const auto file = manifest("10-mine.json", provider("mine", kGuidA));
  const Json shown = wosa_json({"catalog", "show"});
  const Json& first = shown.at("entries").at(0);
  EXPECT_EQ(first.at("provider"), "mine");
  EXPECT_EQ(first.at("guid"), kGuidA);
  EXPECT_EQ(first.at("library"), WOSA_TEST_PLUGIN_GOOD);
  EXPECT_THAT(first.at("origin").get<std::string>(), HasSubstr(file.string() + ":"));
  EXPECT_THAT(all(shown, "provider"), Contains("tcpip"));
}

TEST_F(Show, AMissingLibraryIsVisibleWithItsReason) {
  Json gone = provider("gone", kGuidA);
  gone["library"] = "/nowhere/libgone.so";
  const auto file = manifest("10-gone.json", gone);
  const Json entry = entry_of(wosa_json({"catalog", "show"}), "gone");
  EXPECT_EQ(entry.at("status"), "missing");
  EXPECT_THAT(entry.at("reason").get<std::string>(), HasSubstr("/nowhere/libgone.so"));
  const Ran table = wosa({"catalog", "show"});
  EXPECT_THAT(table.out, HasSubstr("missing"));
  EXPECT_THAT(table.out, HasSubstr("/nowhere/libgone.so"));
  EXPECT_THAT(table.out, HasSubstr(file.string() + ":"));
}

TEST_F(Show, ABrokenManifestIsToldOnStandardErrorAndTheRestWorks) {
  const auto file = write("providers.d/10-bad.json", "{ \"schema\": 1,\n \"name\": \n");
  const Ran ran = wosa({"catalog", "show", "--json"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.err, HasSubstr(file.string() + ":"));
  const Json shown = Json::parse(ran.out);
  EXPECT_FALSE(entry_of(shown, "tcpip").is_null());
}

TEST_F(Show, OfTwoManifestsWithOneGuidTheFirstCounts) {
  manifest("10-one.json", provider("one", kGuidA));
  const auto second = manifest("20-two.json", provider("two", kGuidA));
  const Ran ran = wosa({"catalog", "show", "--json"});
  const Json shown = Json::parse(ran.out);
  EXPECT_FALSE(entry_of(shown, "one").is_null());
  EXPECT_TRUE(entry_of(shown, "two").is_null());
  EXPECT_THAT(ran.err, HasSubstr(second.string() + ":"));
}

TEST_F(Show, AnEmptyManifestSwitchesOffThoseAfterIt) {
  write("providers.d/10-mine.json", "");
  const Ran ran = wosa({"catalog", "show", "--json"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.err, IsEmpty());
  EXPECT_THAT(providers(Json::parse(ran.out)), ElementsAre("tcpip", "loopback", "unix"));
}

TEST_F(Show, AnAllowListDisablesTheOthersVisibly) {
  manifest("10-mine.json", provider("mine", kGuidA));
  options_.environment["WOSA_PROVIDERS"] = "tcpip";
  const Json entry = entry_of(wosa_json({"catalog", "show"}), "mine");
  EXPECT_EQ(entry.at("enabled"), false);
  EXPECT_THAT(entry.at("reason").get<std::string>(), HasSubstr("WOSA_PROVIDERS"));
  EXPECT_THAT(wosa({"catalog", "show"}).out, HasSubstr("disabled"));
  options_.environment["WOSA_PROVIDERS"] = "tcpip,mine";
  EXPECT_THAT(providers(wosa_json({"catalog", "show"})), ElementsAre("tcpip", "mine", "loopback", "unix"));
}

TEST_F(Show, TheStateFileDecidesOrderAndEnabled) {
  manifest("10-a.json", provider("a", kGuidA));
  manifest("20-b.json", provider("b", kGuidB));
  Json state = {{"schema", 1},
                {"serial", 7},
                {"next_id", 1003},
                {"order", {1002, 1001}},
                {"entries",
                 {{{"id", 1001}, {"guid", kGuidA}, {"index", 0}, {"enabled", false}},
                  {{"id", 1002}, {"guid", kGuidB}, {"index", 0}, {"enabled", true}}}}};
  const auto file = write("catalog.json", state.dump(1));
  const Json shown = wosa_json({"catalog", "show"});
  EXPECT_EQ(shown.at("entries").at(0).at("id"), 1002);
  EXPECT_EQ(shown.at("entries").at(1).at("id"), 1001);
  EXPECT_EQ(shown.at("entries").at(1).at("enabled"), false);
  EXPECT_THAT(wosa({"catalog", "show"}).out, HasSubstr(file.string() + ":"));
}

TEST_F(Show, AChainNamesItsMembers) {
  Json layer = provider("watcher", kGuidB);
  layer["kind"] = "layer";
  layer["layer"] = {{"style", "transparent"}};
  layer.erase("protocols");
  manifest("20-layer.json", layer);
  manifest("10-base.json", provider("base", kGuidA));
  const Json state = {
      {"schema", 1},
      {"serial", 1},
      {"next_id", 1004},
      {"entries",
       {{{"id", 1001}, {"guid", kGuidA}, {"index", 0}}, {{"id", 1002}, {"guid", kGuidB}, {"index", 0}}}},
      {"chains", {{{"id", 1003}, {"name", "watched"}, {"layer", kGuidB}, {"members", {1002, 1001}}}}}};
  write("catalog.json", state.dump(1));
  const Ran table = wosa({"catalog", "show"});
  EXPECT_THAT(table.out, HasSubstr("over 1002 > 1001"));
  EXPECT_THAT(wosa({"catalog", "show", "--format=netsh"}).out, HasSubstr("Layered Chain Entry"));
  EXPECT_THAT(wosa({"catalog", "show", "--format=netsh"}).out,
              HasSubstr("Protocol Chain:                     1002 : 1001"));
}

TEST_F(Show, FiltersKeepWhatTheyName) {
  manifest("10-mine.json", provider("mine", kGuidA));
  EXPECT_THAT(all(wosa_json({"catalog", "show", "--af", "inet6"}), "family"), Each("inet6"));
  EXPECT_THAT(all(wosa_json({"catalog", "show", "--af", "23"}), "family"), Each("inet6"));
  EXPECT_THAT(all(wosa_json({"catalog", "show", "--type", "SOCK_DGRAM"}), "type"), Each("dgram"));
  EXPECT_THAT(all(wosa_json({"catalog", "show", "--proto", "tcp"}), "protocol"), Each("tcp"));
  for (const std::string& name : std::vector<std::string>{"mine", "m?ne", "mi*", std::string(kGuidA)}) {
    EXPECT_THAT(all(wosa_json({"catalog", "show", "--provider", name}), "provider"),
                ::testing::ElementsAre("mine"));
  }
}

TEST_F(Show, WhatIsNotThereIsNotFound) {
  const Ran unknown = wosa({"catalog", "show", "--provider", "tcpi"});
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.out, IsEmpty());
  EXPECT_THAT(unknown.err, HasSubstr("did you mean \"tcpip\"?"));
  const Ran nobody = wosa({"catalog", "show", "--af", "vsock"});
  EXPECT_EQ(nobody.code, 3);
  EXPECT_THAT(nobody.out, IsEmpty());
  EXPECT_THAT(nobody.err, HasSubstr("no entry"));
  EXPECT_TRUE(wosa_json({"catalog", "show", "--af", "vsock"}, 3).at("entries").empty());
}

TEST_F(Show, HiddenEntriesNeedAll) {
  Json hidden = provider("shy", kGuidA);
  hidden["protocols"][0]["flags"] = {"hidden"};
  manifest("10-shy.json", hidden);
  EXPECT_TRUE(entry_of(wosa_json({"catalog", "show"}), "shy").is_null());
  EXPECT_FALSE(entry_of(wosa_json({"catalog", "show", "--all"}), "shy").is_null());
  EXPECT_THAT(wosa({"catalog", "show", "--all"}).out, HasSubstr("ok, hidden"));
  const Ran only = wosa({"catalog", "show", "--provider", "shy"});
  EXPECT_EQ(only.code, 3);
  EXPECT_THAT(only.err, HasSubstr("--all"));
}

TEST_F(Show, NetshLayoutHasItsFields) {
  const Ran ran =
      wosa({"catalog", "show", "--format=netsh", "--provider", "tcpip", "--af", "inet", "--type", "stream"});
  const std::string expected =
      "\nWinsock Catalog Provider Entry\n"
      "------------------------------------------------------\n"
      "Entry Type:                         Base Service Provider\n"
      "Description:                        [^\n]+\n"
      "Provider ID:                        \\{[-0-9A-F]{36}\\}\n"
      "Provider Path:                      builtin:tcpip\n"
      "Catalog Entry ID:                   [0-9]+\n"
      "Version:                            2\n"
      "Address Family:                     2\n"
      "Max Address Length:                 16\n"
      "Min Address Length:                 16\n"
      "Socket Type:                        1\n"
      "Protocol:                           6\n"
      "Service Flags:                      0x[0-9a-f]+\n"
      "Protocol Chain Length:              1\n";
  EXPECT_TRUE(std::regex_match(ran.out, std::regex(expected))) << ran.out;
}

TEST_F(Show, NetshWordsAreTheSameCommand) {
  manifest("10-mine.json", provider("mine", kGuidA));
  EXPECT_EQ(wosa({"winsock", "show", "catalog"}).out, wosa({"catalog", "show"}).out);
  EXPECT_EQ(wosa({"winsock", "show", "catalog", "--json"}).out, wosa({"catalog", "show", "--json"}).out);
}

TEST_F(Show, FormatJsonIsJson) {
  EXPECT_EQ(wosa({"catalog", "show", "--format=json"}).out, wosa({"catalog", "show", "--json"}).out);
}

TEST_F(Show, TheTableFitsTheColumns) {
  Json wide = provider("a-provider-with-quite-a-long-name-that-goes-on", kGuidA);
  wide["protocols"][0]["name"] =
      "A protocol whose name takes more room than a line has, and then some more of it";
  manifest("10-wide.json", wide);
  const Ran usual = wosa({"catalog", "show"});
  EXPECT_LE(longest_line(usual.out), 80U) << usual.out;
  options_.environment["COLUMNS"] = "60";
  EXPECT_LE(longest_line(wosa({"catalog", "show"}).out), 60U);
  options_.environment["COLUMNS"] = "300";
  const Ran room = wosa({"catalog", "show"});
  EXPECT_THAT(room.out,
              HasSubstr("A protocol whose name takes more room than a line has, and then some more of it"));
  options_.environment["COLUMNS"] = "nonsense";
  EXPECT_EQ(wosa({"catalog", "show"}).out, usual.out);
  EXPECT_THAT(usual.out, Not(HasSubstr(" \n")));
}

}  // namespace
}  // namespace wosa::test
