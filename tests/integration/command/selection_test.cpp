// SPDX-License-Identifier: MIT
// What `explain` says is what socket() does: a program asks the library for the same triple.
#include <gmock/gmock.h>

#include <sstream>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

struct Triple {
  int family;
  int type;
  int protocol;
};

class Selection : public CatalogFolder {
 protected:
  // What the program got: the entry's id, or minus the error.
  long socket_gets(const Triple& t) const {
    const Ran ran =
        run({WOSA_TEST_PROBE, std::to_string(t.family), std::to_string(t.type), std::to_string(t.protocol)},
            options_);
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::istringstream words(ran.out);
    std::string first;
    long code = 0;
    words >> first;
    if (first != "error") return std::stol(first);
    words >> code;
    return -code;
  }

  // The id that `explain` says, or -1 where nothing serves.
  long explained(const Triple& t) const {
    const Ran ran = wosa({"catalog", "explain", "--af", std::to_string(t.family), "--type",
                          std::to_string(t.type), "--proto", std::to_string(t.protocol), "--json"});
    const Json document = Json::parse(ran.out, nullptr, false);
    if (document.is_discarded()) return -2;
    EXPECT_EQ(ran.code, document.at("chosen").is_null() ? 1 : 0);
    return document.at("chosen").is_null() ? -1 : document.at("chosen").at("id").get<long>();
  }

  void expect_agreement() const {
    for (const Triple& t : {Triple{2, 1, 0}, Triple{2, 1, 6}, Triple{2, 2, 0}, Triple{2, 2, 17},
                            Triple{23, 1, 6}, Triple{23, 2, 0}, Triple{0, 1, 6}, Triple{2, 0, 17},
                            Triple{2, 1, 17}, Triple{40, 1, 0}, Triple{2, 5, 0}}) {
      const long got = socket_gets(t);
      const long said = explained(t);
      SCOPED_TRACE(::testing::Message() << t.family << '/' << t.type << '/' << t.protocol);
      if (said > 0) {
        EXPECT_EQ(got, said);
      } else {
        EXPECT_EQ(said, -1);
        EXPECT_LT(got, -10000);
      }
    }
  }

  // The stand-alone build of tcpip under another GUID and name.
  Json plug_in() const {
    Json out = provider("plugged", kGuidA);
    out["library"] = WOSA_TEST_PLUGIN_TCPIP;
    return out;
  }
};

TEST_F(Selection, BuiltInAlone) { expect_agreement(); }

TEST_F(Selection, APlugInAhead) {
  if (std::string_view(WOSA_TEST_PLUGIN_TCPIP).empty()) GTEST_SKIP() << "tcpip is not built as a plug-in";
  manifest("10-plugged.json", plug_in());
  const Json shown = wosa_json({"catalog", "show"});
  EXPECT_EQ(socket_gets({2, 1, 6}), entry_of(shown, "plugged").at("id").get<long>());
  expect_agreement();
}

TEST_F(Selection, APlugInThatIsLeftOut) {
  manifest("10-plugged.json", provider("plugged", kGuidA));
  options_.environment["WOSA_PROVIDERS"] = "^plugged";
  expect_agreement();
}

TEST_F(Selection, NobodyIsAllowed) {
  options_.environment["WOSA_PROVIDERS"] = "^*";
  EXPECT_EQ(explained({2, 1, 6}), -1);
  expect_agreement();
}

TEST_F(Selection, AMissingLibraryAhead) {
  Json gone = provider("gone", kGuidA);
  gone["library"] = "/nowhere/libgone.so";
  manifest("10-gone.json", gone);
  expect_agreement();
  gone["critical"] = true;
  manifest("10-gone.json", gone);
  EXPECT_EQ(explained({2, 1, 6}), -1);
  EXPECT_EQ(socket_gets({2, 1, 6}), -10106) << "WSAEPROVIDERFAILEDINIT";
}

TEST_F(Selection, ALibraryAheadThatCannotBeLoaded) {
  Json bad = provider("bad", kGuidA);
  bad["library"] = write("bad.so", "not a library").string();
  manifest("10-bad.json", bad);
  expect_agreement();
  bad["library"] = WOSA_TEST_PLUGIN_SILENT;
  manifest("10-bad.json", bad);
  expect_agreement();
  bad["critical"] = true;
  manifest("10-bad.json", bad);
  EXPECT_EQ(explained({2, 1, 6}), -1);
  expect_agreement();
}

// A running program notices a dropped-in manifest after `wosa catalog refresh`, and not before.
TEST_F(Selection, RefreshReachesARunningProgram) {
  if (std::string_view(WOSA_TEST_PLUGIN_TCPIP).empty()) GTEST_SKIP() << "tcpip is not built as a plug-in";
  ASSERT_EQ(wosa({"catalog", "refresh"}).code, 0);
  const auto waiting = write("waiting.json", plug_in().dump());
  const std::string drop_in =
      "cp '" + waiting.string() + "' '" + (root_ / "providers.d/10-plugged.json").string() + "'";
  const auto lines = [&](const std::string& command) {
    const Ran ran = run({WOSA_TEST_PROBE, "2", "1", "6", command}, options_);
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::filesystem::remove(root_ / "providers.d/10-plugged.json");
    return ran.out;
  };
  EXPECT_THAT(lines(drop_in), ::testing::Not(::testing::HasSubstr("plugged")));
  const std::string after = lines(drop_in + " && '" WOSA_TEST_COMMAND "' catalog refresh > /dev/null");
  EXPECT_THAT(after, ::testing::MatchesRegex("[0-9]+ TCP/IP\n[0-9]+ plugged TCP/IPv4\n"));
}

TEST_F(Selection, ABrokenManifestChangesNothing) {
  write("providers.d/10-bad.json", "[1, 2");
  expect_agreement();
}

}  // namespace
}  // namespace wosa::test
