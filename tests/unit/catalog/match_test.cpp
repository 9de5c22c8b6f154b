// SPDX-License-Identifier: MIT
#include "wosa/catalog/match.hpp"

#include <gtest/gtest.h>

#include <random>

#include "catalog_fixture.hpp"
#include "wosa/catalog/explain.hpp"

namespace wosa::catalog::testing {
namespace {

class MatchTest : public CatalogTest {
 protected:
  MatchTest() { install_library("a.so"); }

  static std::string chosen(const Snapshot& snapshot, int family, int type, int protocol) {
    const Match m = match(snapshot, {family, type, protocol});
    return m.entry != nullptr ? m.entry->provider->name + ": " + m.entry->name() : std::to_string(m.error);
  }
  static int error(const Snapshot& snapshot, int family, int type, int protocol) {
    return match(snapshot, {family, type, protocol}).error;
  }
};

constexpr int kInet = 2;
constexpr int kInet6 = 23;
constexpr int kStream = 1;
constexpr int kDgram = 2;
constexpr int kRaw = 3;
constexpr int kTcp = 6;
constexpr int kUdp = 17;

// Behaviours 35, 36 and 40.
TEST_F(MatchTest, ProtocolZeroGivesTheDefaultOfTheType) {
  const auto s = build();
  EXPECT_EQ(chosen(*s, kInet, kStream, 0), "tcpip: inet stream");
  EXPECT_EQ(chosen(*s, kInet, kDgram, 0), "tcpip: inet dgram");
  EXPECT_EQ(chosen(*s, kInet6, kStream, kTcp), "tcpip: inet6 stream");
}

// Behaviour 36.
TEST_F(MatchTest, ProtocolZeroWantsTheFlagOrProtocolZero) {
  install("10-a.json", manifest_text("a", 1, {{"inet", "stream", "tcp", ""}}, "a.so"));
  const auto s = build();
  EXPECT_EQ(chosen(*s, kInet, kStream, 0), "tcpip: inet stream");
  EXPECT_EQ(chosen(*s, kInet, kStream, kTcp), "a: inet stream");
  EXPECT_EQ(chosen(*s, kInet, kRaw, 0), "tcpip: inet raw");
}

// Behaviour 37.
TEST_F(MatchTest, AnOffsetWidensTheMatch) {
  const auto s = build();
  EXPECT_EQ(chosen(*s, kInet, kRaw, 1), "tcpip: inet raw");
  EXPECT_EQ(chosen(*s, kInet, kRaw, 255), "tcpip: inet raw");
  EXPECT_EQ(error(*s, kInet, kRaw, 256), WSAEPROTONOSUPPORT);
  EXPECT_EQ(error(*s, kInet, kRaw, -1), WSAEPROTONOSUPPORT);
}

// Behaviour 39.
TEST_F(MatchTest, TheErrorSaysWhatNobodyHas) {
  const auto s = build();
  EXPECT_EQ(error(*s, 77, kStream, 0), WSAEAFNOSUPPORT);
  EXPECT_EQ(error(*s, -1, kStream, 0), WSAEAFNOSUPPORT);
  EXPECT_EQ(error(*s, kInet, 5, 0), WSAESOCKTNOSUPPORT);
  EXPECT_EQ(error(*s, kInet6, kRaw, 0), WSAESOCKTNOSUPPORT);
  EXPECT_EQ(error(*s, 0, 9, 0), WSAESOCKTNOSUPPORT);
  EXPECT_EQ(error(*s, kInet6, kStream, 99), WSAEPROTONOSUPPORT);
  EXPECT_EQ(error(*s, kInet6, 0, 99), WSAEPROTONOSUPPORT);
}

// Behaviour 40.
TEST_F(MatchTest, AProtocolOfAnotherTypeIsAnError) {
  EXPECT_EQ(error(*build(), kInet, kStream, kUdp), WSAEPROTOTYPE);
  EXPECT_EQ(error(*build(), kInet6, kDgram, kTcp), WSAEPROTOTYPE);
}

// Behaviour 41.
TEST_F(MatchTest, FamilyAndTypeZeroMatchAnything) {
  const auto s = build();
  EXPECT_EQ(chosen(*s, 0, 0, kTcp), "tcpip: inet stream");
  EXPECT_EQ(chosen(*s, 0, kDgram, 0), "tcpip: inet dgram");
  EXPECT_EQ(chosen(*s, kInet6, 0, kUdp), "tcpip: inet6 dgram");
  EXPECT_EQ(error(*s, 0, 0, 0), WSAEINVAL);
}

// Behaviour 42.
TEST_F(MatchTest, HiddenEntriesLeaveAutomaticSelection) {
  install("10-a.json",
          manifest_text("a", 1,
                        {{"inet", "stream", "tcp", ", \"flags\": [\"hidden\", \"matches_protocol_zero\"]"},
                         {"ipx", "stream", "0", ", \"flags\": [\"hidden\"]"}},
                        "a.so"));
  const auto s = build();
  EXPECT_EQ(chosen(*s, kInet, kStream, 0), "tcpip: inet stream");
  EXPECT_EQ(error(*s, 6, kStream, 0), WSAEAFNOSUPPORT);
  EXPECT_NE(s->by_id(s->entries()[0].id()), nullptr) << "and can still be named";
}

// Behaviour 38.
TEST_F(MatchTest, ALoneLayerIsNoPartialMatchEither) {
  std::string text = layer_text("trace", 2);
  text.insert(text.rfind("\n}"),
              ",\n\"protocols\": [ {\"name\": \"x\", \"family\": \"ipx\", \"type\": \"stream\"} ]");
  install("10-trace.json", text);
  const auto s = build();
  ASSERT_EQ(s->entries()[0].kind, Kind::layer) << messages(*s);
  EXPECT_EQ(error(*s, 6, kStream, 0), WSAEAFNOSUPPORT);
}

// Behaviour 43.
TEST_F(MatchTest, RecommendationsDoNotAffectSelection) {
  install("10-a.json", manifest_text("a", 1, {{"inet", "stream", "tcp", ""}}, "a.so"));
  install("20-b.json",
          manifest_text("b", 2, {{"inet", "stream", "tcp", ", \"flags\": [\"recommended_proto_entry\"]"}},
                        "a.so"));
  EXPECT_EQ(chosen(*build(), kInet, kStream, kTcp), "a: inet stream");
}

TEST_F(MatchTest, UnusableEntriesAreSkippedUnlessCritical) {
  const auto gone = [](const std::string& more) {
    return manifest_text("gone", 1, {{"inet", "stream", "tcp", kMatchesZero}, {"ipx", "dgram", "0"}},
                         "none.so", more);
  };
  install("10-gone.json", gone(""));
  const auto s = build();
  EXPECT_EQ(chosen(*s, kInet, kStream, 0), "tcpip: inet stream");
  EXPECT_EQ(error(*s, 6, kDgram, 0), WSAEPROVIDERFAILEDINIT) << "there is one, it cannot start";
  EXPECT_EQ(error(*s, 6, kStream, 0), WSAESOCKTNOSUPPORT);

  install("10-gone.json", gone(", \"critical\": true"));
  const auto critical = build();
  const Match m = match(*critical, {kInet, kStream, 0});
  EXPECT_EQ(m.entry, nullptr);
  EXPECT_EQ(m.error, WSAEPROVIDERFAILEDINIT);
  ASSERT_NE(m.culprit, nullptr);
  EXPECT_EQ(m.culprit->provider->name, "gone");
  EXPECT_EQ(chosen(*critical, kInet6, kStream, 0), "tcpip: inet6 stream") << "what it does not offer goes on";
}

TEST_F(MatchTest, TheNextMatchComesBehindTheOneThatFailed) {
  install("10-a.json", manifest_text("a", 1, {{"inet", "stream", "tcp"}, {"inet", "stream", "tcp"}}, "a.so"));
  const auto s = build();
  Match m = match(*s, {kInet, kStream, kTcp});
  ASSERT_NE(m.entry, nullptr);
  EXPECT_EQ(m.entry->index, 0U);
  m = match(*s, {kInet, kStream, kTcp}, 0);
  EXPECT_EQ(m.entry->index, 1U);
  m = match(*s, {kInet, kStream, kTcp}, 1);
  EXPECT_EQ(m.entry->provider->name, "tcpip");
  m = match(*s, {kInet, kStream, kTcp}, m.entry->index);
  EXPECT_EQ(m.entry, nullptr);
  EXPECT_EQ(m.error, WSAEPROVIDERFAILEDINIT);
  EXPECT_EQ(match(*s, {kInet, kStream, kTcp}, s->entries().size() + 5).entry, nullptr);
}

TEST_F(MatchTest, AnEmptyCatalogHasNoFamily) {
  const auto empty = Snapshot::build(paths_, {}, {});
  EXPECT_EQ(error(*empty, kInet, kStream, kTcp), WSAEAFNOSUPPORT);
  EXPECT_EQ(error(*empty, 0, 0, kTcp), WSAEPROTONOSUPPORT);
}

TEST_F(MatchTest, LargestNumbersDoNotOverflow) {
  install(
      "10-a.json",
      manifest_text("a", 1, {{"inet", "5", "2147483647", ", \"iProtocolMaxOffset\": 2147483647"}}, "a.so"));
  auto text = read_text(folder_ / "system/providers.d/10-a.json");
  text.replace(text.find("\"type\": \"5\""), 11, "\"type\": 5");
  install("10-a.json", text);
  const auto s = build();
  EXPECT_EQ(chosen(*s, kInet, 5, 2147483647), "a: inet 5") << messages(*s);
  EXPECT_EQ(error(*s, kInet, 5, 2147483646), WSAEPROTONOSUPPORT);
}

// The index, the walk behind an index, and the explanation are three ways to one answer, which here is found
// once more by going through the entries one by one.
TEST_F(MatchTest, IndexWalkAndExplanationAgreeOnRandomCatalogs) {
  std::mt19937 random(20);
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  const char* families[] = {"inet", "inet6", "unix"};
  const char* types[] = {"stream", "dgram", "raw"};
  for (int round = 0; round < 60; ++round) {
    fs::remove_all(folder_ / "system");
    const int providers = 1 + below(5);
    for (int p = 0; p < providers; ++p) {
      std::vector<ProtocolText> protocols;
      const int count = 1 + below(6);
      for (int i = 0; i < count; ++i) {
        std::string more;
        if (below(3) == 0) more += ", \"iProtocolMaxOffset\": " + std::to_string(below(6));
        if (below(3) == 0) more += kMatchesZero;
        if (below(8) == 0) more = ", \"flags\": [\"hidden\"]";
        protocols.push_back({families[below(3)], types[below(3)], std::to_string(below(8)), more});
      }
      install(std::to_string(10 + p) + ".json",
              manifest_text("p" + std::to_string(p), static_cast<unsigned>(p) + 1, protocols,
                            below(4) == 0 ? "none.so" : "a.so", below(5) == 0 ? ", \"critical\": true" : ""));
    }
    const auto s = build(below(3) == 0 ? Policy::parse("p1,p0,tcpip,p3") : Policy());
    for (int n = 0; n < 200; ++n) {
      const int family[] = {0, 1, 2, 23, 5};
      const Request r{family[below(5)], below(5), below(10)};
      const Entry* expected = nullptr;
      const Entry* culprit = nullptr;
      for (const Entry& e : s->entries()) {
        if (expected != nullptr || culprit != nullptr) break;
        const Rejection rejection = first_rejection(e, r);
        if (rejection == Rejection::none) expected = &e;
        if (rejection == Rejection::unusable && e.critical) culprit = &e;
      }
      if (r.family == 0 && r.type == 0 && r.protocol == 0) expected = culprit = nullptr;
      SCOPED_TRACE("request " + std::to_string(r.family) + ' ' + std::to_string(r.type) + ' ' +
                   std::to_string(r.protocol));
      const Match m = match(*s, r);
      ASSERT_EQ(m.entry, expected);
      ASSERT_EQ(m.culprit, culprit);
      ASSERT_EQ(m.error != 0, expected == nullptr);
      const Explanation story = explain(*s, r);
      ASSERT_EQ(story.chosen, expected);
      ASSERT_EQ(story.error, m.error);
      ASSERT_EQ(story.candidates.size(), s->entries().size());
      for (const Candidate& c : story.candidates) {
        ASSERT_EQ(c.verdict == Verdict::chosen, c.entry == expected);
        ASSERT_FALSE(c.reason.empty());
        ASSERT_FALSE(c.where.empty());
      }
      if (expected == nullptr) continue;
      const Match next = match(*s, r, expected->index);
      const Entry* later = nullptr;
      for (const Entry& e : s->entries().subspan(expected->index + 1)) {
        const Rejection rejection = first_rejection(e, r);
        if (rejection == Rejection::none) later = &e;
        if (rejection == Rejection::none || (rejection == Rejection::unusable && e.critical)) break;
      }
      ASSERT_EQ(next.entry, later);
    }
  }
}

}  // namespace
}  // namespace wosa::catalog::testing
