// SPDX-License-Identifier: MIT
// Every JSON document keeps to its published schema. Needs Python's jsonschema.
#include <gmock/gmock.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

constexpr const char* kValidate =
    "import json, sys, jsonschema\n"
    "schema = json.load(open(sys.argv[1]))\n"
    "jsonschema.Draft7Validator.check_schema(schema)\n"
    "jsonschema.Draft7Validator(schema).validate(json.load(open(sys.argv[2])))\n";

class Schema : public CatalogFolder {
 protected:
  void SetUp() override {
    if (python({"import jsonschema"}).code != 0) GTEST_SKIP() << "python3-jsonschema is not installed";
  }

  Ran python(std::vector<std::string> words) const {
    words.insert(words.begin(), {"/usr/bin/env", "python3", "-c"});
    return run(words, options_);
  }

  Ran validate(const std::string& schema, const std::string& text) const {
    const auto file = write("document", text);
    return python(
        {kValidate, std::string(WOSA_TEST_SOURCE "/tools/wosa/schema/") + schema + ".json", file.string()});
  }

  void expect_valid(const std::string& schema, std::vector<std::string> words) const {
    words.emplace_back("--json");
    const std::string text = wosa(words).out;
    const Ran ran = validate(schema, text);
    EXPECT_EQ(ran.code, 0) << text << ran.err;
    Json changed = Json::parse(text);
    changed["schema"] = "1";
    EXPECT_NE(validate(schema, changed.dump()).code, 0) << "the schema accepts anything";
  }

  void expect_all_valid() const {
    expect_valid("show", {"catalog", "show", "--all"});
    expect_valid("explain", {"catalog", "explain", "--af", "inet", "--type", "stream"});
    expect_valid("explain", {"catalog", "explain", "--af", "99", "--type", "77", "--proto", "5"});
    expect_valid("check", {"catalog", "check"});
    expect_valid("refresh", {"catalog", "refresh"});
    expect_valid("env", {"env"});
    expect_valid("paths", {"paths"});
  }
};

TEST_F(Schema, OfTheBuiltInCatalog) { expect_all_valid(); }

TEST_F(Schema, OfACatalogWithEverythingInIt) {
  Json odd = provider("odd", kGuidA);
  odd["protocols"][0]["family"] = 77;
  odd["protocols"][0]["protocol"] = 250;
  odd["protocols"][0]["dwServiceFlags1"] = 0x80000000U;
  odd["library"] = "/nowhere/lib.so";
  manifest("10-odd.json", odd);
  manifest("15-mine.json", provider("mine", kGuidB));
  Json layer = provider("watcher", "{cccccccc-0003-4003-8003-0123456789ab}");
  layer["kind"] = "layer";
  layer["layer"] = {{"style", "translating"}, {"over", {"inet/stream"}}};
  layer.erase("protocols");
  manifest("20-layer.json", layer);
  write("providers.d/30-bad.json", "{");
  options_.environment["WOSA_PROVIDERS"] = "*,^mine,nobody";
  expect_all_valid();
}

}  // namespace
}  // namespace wosa::test
