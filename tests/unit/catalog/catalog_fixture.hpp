// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/paths.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::catalog::testing {

namespace fs = std::filesystem;

/// A folder of its own for a test, removed with it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "wosa-catalog-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::permissions(path_, fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }
  fs::path operator/(const std::string& name) const { return path_ / name; }

  fs::path write(const std::string& name, std::string_view text) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
    return file;
  }

 private:
  fs::path path_;
};

inline std::string read_text(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

/// "{00000000-0000-0000-0000-00000000000N}"
inline std::string guid_text(unsigned n) {
  char text[40];
  std::snprintf(text, sizeof text, "{00000000-0000-0000-0000-%012x}", n);
  return text;
}
inline GUID guid_of(unsigned n) { return *parse_guid(guid_text(n)); }

struct ProtocolText {
  std::string family = "inet";
  std::string type = "stream";
  std::string protocol = "tcp";
  std::string more = {};  // further members, each with a comma before it
};

inline std::string protocol_text(const ProtocolText& p) {
  const bool number = !p.protocol.empty() && p.protocol.find_first_not_of("0123456789") == std::string::npos;
  const std::string protocol = number ? p.protocol : '"' + p.protocol + '"';
  return "    { \"name\": \"" + p.family + ' ' + p.type + "\", \"family\": \"" + p.family +
         "\", \"type\": \"" + p.type + "\", \"protocol\": " + protocol + p.more + " }";
}

inline constexpr char kMatchesZero[] = ", \"flags\": [\"matches_protocol_zero\"]";

/// A manifest of a base provider, one protocol a line from line 8.
inline std::string manifest_text(const std::string& name, unsigned guid,
                                 const std::vector<ProtocolText>& protocols,
                                 const std::string& library = "builtin:tcpip", const std::string& more = "") {
  std::string out = "{\n  \"schema\": 1,\n  \"name\": \"" + name +
                    "\",\n  \"kind\": \"base\",\n  \"guid\": \"" + guid_text(guid) +
                    "\",\n  \"library\": \"" + library + "\",\n  \"protocols\": [\n";
  for (std::size_t i = 0; i < protocols.size(); ++i) {
    out += protocol_text(protocols[i]) + (i + 1 < protocols.size() ? ",\n" : "\n");
  }
  return out + "  ]" + more + "\n}\n";
}

inline std::string layer_text(const std::string& name, unsigned guid, const std::string& over = "",
                              const std::string& style = "transparent",
                              const std::string& library = "builtin:tcpip") {
  return "{\n  \"schema\": 1, \"name\": \"" + name + "\", \"kind\": \"layer\",\n  \"guid\": \"" +
         guid_text(guid) + "\",\n  \"library\": \"" + library + "\",\n  \"layer\": { \"style\": \"" + style +
         "\", \"over\": [" + over + "] }\n}\n";
}

inline const std::string& tcpip_text() {
  static const std::string text = manifest_text("tcpip", 0x100,
                                                {{"inet", "stream", "tcp", kMatchesZero},
                                                 {"inet", "dgram", "udp", kMatchesZero},
                                                 {"inet6", "stream", "tcp", kMatchesZero},
                                                 {"inet6", "dgram", "udp", kMatchesZero},
                                                 {"inet", "raw", "0", ", \"iProtocolMaxOffset\": 255"}});
  return text;
}

/// A catalog in a folder of its own, with one built-in provider "tcpip".
class CatalogTest : public ::testing::Test {
 protected:
  CatalogTest() {
    paths_.config_roots = {folder_ / "user", folder_ / "system"};
    paths_.state_file = folder_ / "var/catalog.json";
    paths_.provider_dir = folder_ / "lib/wosa";
    paths_.trusted_owner = getuid();
    fs::create_directories(paths_.provider_dir);
  }

  fs::path install(const std::string& name, std::string_view text, const std::string& root = "system") {
    return folder_.write(root + "/providers.d/" + name, text);
  }
  void install_library(const std::string& name) { folder_.write("lib/wosa/" + name, "no code"); }

  std::shared_ptr<const Snapshot> build(const Policy& policy = {}) {
    const BuiltIn built_ins[] = {{"tcpip", tcpip_text()}};
    return Snapshot::build(paths_, policy, built_ins);
  }

  static std::string names(const Snapshot& snapshot) {
    std::string out;
    for (const Entry& e : snapshot.entries()) out += (out.empty() ? "" : " ") + e.provider->name;
    return out;
  }
  static std::string messages(const Snapshot& snapshot) {
    std::string out;
    for (const Diagnostic& d : snapshot.diagnostics()) out += format(d) + '\n';
    return out;
  }

  Folder folder_;
  Paths paths_;
};

}  // namespace wosa::catalog::testing
