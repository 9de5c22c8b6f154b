// SPDX-License-Identifier: MIT
#include "wosa/loopback/manifest.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "wosa/spi/handlers.hpp"
#include "wosa/spi/memory_network.hpp"

namespace wosa::loopback {
namespace {

nlohmann::json load(const char* path) { return nlohmann::json::parse(std::ifstream(path)); }

TEST(LoopbackManifest, TheBuiltInIsTheFile) {
  std::stringstream file;
  file << std::ifstream(LOOPBACK_MANIFEST).rdbuf();
  EXPECT_EQ(file.str(), kBuiltinManifest);
}

TEST(LoopbackManifest, ThePluginHasTheSameProtocolsUnderAnotherGuid) {
  const nlohmann::json builtin = load(LOOPBACK_MANIFEST);
  const nlohmann::json plugin = load(LOOPBACK_PLUGIN_MANIFEST);
  EXPECT_EQ(builtin.at("protocols"), plugin.at("protocols"));
  EXPECT_NE(builtin.at("guid"), plugin.at("guid"));
  EXPECT_NE(builtin.at("name"), plugin.at("name"));
  EXPECT_EQ("builtin:loopback", builtin.at("library"));
  EXPECT_EQ("libwosa-loopback.so", plugin.at("library"));
}

// A program moves between the two by catalog order alone.
TEST(LoopbackManifest, ClaimsWhatTcpipClaimsWithoutItsHandles) {
  nlohmann::json expected = nlohmann::json::array();
  const nlohmann::json tcpip = load(TCPIP_MANIFEST);
  for (nlohmann::json protocol : tcpip.at("protocols")) {
    if (protocol.at("type") == "raw") continue;
    auto& capabilities = protocol.at("capabilities");
    for (auto it = capabilities.begin(); it != capabilities.end(); ++it) {
      if (*it != "ifs_handles") continue;
      capabilities.erase(it);
      break;
    }
    protocol.at("name") = "Loopback " + protocol.at("name").get<std::string>();
    expected.push_back(protocol);
  }
  EXPECT_EQ(expected, load(LOOPBACK_MANIFEST).at("protocols"));
}

TEST(LoopbackManifest, HandlersOfItsSockets) {
  constexpr unsigned kStream = spi::kHasBind | spi::kHasListen | spi::kHasAccept | spi::kHasConnect |
                               spi::kHasShutdown | spi::kHasSend | spi::kHasReceive | spi::kHasSendUrgent |
                               spi::kHasReceiveUrgent | spi::kHasSetOption;
  constexpr unsigned kDatagram = spi::kHasBind | spi::kHasConnect | spi::kHasShutdown | spi::kHasSendTo |
                                 spi::kHasReceiveFrom | spi::kHasSetOption;
  EXPECT_EQ(kStream, spi::handlers_of<spi::MemoryStream>());
  EXPECT_EQ(kDatagram, spi::handlers_of<spi::MemoryDatagram>());
}

}  // namespace
}  // namespace wosa::loopback
