// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Paths : public CatalogFolder {
 protected:
  std::vector<std::string> paths_of(const Json& told, const std::string& role) const {
    std::vector<std::string> out;
    for (const Json& place : told.at("paths")) {
      if (place.at("role") == role) out.push_back(place.at("path").get<std::string>());
    }
    return out;
  }
  std::string state_of(const Json& told, const std::string& path) const {
    for (const Json& place : told.at("paths")) {
      if (place.at("path") == path) return place.at("state").get<std::string>();
    }
    return "not told";
  }
};

TEST_F(Paths, OneRootWithWosaCatalog) {
  const Json told = wosa_json({"paths"});
  EXPECT_THAT(paths_of(told, "manifests"), ElementsAre((root_ / "providers.d").string()));
  EXPECT_THAT(paths_of(told, "state"), ElementsAre((root_ / "catalog.json").string()));
  EXPECT_EQ(state_of(told, (root_ / "providers.d").string()), "present");
  EXPECT_EQ(state_of(told, (root_ / "catalog.json").string()), "absent");
  EXPECT_THAT(wosa({"paths"}).out, HasSubstr("present     " + (root_ / "providers.d").string()));
}

TEST_F(Paths, AllFoldersInTheOrderOfTheirWeight) {
  options_.environment.erase("WOSA_CATALOG");
  options_.environment["XDG_CONFIG_HOME"] = (root_ / "config").string();
  options_.environment["XDG_STATE_HOME"] = (root_ / "state").string();
  const Json told = wosa_json({"paths"});
  const auto folders = paths_of(told, "manifests");
  ASSERT_GE(folders.size(), 4U);
  EXPECT_EQ(folders[0], (root_ / "config/wosa/providers.d").string());
  EXPECT_EQ(folders[1], "/etc/wosa/providers.d");
  EXPECT_EQ(folders.back(), "/usr/share/wosa/providers.d");
  EXPECT_THAT(paths_of(told, "state"), ElementsAre("/var/lib/wosa/catalog.json"));
  EXPECT_THAT(paths_of(told, "user-state"), ElementsAre((root_ / "state/wosa/catalog.json").string()));
}

TEST_F(Paths, WhatBecomesOfEachManifest) {
  options_.environment.erase("WOSA_CATALOG");
  options_.environment["XDG_CONFIG_HOME"] = (root_ / "config").string();
  const auto used = write("config/wosa/providers.d/10-used.json", provider("used", kGuidA).dump());
  const auto empty = write("config/wosa/providers.d/20-empty.json", "\n");
  const auto broken = write("config/wosa/providers.d/30-broken.json", "{");
  write("config/wosa/providers.d/readme.txt", "no manifest");
  const Json told = wosa_json({"paths"});
  EXPECT_EQ(state_of(told, used.string()), "used");
  EXPECT_EQ(state_of(told, empty.string()), "disables");
  EXPECT_EQ(state_of(told, broken.string()), "broken");
  EXPECT_EQ(wosa({"paths"}).out.find("readme"), std::string::npos);
}

}  // namespace
}  // namespace wosa::test
