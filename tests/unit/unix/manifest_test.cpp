// SPDX-License-Identifier: MIT
#include "wosa/unix/manifest.hpp"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wosa/spi/handlers.hpp"

#include "stream.hpp"

namespace wosa::af_unix {
namespace {

nlohmann::json load(const char* path) { return nlohmann::json::parse(std::ifstream(path)); }

TEST(Manifest, TheBuiltInIsTheFile) {
  std::stringstream file;
  file << std::ifstream(UNIX_MANIFEST).rdbuf();
  EXPECT_EQ(file.str(), kBuiltinManifest);
}

TEST(Manifest, ThePluginHasTheSameProtocolUnderAnotherGuid) {
  const nlohmann::json builtin = load(UNIX_MANIFEST);
  const nlohmann::json plugin = load(UNIX_PLUGIN_MANIFEST);
  EXPECT_EQ(builtin.at("protocols"), plugin.at("protocols"));
  EXPECT_NE(builtin.at("guid"), plugin.at("guid"));
  EXPECT_NE(builtin.at("name"), plugin.at("name"));
  EXPECT_EQ("builtin:unix", builtin.at("library"));
  EXPECT_EQ("libwosa-unix.so", plugin.at("library"));
}

TEST(Manifest, ClaimsWhatAStreamHas) {
  constexpr unsigned kNeeded = spi::kHasBind | spi::kHasListen | spi::kHasAccept | spi::kHasConnect |
                               spi::kHasShutdown | spi::kHasSend | spi::kHasReceive | spi::kHasDescriptor;
  EXPECT_EQ(kNeeded, spi::handlers_of<Stream>());
}

}  // namespace
}  // namespace wosa::af_unix
