// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <arpa/inet.h>

#include "address_claims.hpp"
#include "ws2spi.h"

namespace wosa::tcpip {
namespace {

AddressClaim claim(int family, const char* host, int port, Sharing sharing, bool dual = false,
                   int protocol = 6) {
  sockaddr_storage storage{};
  storage.ss_family = static_cast<sa_family_t>(family);
  if (family == AF_INET) {
    auto& in = reinterpret_cast<sockaddr_in&>(storage);
    inet_pton(family, host, &in.sin_addr);
    in.sin_port = htons(static_cast<std::uint16_t>(port));
  } else {
    auto& in6 = reinterpret_cast<sockaddr_in6&>(storage);
    inet_pton(family, host, &in6.sin6_addr);
    in6.sin6_port = htons(static_cast<std::uint16_t>(port));
  }
  return describe_claim(protocol, storage, dual, sharing);
}

TEST(Claims, OtherPortsProtocolsFamiliesAndAddressesDoNotMeet) {
  const AddressClaim first = claim(AF_INET, "0.0.0.0", 80, Sharing::exclusive);
  EXPECT_EQ(0, bind_verdict(first, claim(AF_INET, "0.0.0.0", 81, Sharing::none)));
  EXPECT_EQ(0, bind_verdict(first, claim(AF_INET, "0.0.0.0", 80, Sharing::none, false, 17)));
  EXPECT_EQ(0, bind_verdict(first, claim(AF_INET6, "::", 80, Sharing::none)));
  EXPECT_EQ(0, bind_verdict(claim(AF_INET, "127.0.0.1", 80, Sharing::exclusive),
                            claim(AF_INET, "127.0.0.2", 80, Sharing::exclusive)));
}

TEST(Claims, ADualModeSocketMeetsBothFamilies_66) {
  const AddressClaim dual = claim(AF_INET6, "::", 80, Sharing::none, true);
  EXPECT_EQ(WSAEADDRINUSE, bind_verdict(dual, claim(AF_INET, "0.0.0.0", 80, Sharing::none)));
  EXPECT_EQ(WSAEADDRINUSE, bind_verdict(dual, claim(AF_INET6, "::", 80, Sharing::none)));
  EXPECT_EQ(WSAEACCES, bind_verdict(claim(AF_INET, "0.0.0.0", 80, Sharing::exclusive), dual));
  EXPECT_EQ(WSAEADDRINUSE, bind_verdict(claim(AF_INET6, "::ffff:127.0.0.1", 80, Sharing::none, true),
                                        claim(AF_INET, "127.0.0.1", 80, Sharing::none)));
}

}  // namespace
}  // namespace wosa::tcpip
