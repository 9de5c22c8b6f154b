// SPDX-License-Identifier: MIT
#include "names/service_ports.hpp"

#include <gtest/gtest.h>

#include "fake_resolver.hpp"

namespace wosa::runtime::names {
namespace {

class ServicePorts : public ::testing::Test {
 protected:
  ServicePorts() { resolver.services = {{"web/tcp", 8080}, {"web/udp", 8081}, {"mail/tcp", 25}}; }

  // "type:port" for each, or the error.
  std::string ask(const char* service, int type = 0, int protocol = 0, int flags = 0) {
    AddressQuery query;
    if (service != nullptr) query.service = service;
    query.socket_type = type;
    query.protocol = protocol;
    query.flags = flags;
    const auto ports = service_ports(resolver, query);
    if (!ports) return "error " + std::to_string(ports.error());
    std::string text;
    for (const auto& port : *ports) {
      text += std::to_string(port.socket_type) + ':' + std::to_string(port.port) + ' ';
    }
    return text;
  }

  FakeResolver resolver;
};

TEST_F(ServicePorts, NoServiceIsPort0) {
  EXPECT_EQ(ask(nullptr), "0:0 ");
  EXPECT_EQ(ask("", WS_SOCK_DGRAM), "2:0 ");
}

TEST_F(ServicePorts, ANumberFitsEveryType278) {
  EXPECT_EQ(ask("80"), "0:80 ");
  EXPECT_EQ(ask("65535", WS_SOCK_RAW), "3:65535 ");
  EXPECT_EQ(ask("0080", WS_SOCK_STREAM), "1:80 ");
  EXPECT_TRUE(resolver.asked_services.empty());
}

TEST_F(ServicePorts, ANameIsLookedUpForBothProtocols279) {
  EXPECT_EQ(ask("web"), "1:8080 2:8081 ");
  EXPECT_EQ(ask("mail"), "1:25 ");
}

TEST_F(ServicePorts, TypeAndProtocolNarrowTheLookup279) {
  EXPECT_EQ(ask("web", WS_SOCK_DGRAM), "2:8081 ");
  EXPECT_EQ(ask("web", 0, WS_IPPROTO_TCP), "1:8080 ");
  EXPECT_EQ(ask("mail", WS_SOCK_DGRAM), "error " + std::to_string(WSATYPE_NOT_FOUND));
  EXPECT_EQ(ask("web", WS_SOCK_STREAM, WS_IPPROTO_UDP), "error " + std::to_string(WSATYPE_NOT_FOUND));
  EXPECT_EQ(ask("web", WS_SOCK_RAW), "error " + std::to_string(WSATYPE_NOT_FOUND));
}

TEST_F(ServicePorts, UnknownOnes271) {
  const std::string unknown = "error " + std::to_string(WSATYPE_NOT_FOUND);
  for (const char* text : {"nothing", "65536", "99999999999999999999", "-1", "+80", " 80", "80 ", "0x50"}) {
    EXPECT_EQ(ask(text), unknown) << text;
  }
}

TEST_F(ServicePorts, NumericServiceIsNotLookedUp275) {
  EXPECT_EQ(ask("web", 0, 0, WS_AI_NUMERICSERV), "error " + std::to_string(WSAHOST_NOT_FOUND));
  EXPECT_EQ(ask("80", 0, 0, WS_AI_NUMERICSERV), "0:80 ");
  EXPECT_TRUE(resolver.asked_services.empty());
}

}  // namespace
}  // namespace wosa::runtime::names
