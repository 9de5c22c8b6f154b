// SPDX-License-Identifier: MIT
#include "wosa/catalog/manifest.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "catalog_fixture.hpp"

namespace wosa::catalog::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kWhole[] = R"({
  "schema": 1,
  "name": "loopback",
  "kind": "base",
  "guid": "{6d0a7c2e-51f4-4c35-9d0b-6a4c2f1e9b10}",
  "library": "libwosa-loopback.so",
  "spi": "2.2",
  "critical": true,
  "protocols": [
    { "name": "Loopback TCP/IPv4", "family": "inet", "type": "stream", "protocol": "tcp", "version": 2,
      "flags": ["matches_protocol_zero"],
      "capabilities": ["guaranteed_delivery", "guaranteed_order", "graceful_close", "ifs_handles"],
      "address_length": [16, 16], "message_size": 0 },
    { "szProtocol": "By field", "iAddressFamily": 99, "iSocketType": 5, "iProtocol": 7, "iProtocolMaxOffset": 3,
      "iVersion": 4, "iMinSockAddr": 8, "iMaxSockAddr": 24, "iNetworkByteOrder": 1, "iSecurityScheme": 2,
      "dwMessageSize": 4294967295, "dwProviderReserved": 9, "dwServiceFlags1": 131072, "dwServiceFlags2": 2,
      "dwServiceFlags3": 3, "dwServiceFlags4": 4, "dwProviderFlags": 4 }
  ],
  "parameters": [ { "name": "spin_us", "type": "integer", "default": 20, "help": "how long" } ],
  "x-vendor": "anything"
})";

tl::expected<Manifest, Diagnostics> parse(std::string_view text) {
  return parse_manifest(text, "m.json", "/lib/wosa");
}

std::string errors_of(std::string_view text) {
  const auto parsed = parse(text);
  std::string out;
  for (const Diagnostic& d : parsed ? parsed->warnings : parsed.error()) out += format(d) + '\n';
  if (parsed) out += "(accepted)\n";
  return out;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Manifest, EveryKeyOfTheFormatIsRead) {
  const auto m = parse(kWhole);
  ASSERT_TRUE(m) << format(m.error().front());
  EXPECT_TRUE(m->warnings.empty()) << format(m->warnings.front());
  EXPECT_EQ(m->name, "loopback");
  EXPECT_EQ(m->kind, ProviderKind::base);
  EXPECT_EQ(format_guid(m->guid), "{6d0a7c2e-51f4-4c35-9d0b-6a4c2f1e9b10}");
  EXPECT_EQ(m->library, "libwosa-loopback.so");
  EXPECT_EQ(m->resolved_library, "/lib/wosa/libwosa-loopback.so");
  EXPECT_EQ(m->spi_version, 0x0202);
  EXPECT_TRUE(m->critical);
  ASSERT_EQ(m->parameters.size(), 1U);
  EXPECT_EQ(m->parameters[0].name, "spin_us");
  EXPECT_EQ(m->parameters[0].type, "integer");
  EXPECT_EQ(m->parameters[0].default_value, "20");
  EXPECT_EQ(m->parameters[0].help, "how long");

  ASSERT_EQ(m->protocols.size(), 2U);
  const Protocol& tcp = m->protocols[0];
  EXPECT_EQ(tcp.name, "Loopback TCP/IPv4");
  EXPECT_EQ(tcp.family, 2);
  EXPECT_EQ(tcp.type, 1);
  EXPECT_EQ(tcp.protocol, 6);
  EXPECT_EQ(tcp.version, 2);
  EXPECT_EQ(tcp.provider_flags, PFL_MATCHES_PROTOCOL_ZERO);
  EXPECT_EQ(tcp.service_flags[0],
            DWORD{XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_GRACEFUL_CLOSE | XP1_IFS_HANDLES});
  EXPECT_EQ(tcp.min_address, 16);
  EXPECT_EQ(tcp.max_address, 16);
  EXPECT_EQ(tcp.lines.element, 10);
  EXPECT_EQ(tcp.lines.flags, 11);
}

