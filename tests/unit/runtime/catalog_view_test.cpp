// SPDX-License-Identifier: MIT
#include "runtime/catalog_view.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "runtime/runtime.hpp"
#include "runtime/scheduler.hpp"

namespace wosa::runtime {
namespace {

class CatalogViewTest : public testing::Test {
 protected:
  CatalogViewTest() {
    char name[] = "/tmp/wosa-view-XXXXXX";
    root_ = mkdtemp(name);
    std::filesystem::create_directory(root_ / "providers.d");
    setenv("WOSA_CATALOG", root_.c_str(), 1);
  }
  ~CatalogViewTest() override {
    unsetenv("WOSA_CATALOG");
    std::filesystem::remove_all(root_);
  }
  void SetUp() override { ASSERT_EQ(prepare_runtime(), 0); }

  void drop_manifest() const {
    std::ofstream(root_ / "providers.d" / "10-extra.json")
        << R"({"schema":1,"name":"extra","kind":"base","guid":"{5a4a4f0e-3f1c-4a55-8a10-0d3f6c2b7e11}",)"
           R"("library":"libextra.so","spi":"2.2","protocols":[{"name":"Extra","family":"vsock","type":"stream",)"
           R"("protocol":1,"address_length":[16,16]}]})";
  }

  static bool has_extra(const catalog::Snapshot& snapshot) {
    for (const auto& entry : snapshot.entries()) {
      if (entry.provider->name == "extra") return true;
    }
    return false;
  }

  // Waits, generously, until the view shows the dropped manifest.
  static bool notices(CatalogView& view) {
    for (int i = 0; i < 200; ++i) {
      if (has_extra(*view.current())) return true;
      sleep_for(50'000'000);
    }
    return false;
  }

  std::filesystem::path root_;
};

TEST_F(CatalogViewTest, KeepsItsSnapshotWhileNothingChanges) {
  CatalogView view;
  const auto first = view.current();
  drop_manifest();
  EXPECT_EQ(view.current(), first) << "a dropped-in file counts at start-up, enumeration or refresh";
  EXPECT_TRUE(has_extra(*view.refresh()));
}

TEST_F(CatalogViewTest, NoticesABumpedSerial) {
  ASSERT_EQ(catalog::bump_serial(root_ / "catalog.json"), 0);
  CatalogView view;
  EXPECT_FALSE(has_extra(*view.current()));
  drop_manifest();
  ASSERT_EQ(catalog::bump_serial(root_ / "catalog.json"), 0);
  EXPECT_TRUE(has_extra(*view.current()));
}

// Nobody had changed the catalog before this process started, so there was no serial file to map.
TEST_F(CatalogViewTest, NoticesASerialFileThatAppears) {
  CatalogView view;
  EXPECT_FALSE(has_extra(*view.current()));
  drop_manifest();
  ASSERT_EQ(catalog::bump_serial(root_ / "catalog.json"), 0);
  EXPECT_TRUE(notices(view));
}

}  // namespace
}  // namespace wosa::runtime
