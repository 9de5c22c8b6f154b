// SPDX-License-Identifier: MIT
#include "wosa/catalog/snapshot.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <set>

#include "catalog_fixture.hpp"
#include "wosa/catalog/serial.hpp"
#include "wosa/catalog/state_file.hpp"

namespace wosa::catalog::testing {
namespace {

using ::testing::HasSubstr;

class SnapshotTest : public CatalogTest {
 protected:
  SnapshotTest() {
    install_library("a.so");
    install_library("b.so");
  }
  static std::string one(const std::string& name, unsigned guid, const std::string& library = "a.so") {
    return manifest_text(name, guid, {{"inet", "stream", "tcp", kMatchesZero}}, library);
  }
  void decide(const std::function<void(State&)>& change) { decide(paths_.state_file, change, kFirstEntryId); }
  void decide(const fs::path& file, const std::function<void(State&)>& change, DWORD first_id) {
    const auto done = update_state(
        file,
        [&](State& state) -> tl::expected<void, std::string> {
          change(state);
          return {};
        },
        first_id);
    ASSERT_TRUE(done) << format(done.error().diagnostics.front());
  }
  DWORD record(State& state, unsigned guid, std::uint32_t index = 0, bool enabled = true) {
    const DWORD id = state.allocate_id();
    state.entries.push_back({id, guid_of(guid), index, enabled, 0, {}});
    return id;
  }
};

TEST_F(SnapshotTest, WithNoFilesAtAllTheBuiltInsServe) {
  const auto snapshot = build();
  EXPECT_EQ(messages(*snapshot), "");
  EXPECT_EQ(snapshot->serial(), 0U);
  ASSERT_EQ(snapshot->entries().size(), 5U);
  const Entry& e = snapshot->entries()[0];
  EXPECT_EQ(e.kind, Kind::base);
  EXPECT_EQ(e.status, Status::ok);
  EXPECT_TRUE(e.enabled);
  EXPECT_EQ(e.index, 0U);
  EXPECT_EQ(e.name(), "inet stream");
  EXPECT_TRUE(same_guid(e.info.ProviderId, guid_of(0x100)));
  EXPECT_EQ(e.info.ProtocolChain.ChainLen, 1);
  EXPECT_GE(e.id(), 0x40000000U);
  EXPECT_LE(e.id(), 0x7fffffffU);
  EXPECT_EQ(e.chain, std::vector<DWORD>{e.id()});
  EXPECT_EQ(e.origin.text(), "builtin:tcpip:8");
  EXPECT_EQ(snapshot->by_id(e.id()), &e);
  EXPECT_EQ(snapshot->by_id(12), nullptr);
  EXPECT_EQ(snapshot->provider(guid_of(0x100)), e.provider);
  EXPECT_EQ(snapshot->provider(guid_of(0x101)), nullptr);
}

// Behaviour 52.
TEST_F(SnapshotTest, EntryIdsAreUniqueAndStable) {
  install("10-a.json", manifest_text("a", 1, std::vector<ProtocolText>(200), "a.so"));
  std::map<std::pair<std::string, std::size_t>, DWORD> ids;
  const auto first = build();
  std::set<DWORD> seen;
  for (const Entry& e : first->entries()) EXPECT_TRUE(seen.insert(e.id()).second);
  const DWORD tcpip = first->entries()[200].id();
  EXPECT_EQ(first->entries()[200].provider->name, "tcpip");

  // Another name, another order, more providers: the ids stay.
  fs::rename(folder_ / "system/providers.d/10-a.json", folder_ / "system/providers.d/90-a.json");
  install("20-b.json", one("b", 2));
  const auto second = build();
  EXPECT_EQ(names(*second).substr(0, 3), "b a");
  for (std::size_t i = 0; i < 200; ++i) EXPECT_EQ(second->entries()[i + 1].id(), first->entries()[i].id());
  EXPECT_EQ(second->entries()[201].id(), tcpip);
}

TEST_F(SnapshotTest, ManifestsAreSortedByFileNameOverAllFolders) {
  install("20-b.json", one("b", 2), "user");
  install("10-a.json", one("a", 1), "system");
  install("30-c.json", one("c", 3), "system");
  install("notes.txt", "no manifest");
  install(".hidden.json", "no manifest either");
  EXPECT_EQ(names(*build()), "a b c tcpip tcpip tcpip tcpip tcpip");
}

TEST_F(SnapshotTest, OfEqualFileNamesTheFirstFoldersWins) {
  install("10-a.json", one("system-a", 1), "system");
  install("10-a.json", one("user-a", 2), "user");
  EXPECT_EQ(build()->entries()[0].provider->name, "user-a");
  install("10-a.json", "", "user");
  EXPECT_EQ(build()->entries()[0].provider->name, "tcpip") << "an empty file disables";
  install("10-a.json", "{", "user");
  const auto broken = build();
  EXPECT_EQ(broken->entries()[0].provider->name, "tcpip") << "a broken one does not bring the other back";
  EXPECT_THAT(messages(*broken), HasSubstr("user/providers.d/10-a.json:1: not valid JSON"));
}

TEST_F(SnapshotTest, OfEqualGuidsTheFirstManifestWins) {
  install("10-a.json", one("a", 1));
  install("20-b.json", one("b", 1));
  const auto snapshot = build();
  EXPECT_EQ(names(*snapshot), "a tcpip tcpip tcpip tcpip tcpip");
  EXPECT_THAT(messages(*snapshot),
              HasSubstr("20-b.json:5: the GUID " + guid_text(1) + " already belongs to \"a\" of "));
  EXPECT_THAT(messages(*snapshot), HasSubstr("10-a.json:5"));
}

TEST_F(SnapshotTest, AManifestWithABuiltInsGuidReplacesItsLibrary) {
  install("10-mine.json", one("mine", 0x100, "a.so"));
  const auto snapshot = build();
  EXPECT_EQ(messages(*snapshot), "");
  EXPECT_EQ(names(*snapshot), "mine") << "never a second instance";
  EXPECT_EQ(snapshot->provider(guid_of(0x100))->resolved_library, (paths_.provider_dir / "a.so").string());
  EXPECT_EQ(snapshot->providers().size(), 1U);
}

TEST_F(SnapshotTest, ABadManifestIsSkippedAndTheRestWorks) {
  install("10-bad.json", "{\"schema\":1,\n\"name\":7}");
  install("20-newer.json", "{\"schema\":9}");
  install("30-a.json", one("a", 1));
  fs::create_directories(folder_ / "system/providers.d/40-folder.json");
  const auto snapshot = build();
  EXPECT_EQ(names(*snapshot), "a tcpip tcpip tcpip tcpip tcpip");
  EXPECT_THAT(messages(*snapshot), HasSubstr("10-bad.json:2: \"name\" is the number 7; expected a string"));
  EXPECT_THAT(messages(*snapshot), HasSubstr("20-newer.json:1: \"schema\" is 9"));
  EXPECT_THAT(messages(*snapshot), HasSubstr("40-folder.json:1: cannot be read"));
}

TEST_F(SnapshotTest, AMissingLibraryIsSeenWithoutLoadingAnything) {
  install("10-a.json", one("a", 1, "none.so"));
  install("20-b.json", one("b", 2, "builtin:tcpp"));
  fs::create_directories(paths_.provider_dir / "folder.so");
  install("30-c.json", one("c", 3, "folder.so"));
  const auto snapshot = build();
  EXPECT_EQ(snapshot->entries()[0].status, Status::missing);
  EXPECT_THAT(snapshot->entries()[0].reason, HasSubstr("none.so: No such file"));
  EXPECT_THAT(snapshot->entries()[0].decision.text(), HasSubstr("10-a.json:6"));
  EXPECT_TRUE(snapshot->entries()[0].enabled);
  EXPECT_EQ(snapshot->entries()[1].status, Status::missing);
  EXPECT_THAT(snapshot->entries()[1].reason, HasSubstr("did you mean \"tcpip\"?"));
  EXPECT_EQ(snapshot->entries()[2].status, Status::broken);
}

TEST_F(SnapshotTest, RecordedEntriesComeFirstThenManifestsThenBuiltIns) {
  install("10-a.json", one("a", 1));
  install("20-b.json", one("b", 2));
  decide([this](State& state) {
    record(state, 2);
    record(state, 0x100);
  });
  const auto snapshot = build();
  EXPECT_EQ(names(*snapshot), "b a tcpip tcpip tcpip tcpip tcpip");
  EXPECT_EQ(snapshot->entries()[0].id(), 1001U);
  EXPECT_EQ(snapshot->entries()[2].id(), 1002U) << "a recorded built-in has its id, and still comes last";
  EXPECT_EQ(snapshot->serial(), 1U);
}

// Behaviour 34.
TEST_F(SnapshotTest, TheOrderOfTheStateFileDrivesTheCatalog) {
  install("10-a.json", one("a", 1));
  install("20-b.json", one("b", 2));
  const DWORD udp = build()->entries()[3].id();
  decide([&](State& state) {
    const DWORD b = record(state, 2);
    state.order = {udp, 4711, b};
  });
  const auto snapshot = build();
  EXPECT_EQ(snapshot->entries()[0].id(), udp) << "also an id that nobody recorded";
  EXPECT_EQ(names(*snapshot), "tcpip b a tcpip tcpip tcpip tcpip");
  EXPECT_THAT(snapshot->entries()[0].placed.text(), HasSubstr("catalog.json:6"));
  EXPECT_TRUE(snapshot->entries()[2].placed.file.empty());
}

TEST_F(SnapshotTest, DecisionsSwitchEntriesAndProvidersOff) {
  install("10-a.json", manifest_text("a", 1, {{"inet"}, {"inet6"}}, "a.so"));
  install("20-b.json", one("b", 2));
  decide([this](State& state) {
    record(state, 1, 1, false);
    state.providers.push_back({guid_of(2), false, 5, 0, {}});
  });
  const auto snapshot = build();
  const Entry& off = snapshot->entries()[0];
  EXPECT_EQ(off.name(), "inet6 stream");
  EXPECT_FALSE(off.enabled);
  EXPECT_EQ(off.reason, "the entry is switched off");
  EXPECT_THAT(off.decision.text(), HasSubstr("catalog.json:8"));
  EXPECT_TRUE(snapshot->entries()[1].enabled);
  EXPECT_FALSE(snapshot->entries()[2].enabled);
  EXPECT_EQ(snapshot->entries()[2].reason, "the provider \"b\" is switched off");
  EXPECT_EQ(snapshot->provider(guid_of(2))->lsp_categories, 5U);
}

TEST_F(SnapshotTest, TheUsersDecisionsLieOverTheMachines) {
  paths_.user_state_file = folder_ / "home/catalog.json";
  install("10-a.json", one("a", 1));
  install("20-b.json", one("b", 2));
  install("30-c.json", one("c", 3));
  decide([this](State& state) {
    const DWORD a = record(state, 1, 0, false);
    const DWORD c = record(state, 3);
    state.order = {c, a};
  });
  decide(
      paths_.user_state_file,
      [this](State& state) {
        const DWORD b = record(state, 2);
        const DWORD a = record(state, 1);
        state.order = {b, a};
      },
      kFirstUserEntryId);
  const auto snapshot = build();
  EXPECT_EQ(messages(*snapshot), "");
  EXPECT_EQ(names(*snapshot).substr(0, 5), "b a c");
  EXPECT_EQ(snapshot->entries()[0].id(), 1000001U);
  EXPECT_EQ(snapshot->entries()[1].id(), 1001U) << "the machine's id stays";
  EXPECT_EQ(snapshot->by_id(1000002), &snapshot->entries()[1]) << "and the user's leads there too";
  EXPECT_TRUE(snapshot->entries()[1].enabled) << "the user switched it on again";
  EXPECT_EQ(snapshot->serial(), 2U);
}

TEST_F(SnapshotTest, ADamagedStateFileLosesDecisionsNeverProviders) {
  install("10-a.json", one("a", 1));
  folder_.write("var/catalog.json", "{\"schema\": 1, \"order\": [");
  const auto snapshot = build();
  EXPECT_EQ(names(*snapshot), "a tcpip tcpip tcpip tcpip tcpip");
  EXPECT_THAT(messages(*snapshot), HasSubstr("neither this file nor a previous copy is usable"));
}

// Behaviours 38 and 215 to 219.
TEST_F(SnapshotTest, ChainsListTheirMembersFromTheTop) {
  install("10-a.json", one("a", 1));
  install("50-trace.json", layer_text("trace", 2, "\"inet/stream\""));
  install("60-crypt.json", layer_text("crypt", 3, "", "translating"));
  decide([this](State& state) {
    const DWORD a = record(state, 1);
    const DWORD trace = record(state, 2);
    const DWORD crypt = record(state, 3);
    const DWORD id = state.allocate_id();
    state.chains.push_back({id, "trace over crypt over a", guid_of(2), {trace, crypt, a}, true, 0, {}});
    state.order = {id};
  });
  const auto snapshot = build();
  EXPECT_EQ(messages(*snapshot), "");
  const Entry& chain = snapshot->entries()[0];
  EXPECT_EQ(chain.kind, Kind::chain);
  EXPECT_EQ(chain.id(), 1004U);
  EXPECT_EQ(chain.name(), "trace over crypt over a");
  EXPECT_EQ(chain.chain, (std::vector<DWORD>{1002, 1003, 1001}));
  EXPECT_EQ(chain.info.ProtocolChain.ChainLen, 3);
  EXPECT_EQ(chain.info.ProtocolChain.ChainEntries[0], 1002U);
  EXPECT_EQ(chain.info.ProtocolChain.ChainEntries[2], 1001U);
  EXPECT_TRUE(same_guid(chain.info.ProviderId, guid_of(2))) << "a chain carries its layer's GUID";
  EXPECT_EQ(chain.info.iProtocol, 6);
  EXPECT_EQ(chain.info.iAddressFamily, 2);
  EXPECT_EQ(chain.status, Status::ok);
  const Entry* layer = snapshot->by_id(1002);
  ASSERT_NE(layer, nullptr);
  EXPECT_EQ(layer->kind, Kind::layer);
  EXPECT_EQ(layer->info.ProtocolChain.ChainLen, 0);
  EXPECT_TRUE(layer->chain.empty());
}

TEST_F(SnapshotTest, ATranslatingLayerTakesAwayTheKernelHandle) {
  install(
      "10-a.json",
      manifest_text("a", 1,
                    {{"inet", "stream", "tcp", ", \"capabilities\": [\"ifs_handles\", \"graceful_close\"]"}},
                    "a.so"));
  install("50-trace.json", layer_text("trace", 2));
  install("60-crypt.json", layer_text("crypt", 3, "", "translating"));
  decide([this](State& state) {
    const DWORD a = record(state, 1);
    const DWORD trace = record(state, 2);
    const DWORD crypt = record(state, 3);
    state.chains.push_back({state.allocate_id(), "t", guid_of(2), {trace, a}, true, 0, {}});
    state.chains.push_back({state.allocate_id(), "c", guid_of(3), {crypt, a}, true, 0, {}});
  });
  const auto snapshot = build();
  EXPECT_EQ(snapshot->by_id(1004)->info.dwServiceFlags1, DWORD{XP1_IFS_HANDLES | XP1_GRACEFUL_CLOSE});
  EXPECT_EQ(snapshot->by_id(1005)->info.dwServiceFlags1, DWORD{XP1_GRACEFUL_CLOSE});
  EXPECT_EQ(snapshot->entries()[0].id(), 1004U) << "chains nobody ordered stand before what they are made of";
}

TEST_F(SnapshotTest, ChainsThatCannotBeAreSkippedWithTheirReason) {
  install("10-a.json", one("a", 1));
  install("20-gone.json", one("gone", 4, "none.so"));
  install("50-trace.json", layer_text("trace", 2, "\"inet6/stream\""));
  install("60-any.json", layer_text("any", 3));
  decide([this](State& state) {
    const DWORD a = record(state, 1);
    const DWORD trace = record(state, 2);
    const DWORD any = record(state, 3);
    const DWORD gone = record(state, 4);
    ASSERT_EQ(gone, 1004U);
    const auto chain = [&](unsigned layer, std::vector<DWORD> members, bool enabled = true) {
      state.chains.push_back({state.allocate_id(), "c", guid_of(layer), std::move(members), enabled, 0, {}});
    };
    chain(2, {trace, a});       // 1005: not over inet
    chain(3, {any, any, a});    // 1006: twice
    chain(3, {any, trace});     // 1007: no base
    chain(1, {a, a});           // 1008: a base where a layer belongs
    chain(3, {any, gone});      // 1009: library missing
    chain(3, {any, 4711});      // 1010: not installed
    chain(2, {any, a});         // 1011: not its layer
    chain(3, {any, a}, false);  // 1012: switched off
    chain(3, {any, a});         // 1013: fine
  });
  const auto snapshot = build();
  const auto reason = [&](DWORD id) {
    const Entry* e = snapshot->by_id(id);
    return e != nullptr ? std::string(to_string(e->status)) + ": " + e->reason : "left out";
  };
  EXPECT_THAT(reason(1005), HasSubstr("broken: the layer \"trace\" does not go over inet/stream/tcp"));
  EXPECT_THAT(reason(1006), HasSubstr("twice"));
  EXPECT_THAT(reason(1007), HasSubstr("no base entry"));
  EXPECT_THAT(reason(1008), HasSubstr("is no layer"));
  EXPECT_THAT(reason(1009), HasSubstr("missing: the member \"gone\": the library"));
  EXPECT_EQ(reason(1010), "left out");
  EXPECT_EQ(reason(1011), "left out");
  EXPECT_FALSE(snapshot->by_id(1012)->enabled);
  EXPECT_EQ(reason(1013), "ok: ");
  EXPECT_THAT(messages(*snapshot), HasSubstr("its member 4711 is not installed"));
}

TEST_F(SnapshotTest, WosaProvidersAllowsAndOrders) {
  install("10-a.json", one("a", 1));
  install("20-b.json", one("b", 2));
  const auto snapshot = build(Policy::parse("tcpip,b"));
  EXPECT_EQ(names(*snapshot), "tcpip tcpip tcpip tcpip tcpip b a");
  const Entry& out = snapshot->entries()[6];
  EXPECT_FALSE(out.enabled);
  EXPECT_EQ(out.reason, "left out by WOSA_PROVIDERS=tcpip,b");
  EXPECT_EQ(out.decision.text(), "WOSA_PROVIDERS:1");
  EXPECT_TRUE(snapshot->entries()[5].enabled);

  EXPECT_EQ(names(*build(Policy::parse("b,*"))), "b a tcpip tcpip tcpip tcpip tcpip");
  const auto without = build(Policy::parse("^a"));
  EXPECT_EQ(names(*without), "b tcpip tcpip tcpip tcpip tcpip a");
  EXPECT_THAT(messages(*build(Policy::parse("bb"))),
              HasSubstr("WOSA_PROVIDERS:1: \"bb\" is no installed provider"));
}

TEST_F(SnapshotTest, AChainNeedsAllItsProvidersAllowed) {
  install("10-a.json", one("a", 1));
  install("50-trace.json", layer_text("trace", 2));
  decide([this](State& state) {
    const DWORD a = record(state, 1);
    const DWORD trace = record(state, 2);
    state.chains.push_back({state.allocate_id(), "t", guid_of(2), {trace, a}, true, 0, {}});
  });
  EXPECT_TRUE(build()->by_id(1003)->enabled);
  EXPECT_FALSE(build(Policy::parse("a"))->by_id(1003)->enabled);
  EXPECT_FALSE(build(Policy::parse("trace"))->by_id(1003)->enabled);
  EXPECT_TRUE(build(Policy::parse("trace,a"))->by_id(1003)->enabled);
  EXPECT_FALSE(build(Policy::parse("^trace"))->by_id(1003)->enabled);
}

TEST_F(SnapshotTest, NameSpacesStandApartInTheirOwnOrder) {
  const auto name_space = [](const std::string& name, unsigned guid) {
    return "{\"schema\":1,\"name\":\"" + name + "\",\"kind\":\"namespace\",\"guid\":\"" + guid_text(guid) +
           "\",\"library\":\"a.so\",\"namespace\":{\"id\":\"" + name + "\"}}";
  };
  install("10-dns.json", name_space("dns", 1));
  install("20-hosts.json", name_space("hosts", 2));
  const auto usual = build();
  EXPECT_EQ(usual->entries().size(), 5U);
  ASSERT_EQ(usual->name_spaces().size(), 2U);
  EXPECT_EQ(usual->name_spaces()[0]->name, "dns");
  decide([](State& state) { state.name_space_order = {guid_of(2)}; });
  EXPECT_EQ(build()->name_spaces()[0]->name, "hosts");
  EXPECT_TRUE(build(Policy::parse("tcpip"))->name_spaces()[0]->enabled)
      << "an allow list speaks of transports";
  EXPECT_FALSE(build(Policy::parse("^hosts"))->name_spaces()[0]->enabled);
}

TEST_F(SnapshotTest, AnElevatedProcessTakesOnlyWhatItsOwnerAloneMayWrite) {
  paths_.elevated = true;
  fs::permissions(folder_.path(), fs::perms(0755));
  const auto loose = install("10-loose.json", one("loose", 1));
  const auto manifest = install("20-a.json", one("a", 2, "a.so"));
  install("30-b.json", one("b", 3, "b.so"));
  for (const auto& item : fs::recursive_directory_iterator(folder_.path())) {
    fs::permissions(item.path(), item.is_directory() ? fs::perms(0755) : fs::perms(0644));
  }
  fs::permissions(loose, fs::perms(0666));
  fs::permissions(paths_.provider_dir / "b.so", fs::perms(0664));
  const auto snapshot = build();
  EXPECT_EQ(names(*snapshot), "a b tcpip tcpip tcpip tcpip tcpip");
  EXPECT_THAT(messages(*snapshot), HasSubstr("10-loose.json:1: cannot be read: not trusted"));
  EXPECT_EQ(snapshot->entries()[0].status, Status::ok) << snapshot->entries()[0].reason;
  EXPECT_EQ(snapshot->entries()[1].status, Status::untrusted);
  EXPECT_THAT(snapshot->entries()[1].reason, HasSubstr("may be written by others"));
  EXPECT_EQ(snapshot->entries()[2].status, Status::ok) << "built-ins are part of us";

  fs::permissions(folder_ / "system/providers.d", fs::perms(0777));
  const auto folder = build();
  EXPECT_EQ(names(*folder), "tcpip tcpip tcpip tcpip tcpip");
  EXPECT_THAT(messages(*folder), HasSubstr("not trusted by an elevated process"));
  fs::permissions(folder_ / "system/providers.d", fs::perms(0755));

  fs::permissions(paths_.provider_dir, fs::perms(0777));
  EXPECT_EQ(build()->entries()[0].status, Status::untrusted)
      << "whoever may write the folder may exchange the file";
}

TEST_F(SnapshotTest, ALargeCatalogBuildsAndIsFoundById) {
  for (unsigned m = 0; m < 50; ++m) {
    install(std::to_string(100 + m) + "-p.json",
            manifest_text("p" + std::to_string(m), m + 1, std::vector<ProtocolText>(20), "a.so"));
  }
  const auto snapshot = build();
  ASSERT_EQ(snapshot->entries().size(), 1005U);
  EXPECT_EQ(messages(*snapshot), "");
  for (const Entry& e : snapshot->entries()) EXPECT_EQ(snapshot->by_id(e.id()), &e);
}

}  // namespace
}  // namespace wosa::catalog::testing