TEST(Manifest, EveryFieldOfProtocolInfoMayBeGivenByItsName) {
  const auto m = parse(kWhole);
  ASSERT_TRUE(m);
  WSAPROTOCOL_INFOW info;
  fill(info, m->protocols[1]);
  EXPECT_EQ(std::wstring(info.szProtocol), L"By field");
  EXPECT_EQ(info.iAddressFamily, 99);
  EXPECT_EQ(info.iSocketType, 5);
  EXPECT_EQ(info.iProtocol, 7);
  EXPECT_EQ(info.iProtocolMaxOffset, 3);
  EXPECT_EQ(info.iVersion, 4);
  EXPECT_EQ(info.iMinSockAddr, 8);
  EXPECT_EQ(info.iMaxSockAddr, 24);
  EXPECT_EQ(info.iNetworkByteOrder, 1);
  EXPECT_EQ(info.iSecurityScheme, 2);
  EXPECT_EQ(info.dwMessageSize, 4294967295U);
  EXPECT_EQ(info.dwProviderReserved, 9U);
  EXPECT_EQ(info.dwServiceFlags1, 131072U);
  EXPECT_EQ(info.dwServiceFlags2, 2U);
  EXPECT_EQ(info.dwServiceFlags3, 3U);
  EXPECT_EQ(info.dwServiceFlags4, 4U);
  EXPECT_EQ(info.dwProviderFlags, 4U);
}

TEST(Manifest, WhatIsLeftOutTakesItsDefault) {
  const auto m = parse(manifest_text("p", 1, {{"inet6", "dgram", "udp", ""}}, "builtin:p"));
  ASSERT_TRUE(m);
  EXPECT_FALSE(m->critical);
  EXPECT_EQ(m->spi_version, 0x0202);
  const Protocol& p = m->protocols[0];
  EXPECT_EQ(p.min_address, 28);
  EXPECT_EQ(p.max_address, 28);
  EXPECT_EQ(p.version, 0);
  EXPECT_EQ(p.provider_flags, 0U);
  EXPECT_EQ(p.message_size, 0U);
  EXPECT_EQ(p.lines.flags, p.lines.element);
}

TEST(Manifest, UnknownKeysWarnWithTheLikelyWordAndAreOtherwiseIgnored) {
  const std::string said = errors_of(with(kWhole, "\"critical\"", "\"criticl\": true,\n  \"critical\""));
  EXPECT_THAT(said, HasSubstr("m.json:8: unknown key \"criticl\"; did you mean \"critical\"?"));
  EXPECT_THAT(said, HasSubstr("(accepted)"));
  EXPECT_THAT(errors_of(with(kWhole, "\"version\"", "\"verson\"")), HasSubstr("did you mean \"version\"?"));
  EXPECT_THAT(errors_of(with(kWhole, "\"help\"", "\"hlp\"")), HasSubstr("did you mean \"help\"?"));
}

TEST(Manifest, AMisspeltFlagIsAnErrorWithTheLikelyWord) {
  const std::string said = errors_of(with(kWhole, "\"graceful_close\"", "\n\"gracefull_close\""));
  EXPECT_THAT(said,
              HasSubstr("m.json:13: \"capabilities\" holds the string \"gracefull_close\"; expected one of"));
  EXPECT_THAT(said, HasSubstr("did you mean \"graceful_close\"?"));
  EXPECT_THAT(errors_of(with(kWhole, "\"inet\"", "\"int\"")), HasSubstr("did you mean \"inet\"?"));
}

TEST(Manifest, ANewerSchemaIsAnErrorThatNamesBoth) {
  const std::string said = errors_of(with(kWhole, "\"schema\": 1", "\"schema\": 2"));
  EXPECT_EQ(said, "m.json:2: \"schema\" is 2; this version reads up to 1 (expected 1)\n");
  EXPECT_THAT(errors_of("{}"), HasSubstr("has no \"schema\""));
}

TEST(Manifest, AllFaultsAreReportedAtOnce) {
  const std::string said =
      errors_of("{\n\"schema\":1,\n\"name\":\"a b\",\n\"kind\":\"bas\",\n\"guid\":\"x\",\n\"library\":7}");
  EXPECT_THAT(said, HasSubstr("m.json:3: \"name\" is the string \"a b\"; expected 1 to 64 letters"));
  EXPECT_THAT(said, HasSubstr("m.json:4: \"kind\" is the string \"bas\"; expected one of"));
  EXPECT_THAT(said, HasSubstr("did you mean \"base\"?"));
  EXPECT_THAT(said, HasSubstr("m.json:5: \"guid\" is the string \"x\"; expected a GUID"));
  EXPECT_THAT(said, HasSubstr("m.json:6: \"library\" is the number 7; expected a string"));
}

TEST(Manifest, TheCatalogsOwnFieldsAreRefused) {
  for (const char* key : {"ProviderId", "dwCatalogEntryId", "ProtocolChain"}) {
    EXPECT_THAT(errors_of(with(kWhole, "\"version\": 2", "\"version\": 2, \"" + std::string(key) + "\": 1")),
                HasSubstr("is assigned by the catalog"));
  }
}

