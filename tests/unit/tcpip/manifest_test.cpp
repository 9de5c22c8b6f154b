// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "wosa/tcpip/manifest.hpp"

namespace wosa::tcpip {
namespace {

nlohmann::json load(const char* path) { return nlohmann::json::parse(std::ifstream(path)); }

TEST(Manifest, TheBuiltInIsTheFile) {
  std::stringstream file;
  file << std::ifstream(TCPIP_MANIFEST).rdbuf();
  EXPECT_EQ(file.str(), kBuiltinManifest);
}

TEST(Manifest, ThePluginHasTheSameProtocolsUnderAnotherGuid) {
  const nlohmann::json builtin = load(TCPIP_MANIFEST);
  const nlohmann::json plugin = load(TCPIP_PLUGIN_MANIFEST);
  EXPECT_EQ(builtin.at("protocols"), plugin.at("protocols"));
  EXPECT_NE(builtin.at("guid"), plugin.at("guid"));
  EXPECT_NE(builtin.at("name"), plugin.at("name"));
  EXPECT_EQ("builtin:tcpip", builtin.at("library"));
  EXPECT_EQ("libwosa-tcpip.so", plugin.at("library"));
}

TEST(Manifest, ProtocolsStandInWindowsOrder) {
  const nlohmann::json builtin = load(TCPIP_MANIFEST);
  std::string order;
  for (const auto& protocol : builtin.at("protocols")) order += protocol.at("name").get<std::string>() + " ";
  EXPECT_EQ("TCP/IP UDP/IP RAW/IP TCP/IPv6 UDP/IPv6 RAW/IPv6 ", order);
}

}  // namespace
}  // namespace wosa::tcpip
