// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include <fstream>
#include <regex>
#include <set>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Env : public CatalogFolder {};

TEST_F(Env, TellsValueAndMeaning) {
  options_.environment["WOSA_PROVIDERS"] = "tcp\x1b*";
  const Json told = wosa_json({"env"});
  bool found = false;
  for (const Json& variable : told.at("variables")) {
    EXPECT_FALSE(variable.at("meaning").get<std::string>().empty());
    EXPECT_EQ(variable.at("ignored"), false);
    if (variable.at("name") == "WOSA_LOG") {
      EXPECT_TRUE(variable.at("value").is_null());
    }
    if (variable.at("name") != "WOSA_PROVIDERS") continue;
    found = true;
    EXPECT_EQ(variable.at("value"), "tcp\x1b*");
  }
  EXPECT_TRUE(found);
  const Ran table = wosa({"env"});
  EXPECT_EQ(table.code, 0);
  EXPECT_THAT(table.out, HasSubstr("tcp\\x1b*"));
  EXPECT_THAT(table.out, HasSubstr("(not set)"));
}

TEST_F(Env, AValueThatIsNotUtf8IsToldNevertheless) {
  options_.environment["WOSA_LOG"] = "\xff\xfe";
  wosa_json({"env"});
  EXPECT_EQ(wosa({"env"}).code, 0);
}

// What the library's sources ask for, by getenv and through catalog::Environment.
TEST_F(Env, ListsEveryVariableThatTheSourcesRead) {
  const std::regex read(R"re(\b(?:getenv|get|xdg|variable)\(\s*"([A-Z_]+)"|"(WOSA_[A-Z_]+)")re");
  std::set<std::string> wanted;
  for (const char* folder : {"api/src", "catalog", "providers", "spi/src"}) {
    const fs::path root = fs::path(WOSA_TEST_SOURCE) / folder;
    if (!fs::exists(root)) continue;
    for (const auto& item : fs::recursive_directory_iterator(root)) {
      const std::string extension = item.path().extension().string();
      if (extension != ".cpp" && extension != ".hpp" && extension != ".h") continue;
      std::ifstream in(item.path());
      const std::string text((std::istreambuf_iterator<char>(in)), {});
      for (std::sregex_iterator at(text.begin(), text.end(), read), end; at != end; ++at) {
        wanted.insert((*at)[1].matched ? (*at)[1].str() : (*at)[2].str());
      }
    }
  }
  EXPECT_THAT(wanted, ::testing::IsSupersetOf({"WOSA_CATALOG", "WOSA_PROVIDERS", "WOSA_LOG", "HOME"}))
      << "the search itself no longer finds what is known to be read";
  const Json document = wosa_json({"env"});
  std::set<std::string> told;
  for (const Json& variable : document.at("variables")) told.insert(variable.at("name").get<std::string>());
  EXPECT_EQ(told, wanted);
}

}  // namespace
}  // namespace wosa::test