TEST(Manifest, TwoSpellingsOfOneAttributeAreAnError) {
  EXPECT_THAT(errors_of(with(kWhole, "\"version\": 2", "\"version\": 2, \"iVersion\": 2")),
              HasSubstr("\"iVersion\" says again"));
  EXPECT_THAT(errors_of(with(kWhole, "\"version\": 2", "\"iMinSockAddr\": 2")), HasSubstr("says again"));
}

TEST(Manifest, AnEmptyFileDisablesItsName) {
  for (const char* text : {"", " \n\t\r\n"}) {
    const auto m = parse(text);
    ASSERT_TRUE(m);
    EXPECT_TRUE(m->disabled);
  }
  EXPECT_FALSE(parse("null"));
}

TEST(Manifest, LayersAndNameSpacesHaveTheirOwnParts) {
  const auto layer = parse(layer_text("trace", 2, "\"inet/stream\", \"*/dgram\", \"unix\"", "translating"));
  ASSERT_TRUE(layer) << format(layer.error().front());
  EXPECT_TRUE(layer->layer.translating);
  ASSERT_EQ(layer->layer.over.size(), 3U);
  EXPECT_EQ(layer->layer.over[0].family, 2);
  EXPECT_EQ(layer->layer.over[1].family, 0);
  EXPECT_EQ(layer->layer.over[1].type, 2);
  EXPECT_EQ(layer->layer.over[2].type, 0);
  EXPECT_THAT(errors_of(layer_text("trace", 2, "\"inet/strem\"")), HasSubstr("expected family/type"));

  const std::string dns = "{\"schema\":1,\"name\":\"dns\",\"kind\":\"namespace\",\"guid\":\"" + guid_text(3) +
                          "\",\"library\":\"libdns.so\",\"namespace\":{\"id\":\"dns\",\"version\":2}}";
  const auto name_space = parse(dns);
  ASSERT_TRUE(name_space) << format(name_space.error().front());
  EXPECT_EQ(name_space->name_space.id, "dns");
  EXPECT_EQ(name_space->name_space.version, 2);
  EXPECT_THAT(errors_of(with(dns, "\"namespace\":{", "\"protocols\":[],\"namespace\":{")),
              HasSubstr("expected no such key, because \"kind\" is \"namespace\""));
  EXPECT_THAT(errors_of(with(kWhole, "\"critical\": true", "\"layer\": {}")), HasSubstr("has no meaning"));
}

TEST(Manifest, RelativeLibrariesAreFoundFromTheRealManifest) {
  const Folder folder;
  const auto real = folder.write("package/p.json", manifest_text("p", 1, {{}}, "lib/x.so"));
  fs::create_directories(folder / "providers.d");
  fs::create_symlink(real, folder / "providers.d/10-p.json");
  const auto m = read_manifest(folder / "providers.d/10-p.json", "/elsewhere");
  ASSERT_TRUE(m);
  EXPECT_EQ(m->resolved_library, (fs::canonical(folder.path()) / "package/lib/x.so").string());
  const auto absolute = parse(manifest_text("p", 1, {{}}, "/opt/x.so"));
  EXPECT_EQ(absolute->resolved_library, "/opt/x.so");
  const auto built_in = parse(manifest_text("p", 1, {{}}, "builtin:x"));
  EXPECT_EQ(built_in->resolved_library, "builtin:x");
  EXPECT_TRUE(built_in->is_built_in());
}

TEST(Manifest, AFileThatCannotBeReadIsSaidSo) {
  const Folder folder;
  const auto said = [](const fs::path& path) {
    const auto m = read_manifest(path, "/");
    return m ? std::string("(accepted)") : format(m.error().front());
  };
  EXPECT_THAT(said(folder / "none.json"), HasSubstr("none.json:1: cannot be read: No such file"));
  fs::create_directories(folder / "d.json");
  EXPECT_THAT(said(folder / "d.json"), HasSubstr("directory"));
  ASSERT_EQ(mkfifo((folder / "f.json").c_str(), 0600), 0);
  EXPECT_THAT(said(folder / "f.json"), HasSubstr("not a regular file")) << "and does not wait for a writer";
  folder.write("big.json", std::string((4U << 20) + 1, ' '));
  EXPECT_THAT(said(folder / "big.json"), HasSubstr("too long"));
}

// What an attacker, or a broken disk, may put there. Nothing crashes, and each refusal has a place and a
// reason.
void expect_orderly(std::string_view text) {
  const auto m = parse(text);
  if (m) return;
  ASSERT_FALSE(m.error().empty());
  for (const Diagnostic& d : m.error()) {
    EXPECT_EQ(d.file, "m.json");
    EXPECT_GE(d.line, 1) << d.message;
    EXPECT_THAT(d.message, ::testing::AnyOf(HasSubstr("expected"), HasSubstr("JSON"), HasSubstr("more like"),
                                            HasSubstr("deeper")));
    EXPECT_LT(d.message.size(), 1000U);
  }
}

