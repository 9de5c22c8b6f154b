// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class Explain : public CatalogFolder {
 protected:
  static Json candidate_of(const Json& explained, std::string_view provider) {
    for (const Json& candidate : explained.at("candidates")) {
      if (candidate.at("provider") == provider) return candidate;
    }
    return nullptr;
  }
};

TEST_F(Explain, EveryEntryIsACandidateInCatalogOrder) {
  manifest("10-mine.json", provider("mine", kGuidA));
  const Json shown = wosa_json({"catalog", "show", "--all"});
  const Json explained = wosa_json({"catalog", "explain", "--af", "inet", "--type", "stream"});
  ASSERT_EQ(explained.at("candidates").size(), shown.at("entries").size());
  int chosen = 0;
  for (std::size_t i = 0; i < shown.at("entries").size(); ++i) {
    EXPECT_EQ(explained.at("candidates").at(i).at("id"), shown.at("entries").at(i).at("id"));
    if (explained.at("candidates").at(i).at("verdict") == "chosen") ++chosen;
  }
  EXPECT_EQ(chosen, 1);
  EXPECT_EQ(explained.at("request"), (Json{{"family", "inet"}, {"type", "stream"}, {"protocol", 0}}));
}

TEST_F(Explain, TheWhereOfAVerdictIsTheLineOfTheRule) {
  Json six = provider("six", kGuidA);
  six["protocols"][0]["family"] = "inet6";
  const auto file = manifest("10-six.json", six);
  const Json candidate =
      candidate_of(wosa_json({"catalog", "explain", "--af", "inet", "--type", "stream"}), "six");
  EXPECT_EQ(candidate.at("verdict"), "rejected");
  EXPECT_THAT(candidate.at("reason").get<std::string>(), HasSubstr("family is inet6, not inet"));
  // The line that says "family" in the file as it was written.
  const std::string text = six.dump(2);
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<long>(text.find("\"family\"")), '\n');
  EXPECT_EQ(candidate.at("where"), file.string() + ':' + std::to_string(line));
}

TEST_F(Explain, WhatCannotServeIsSkippedWithItsReason) {
  Json gone = provider("gone", kGuidA);
  gone["library"] = "/nowhere/libgone.so";
  manifest("10-gone.json", gone);
  const Json explained =
      wosa_json({"catalog", "explain", "--af", "inet", "--type", "stream", "--proto", "tcp"});
  EXPECT_EQ(candidate_of(explained, "gone").at("verdict"), "skipped");
  EXPECT_THAT(candidate_of(explained, "gone").at("reason").get<std::string>(), HasSubstr("missing"));
  EXPECT_EQ(candidate_of(explained, "tcpip").at("verdict"), "chosen");
}

// A library that no program could load is passed over, for the reason that its bytes tell.
TEST_F(Explain, ALibraryThatCannotBeLoadedIsSkipped) {
  Json text = provider("text", kGuidA);
  text["library"] = write("text.so", "not a library").string();
  const auto file = manifest("10-text.json", text);
  const Json explained = wosa_json({"catalog", "explain", "--af", "inet", "--type", "stream"});
  const Json candidate = candidate_of(explained, "text");
  EXPECT_EQ(candidate.at("verdict"), "skipped");
  EXPECT_THAT(candidate.at("reason").get<std::string>(), HasSubstr("no ELF file"));
  EXPECT_THAT(candidate.at("where").get<std::string>(), StartsWith(file.string() + ":"));
  EXPECT_EQ(candidate_of(explained, "tcpip").at("verdict"), "chosen");
}

// Whether a library starts is not known before it is loaded, which this command never does.
TEST_F(Explain, ItSaysThatTheChosenLibraryWasNotLoaded) {
  manifest("10-mine.json", provider("mine", kGuidA));
  const Json explained = wosa_json({"catalog", "explain", "--af", "inet", "--type", "stream"});
  EXPECT_THAT(candidate_of(explained, "mine").at("reason").get<std::string>(), HasSubstr("not loaded"));
  const Json datagrams = wosa_json({"catalog", "explain", "--af", "inet", "--type", "dgram"});
  EXPECT_THAT(candidate_of(datagrams, "tcpip").at("reason").get<std::string>(),
              testing::Not(HasSubstr("not loaded")));
}

TEST_F(Explain, NothingThatMatchesIsExitStatusOneAndNull) {
  const Json explained = wosa_json({"catalog", "explain", "--af", "vsock", "--type", "stream"}, 1);
  EXPECT_TRUE(explained.at("chosen").is_null());
  const Ran ran = wosa({"catalog", "explain", "--af", "vsock", "--type", "stream"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("Nothing serves socket(vsock, stream, 0)"));
  EXPECT_THAT(ran.out, HasSubstr("WSAEAFNOSUPPORT"));
  EXPECT_THAT(ran.err, IsEmpty());
}

TEST_F(Explain, TheTableEndsWithTheResultAndTheWayToAnother) {
  const Ran ran = wosa({"catalog", "explain", "--af", "inet", "--type", "dgram"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, StartsWith("VERDICT"));
  EXPECT_THAT(ran.out, HasSubstr("\nsocket(inet, dgram, 0) is served by entry "));
  const Json explained = wosa_json({"catalog", "explain", "--af", "inet", "--type", "dgram"});
  EXPECT_THAT(ran.out, HasSubstr("\n    " + explained.at("change_with").get<std::string>() + "\n"));
  EXPECT_LE(longest_line(ran.out), 80U);
}

TEST_F(Explain, TheCommandItAdvisesWorksAndChangesTheResult) {
  manifest("10-mine.json", provider("mine", kGuidA));
  const Json before = wosa_json({"catalog", "explain", "--af", "inet", "--type", "stream"});
  std::string advice = before.at("change_with").get<std::string>();
  const auto word = advice.find("wosa catalog");
  ASSERT_NE(word, std::string::npos) << advice;
  advice.replace(word, 4, "'" WOSA_TEST_COMMAND "'");
  const Ran ran = run({"/bin/sh", "-c", advice + " --json"}, options_);
  const Json after = Json::parse(ran.out);
  EXPECT_NE(after.at("chosen"), before.at("chosen"));
}

TEST_F(Explain, AnAllowListIsNamedAsTheRule) {
  manifest("10-mine.json", provider("mine", kGuidA));
  options_.environment["WOSA_PROVIDERS"] = "^mine";
  const Json explained = wosa_json({"catalog", "explain", "--af", "inet", "--type", "stream"});
  EXPECT_EQ(candidate_of(explained, "mine").at("verdict"), "rejected");
  EXPECT_THAT(candidate_of(explained, "mine").at("where").get<std::string>(), StartsWith("WOSA_PROVIDERS:"));
}

}  // namespace
}  // namespace wosa::test
