// SPDX-License-Identifier: MIT
#include "catalog_folder.hpp"

#include <cstdlib>
#include <fstream>

namespace wosa::test {

namespace fs = std::filesystem;

CatalogFolder::CatalogFolder() {
  std::string pattern = fs::temp_directory_path() / ("wosa-command-" + std::string(6, 'X'));
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  root_ = pattern;
  fs::permissions(root_, fs::perms(0755));
  fs::create_directories(root_ / "providers.d");
  options_.environment = {{"WOSA_CATALOG", root_.string()}, {"HOME", root_.string()}, {"TERM", "xterm"}};
  if (const char* path = std::getenv("PATH")) options_.environment["PATH"] = path;
}

CatalogFolder::~CatalogFolder() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

fs::path CatalogFolder::write(const std::string& name, std::string_view text) const {
  const fs::path file = root_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

fs::path CatalogFolder::manifest(const std::string& name, const Json& content) const {
  return write("providers.d/" + name, content.dump(2));
}

Json CatalogFolder::provider(std::string_view name, std::string_view guid) {
  return {{"schema", 1},
          {"name", name},
          {"kind", "base"},
          {"guid", guid},
          {"library", WOSA_TEST_PLUGIN_GOOD},
          {"spi", "2.2"},
          {"protocols",
           {{{"name", std::string(name) + " TCP/IPv4"},
             {"family", "inet"},
             {"type", "stream"},
             {"protocol", "tcp"},
             {"version", 2},
             {"flags", {"matches_protocol_zero"}},
             {"capabilities", {"guaranteed_delivery", "guaranteed_order", "graceful_close"}},
             {"address_length", {16, 16}},
             {"message_size", 0}}}}};
}

Ran CatalogFolder::wosa(std::vector<std::string> words) const {
  words.insert(words.begin(), WOSA_TEST_COMMAND);
  return run(words, options_);
}

Json CatalogFolder::wosa_json(std::vector<std::string> words, int expected_code) const {
  words.emplace_back("--json");
  const Ran ran = wosa(std::move(words));
  EXPECT_EQ(ran.code, expected_code) << ran.err;
  Json document = Json::parse(ran.out, nullptr, false);
  EXPECT_FALSE(document.is_discarded()) << ran.out;
  EXPECT_EQ(document.value("schema", 0), 1);
  return document;
}

Json CatalogFolder::entry_of(const Json& shown, std::string_view provider) const {
  for (const Json& entry : shown.at("entries")) {
    if (entry.at("provider") == provider) return entry;
  }
  return nullptr;
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    longest = std::max(longest, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

}  // namespace wosa::test