TEST(ManifestHostile, TruncatedAtEveryByte) {
  const std::string whole = kWhole;
  for (std::size_t i = 1; i < whole.size(); ++i) {
    EXPECT_FALSE(parse(std::string_view(whole).substr(0, i))) << i;
    expect_orderly(std::string_view(whole).substr(0, i));
  }
}

TEST(ManifestHostile, AlteredAtEveryByte) {
  const std::string whole = kWhole;
  constexpr char kBytes[] = {'\0', '"', '{', ']', '9', '-', '\xff', '\n'};
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const std::size_t which : {i, i + 3, i + 6}) {
      std::string altered = whole;
      altered[i] = kBytes[which % std::size(kBytes)];
      expect_orderly(altered);
    }
  }
}

TEST(ManifestHostile, EveryKeyWithEveryWrongType) {
  const char* keys[] = {"\"schema\": 1",
                        "\"name\": \"loopback\"",
                        "\"kind\": \"base\"",
                        "\"spi\": \"2.2\"",
                        "\"critical\": true",
                        "\"version\": 2",
                        "\"family\": \"inet\"",
                        "\"type\": \"stream\"",
                        "\"protocol\": \"tcp\"",
                        "\"message_size\": 0",
                        "\"address_length\": [16, 16]",
                        "\"iProtocolMaxOffset\": 3",
                        "\"name\": \"spin_us\"",
                        "\"type\": \"integer\"",
                        "\"default\": 20",
                        "\"flags\": [\"matches_protocol_zero\"]"};
  const char* values[] = {"null",
                          "{}",
                          "[[]]",
                          "1e300",
                          "-1",
                          "18446744073709551615",
                          "99999999999999999999999",
                          "\"\"",
                          "\"\\u0000\"",
                          "[16]",
                          "[16,1]",
                          "[-1,2]",
                          "[1,2,3]",
                          "{\"a\":[]}"};
  for (const std::string key : keys) {
    const std::string name = key.substr(0, key.find(':') + 2);
    for (const char* value : values) {
      if (key == "\"default\": 20" && std::string_view(value) == "-1") continue;  // an integer like any other
      const std::string text = with(kWhole, key, name + value);
      EXPECT_FALSE(parse(text)) << name << value;
      expect_orderly(text);
    }
    expect_orderly(with(kWhole, key, name + "\"" + std::string(1 << 14, 'x') + "\""));
    expect_orderly(with(kWhole, key, name + std::string(100000, '[')));
    expect_orderly(with(kWhole, key, key + ", " + key));
  }
  expect_orderly(with(kWhole, "\"loopback\"", "\"" + std::string(1 << 20, 'x') + "\""));
}

// The first ones are told, the rest is counted; nobody searches the nearest word for each of them.
TEST(ManifestHostile, AFloodOfMistakesIsCounted) {
  constexpr int kMany = 50000;
  std::string keys;
  for (int i = 0; i < kMany; ++i) keys += "\"key" + std::to_string(i) + "\": 1, ";
  const auto unknown = parse(with(kWhole, "\"critical\"", keys + "\"critical\""));
  ASSERT_TRUE(unknown);
  ASSERT_EQ(unknown->warnings.size(), Complaints::kLimit + 1);
  EXPECT_EQ(unknown->warnings.back().message,
            "and " + std::to_string(kMany - Complaints::kLimit) + " more like these");
  std::string words;
  for (int i = 0; i < kMany; ++i) words += "\"word" + std::to_string(i) + "\", ";
  const auto wrong = parse(with(kWhole, "\"guaranteed_delivery\"", words + "\"guaranteed_delivery\""));
  ASSERT_FALSE(wrong);
  ASSERT_EQ(wrong.error().size(), Complaints::kLimit + 1);
  EXPECT_EQ(wrong.error().back().message,
            "and " + std::to_string(kMany - Complaints::kLimit) + " more like these");
}

TEST(ManifestHostile, TooManyProtocolsAreRefused) {
  EXPECT_THAT(errors_of(manifest_text("p", 1, std::vector<ProtocolText>(kMaxProtocols + 1))),
              HasSubstr("holds 1025 elements; expected 1 to 1024"));
  EXPECT_THAT(errors_of(manifest_text("p", 1, {})), HasSubstr("holds 0 elements"));
}

}  // namespace
}  // namespace wosa::catalog::testing
