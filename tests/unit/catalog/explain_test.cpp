// SPDX-License-Identifier: MIT
#include "wosa/catalog/explain.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "catalog_fixture.hpp"
#include "wosa/catalog/show_json.hpp"
#include "wosa/catalog/state_file.hpp"

namespace wosa::catalog::testing {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

class ExplainTest : public CatalogTest {
 protected:
  ExplainTest() {
    install_library("a.so");
    install("10-a.json",
            manifest_text("a", 1, {{"inet6", "stream", "tcp"}, {"inet", "stream", "tcp", ""}}, "a.so"));
  }
  std::string file(const std::string& name) const { return (folder_ / "system/providers.d" / name).string(); }
  static std::string said(const Candidate& c) {
    return std::string(to_string(c.verdict)) + ": " + c.reason + " [" + c.where + "]";
  }
  static std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> out;
    for (const auto& item : object.items()) out.push_back(item.key());
    return out;
  }
};

constexpr Request kTcp4{2, 1, 6};

TEST_F(ExplainTest, EveryCandidateHasItsReasonAndItsPlace) {
  const auto s = build();
  const Explanation story = explain(*s, kTcp4);
  ASSERT_EQ(story.candidates.size(), 7U);
  EXPECT_EQ(said(story.candidates[0]), "rejected: family is inet6, not inet [" + file("10-a.json") + ":8]");
  EXPECT_EQ(
      said(story.candidates[1]),
      "chosen: the first entry in catalog order that matches inet/stream/tcp [" + file("10-a.json") + ":9]");
  EXPECT_EQ(said(story.candidates[2]), "skipped: also matches, comes later [builtin:tcpip:8]");
  EXPECT_EQ(said(story.candidates[3]), "rejected: type is dgram, not stream [builtin:tcpip:9]");
  EXPECT_EQ(story.chosen, &s->entries()[1]);
  EXPECT_EQ(story.error, 0);
}

TEST_F(ExplainTest, ProtocolZeroNamesItsRule) {
  const auto s = build();
  const Explanation story = explain(*s, {2, 1, 0});
  EXPECT_EQ(said(story.candidates[1]),
            "rejected: protocol is tcp, not 0, and it lacks the flag matches_protocol_zero [" +
                file("10-a.json") + ":9]");
  EXPECT_THAT(said(story.candidates[2]), HasSubstr("protocol 0 is let in by the flag matches_protocol_zero"));
}

TEST_F(ExplainTest, EveryKindOfRefusalIsToldApart) {
  install("20-hidden.json",
          manifest_text("h", 2, {{"inet", "stream", "tcp", ",\n \"flags\": [\"hidden\"]"}}, "a.so"));
  install("30-layer.json", layer_text("trace", 3));
  install("40-gone.json", manifest_text("gone", 4, {{"inet", "stream", "tcp"}}, "none.so"));
  install("50-off.json", manifest_text("off", 5, {{"inet", "stream", "tcp"}}, "a.so"));
  const auto done = update_state(paths_.state_file, [](State& state) -> tl::expected<void, std::string> {
    state.providers.push_back({guid_of(5), false, 0, 0, {}});
    return {};
  });
  ASSERT_TRUE(done);
  const auto s = build(Policy::parse("^a"));
  const Explanation story = explain(*s, kTcp4);
  std::map<std::string, std::string> by_provider;
  for (const Candidate& c : story.candidates) by_provider[c.entry->provider->name] = said(c);
  EXPECT_EQ(by_provider["h"], "rejected: hidden: only a socket that names this entry gets it [" +
                                  file("20-hidden.json") + ":9]");
  EXPECT_THAT(by_provider["trace"], HasSubstr("rejected: a layer serves nobody alone"));
  EXPECT_THAT(by_provider["gone"], HasSubstr("skipped: matches, but its status is missing: the library "));
  EXPECT_THAT(by_provider["gone"], HasSubstr("40-gone.json:6]"));
  EXPECT_THAT(by_provider["off"], HasSubstr("rejected: the provider \"off\" is switched off ["));
  EXPECT_THAT(by_provider["off"], HasSubstr("catalog.json:"));
  EXPECT_EQ(by_provider["a"], "rejected: left out by WOSA_PROVIDERS=^a [WOSA_PROVIDERS:1]");
}

TEST_F(ExplainTest, AProviderThatFailedToLoadIsPassedOver) {
  const auto s = build();
  const auto a_failed = [](const Entry& e) {
    return e.provider->name == "a" ? std::optional<std::string>("WSPStartup answered 10106") : std::nullopt;
  };
  const Explanation story = explain(*s, kTcp4, a_failed);
  EXPECT_EQ(
      said(story.candidates[1]),
      "skipped: matches, but could not be loaded: WSPStartup answered 10106 [" + file("10-a.json") + ":6]");
  EXPECT_EQ(story.chosen, &s->entries()[2]);
  EXPECT_EQ(story.change_with, "wosa catalog check");
  const Explanation none = explain(*s, kTcp4, [](const Entry&) { return std::optional<std::string>("no"); });
  EXPECT_EQ(none.chosen, nullptr);
  EXPECT_EQ(none.error, WSAEPROVIDERFAILEDINIT);
}

