// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Usage : public CatalogFolder {
 protected:
  // A command line that is wrong: exit status 2, nothing on standard output, the advice on standard error.
  void expect_misuse(std::vector<std::string> words, const std::string& advice) {
    const Ran ran = wosa(words);
    EXPECT_EQ(ran.code, 2) << ::testing::PrintToString(words);
    EXPECT_THAT(ran.out, IsEmpty()) << ::testing::PrintToString(words);
    EXPECT_THAT(ran.err, StartsWith("wosa: "));
    EXPECT_THAT(ran.err, HasSubstr(advice));
    EXPECT_THAT(ran.err, HasSubstr("--help'")) << "the way to help is missing";
  }
};

TEST_F(Usage, HelpIsDataAndHasExamplesEverywhere) {
  const std::vector<std::vector<std::string>> places = {{},
                                                        {"catalog"},
                                                        {"catalog", "show"},
                                                        {"catalog", "explain"},
                                                        {"catalog", "check"},
                                                        {"catalog", "refresh"},
                                                        {"winsock"},
                                                        {"winsock", "show"},
                                                        {"winsock", "show", "catalog"},
                                                        {"env"},
                                                        {"paths"}};
  for (std::vector<std::string> words : places) {
    words.emplace_back("--help");
    const Ran ran = wosa(words);
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.err, IsEmpty());
    EXPECT_THAT(ran.out, HasSubstr("Example"));
    EXPECT_THAT(ran.out, HasSubstr("Usage: wosa"));
    EXPECT_LE(longest_line(ran.out), 80U) << ran.out;
  }
}

TEST_F(Usage, HelpNamesWhatExistsAndNothingElse) {
  const std::string top = wosa({"--help"}).out;
  for (const char* word : {"catalog", "env", "paths", "winsock"}) EXPECT_THAT(top, HasSubstr(word));
  for (const char* word : {"conform", "sim", "trace", "provider", "layer", "namespace", "category"}) {
    EXPECT_THAT(top, Not(HasSubstr(std::string("\n  ") + word + ' ')));
    expect_misuse({word}, "is no word that 'wosa' knows");
  }
  const std::string catalog = wosa({"catalog", "--help"}).out;
  for (const char* word : {"watch", "graph", "audit", "dump", "restore", "reset", "rollback"}) {
    EXPECT_THAT(catalog, Not(HasSubstr(std::string("\n  ") + word + ' ')));
    expect_misuse({"catalog", word}, "is no word that 'wosa catalog' knows");
  }
}

TEST_F(Usage, VersionIsData) {
  const Ran ran = wosa({"--version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, ::testing::MatchesRegex("wosa [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  EXPECT_THAT(ran.err, IsEmpty());
}

TEST_F(Usage, MisspeltWordsAreAnsweredWithTheLikelyOne) {
  expect_misuse({"catlog", "show"}, "did you mean \"catalog\"?");
  expect_misuse({"catalog", "shwo"}, "did you mean \"show\"?");
  expect_misuse({"winsok", "show", "catalog"}, "did you mean \"winsock\"?");
  expect_misuse({"catalog", "show", "--provder=x"}, "did you mean \"--provider\"?");
  expect_misuse({"catalog", "show", "--af", "ient"}, "did you mean \"inet\"?");
  expect_misuse({"catalog", "show", "--type", "streem"}, "did you mean \"stream\"?");
  expect_misuse({"catalog", "show", "--proto", "upd"}, "did you mean \"udp\"?");
  expect_misuse({"catalog", "show", "--format=tabel"}, "did you mean \"table\"?");
  expect_misuse({"--color=alwys", "env"}, "did you mean \"always\"?");
}

TEST_F(Usage, IncompleteAndContradictoryLines) {
  EXPECT_EQ(wosa({}).code, 2);
  expect_misuse({"catalog"}, "show, explain, check, refresh");
  expect_misuse({"winsock", "show"}, "catalog");
  expect_misuse({"catalog", "show", "--af"}, "--af");
  expect_misuse({"catalog", "explain", "--type", "stream"}, "--af is required");
  expect_misuse({"catalog", "explain", "--af", "inet"}, "--type is required");
  expect_misuse({"catalog", "show", "--json", "--format=netsh"}, "--format");
  expect_misuse({"catalog", "show", "more"}, "\"more\" is not expected");
  expect_misuse({"catalog", "show", "--af=-3"}, "no address family");
}

TEST_F(Usage, HostileWordsAreShownHarmlessly) {
  const Ran ran = wosa({"cat\x1b[31malog\nshow"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err.find('\x1b'), std::string::npos);
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
}

TEST_F(Usage, OutputThatCannotBeWrittenIsAProblem) {
  options_.output_file = "/dev/full";
  const Ran ran = wosa({"catalog", "show"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("standard output"));
}

}  // namespace
}  // namespace wosa::test