TEST_F(ExplainTest, ACriticalFailureEndsTheStory) {
  install("10-a.json", manifest_text("a", 1, {{"inet", "stream", "tcp"}}, "none.so", ", \"critical\": true"));
  const Explanation story = explain(*build(), kTcp4);
  EXPECT_THAT(said(story.candidates[0]), HasSubstr("it is critical, so nobody after it is asked"));
  EXPECT_THAT(said(story.candidates[1]), HasSubstr("comes after a critical entry that cannot serve"));
  EXPECT_EQ(story.chosen, nullptr);
  EXPECT_EQ(story.error, WSAEPROVIDERFAILEDINIT);
  EXPECT_EQ(story.change_with, "wosa catalog check");
}

TEST_F(ExplainTest, TheHintWouldReallyChangeTheSelection) {
  const Explanation story = explain(*build(), kTcp4);
  ASSERT_EQ(story.change_with,
            "WOSA_PROVIDERS='tcpip,*' wosa catalog explain --af inet --type stream --proto tcp");
  EXPECT_EQ(explain(*build(Policy::parse("tcpip,*")), kTcp4).chosen->provider->name, "tcpip");

  const Explanation alone = explain(*build(), {2, 2, 17});
  EXPECT_EQ(alone.change_with,
            "WOSA_PROVIDERS='^tcpip' wosa catalog explain --af inet --type dgram --proto udp");
  EXPECT_EQ(explain(*build(Policy::parse("^tcpip")), {2, 2, 17}).chosen, nullptr);

  EXPECT_EQ(explain(*build(Policy::parse("a")), {2, 2, 17}).change_with,
            "env -u WOSA_PROVIDERS wosa catalog explain --af inet --type dgram --proto udp");
  EXPECT_EQ(explain(*build(), {77, 1, 0}).change_with, "wosa catalog show");
}

TEST_F(ExplainTest, JsonHasTheKeysOfTheFormat) {
  const auto s = build();
  const Json doc = Json::parse(to_json(explain(*s, kTcp4)));
  EXPECT_EQ(keys(doc),
            (std::vector<std::string>{"schema", "request", "candidates", "chosen", "change_with"}));
  EXPECT_EQ(doc["schema"], 1);
  EXPECT_EQ(doc["request"], (Json{{"family", "inet"}, {"type", "stream"}, {"protocol", "tcp"}}));
  EXPECT_EQ(keys(doc["candidates"][0]),
            (std::vector<std::string>{"id", "name", "provider", "verdict", "reason", "where"}));
  EXPECT_EQ(doc["candidates"].size(), s->entries().size());
  EXPECT_EQ(doc["chosen"]["id"], s->entries()[1].id());
  EXPECT_EQ(doc["chosen"]["chain"], Json::array({s->entries()[1].id()}));
  EXPECT_TRUE(Json::parse(to_json(explain(*s, {77, 9, 99})))["chosen"].is_null());
}

TEST_F(ExplainTest, ShowHasTheKeysOfTheFormat) {
  const auto s = build();
  const Json doc = Json::parse(show_json(*s));
  EXPECT_EQ(keys(doc), (std::vector<std::string>{"schema", "serial", "entries"}));
  ASSERT_EQ(doc["entries"].size(), s->entries().size());
  const Json& e = doc["entries"][0];
  EXPECT_EQ(keys(e), (std::vector<std::string>{"id", "name", "provider", "guid", "kind", "family", "type",
                                               "protocol", "chain", "library", "capabilities", "flags",
                                               "enabled", "status", "reason", "origin"}));
  EXPECT_EQ(e["provider"], "a");
  EXPECT_EQ(e["guid"], guid_text(1));
  EXPECT_EQ(e["kind"], "base");
  EXPECT_EQ(e["family"], "inet6");
  EXPECT_EQ(e["status"], "ok");
  EXPECT_EQ(e["origin"], file("10-a.json") + ":8");
  EXPECT_EQ(doc["entries"][2]["flags"], Json::array({"matches_protocol_zero"}));
  const Json some =
      Json::parse(show_json(*s, [](const Entry& entry) { return entry.provider->name == "a"; }));
  EXPECT_EQ(some["entries"].size(), 2U);
}

TEST_F(ExplainTest, APathThatIsNotUtf8StillGivesJson) {
  install("20-\xff.json", manifest_text("b", 2, {{"inet", "stream", "tcp"}}, "a.so"));
  const auto s = build();
  EXPECT_TRUE(Json::accept(show_json(*s)));
  EXPECT_TRUE(Json::accept(to_json(explain(*s, kTcp4))));
}

}  // namespace
}  // namespace wosa::catalog::testing
