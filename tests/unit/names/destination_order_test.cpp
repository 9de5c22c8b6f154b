// SPDX-License-Identifier: MIT
#include "names/destination_order.hpp"

#include <gtest/gtest.h>

#include "fake_resolver.hpp"

namespace wosa::runtime::names {
namespace {

Strings order(std::vector<const char*> given, std::vector<const char*> own = {"127.0.0.1", "::1"}) {
  std::vector<Address> addresses;
  std::vector<Address> interfaces;
  for (const char* text : given) addresses.push_back(address_of(text));
  for (const char* text : own) interfaces.push_back(address_of(text));
  order_destinations(addresses, interfaces);
  return texts(addresses);
}

TEST(DestinationOrder, PrefersHigherPrecedence281) {
  EXPECT_EQ(order({"127.0.0.1", "::1"}), (Strings{"::1", "127.0.0.1"}));
  EXPECT_EQ(order({"0.0.0.0", "::"}), (Strings{"::", "0.0.0.0"}));
  EXPECT_EQ(order({"fd00::1", "2001::1", "2002::1", "192.0.2.1", "2001:db8::1"}),
            (Strings{"2001:db8::1", "192.0.2.1", "2002::1", "2001::1", "fd00::1"}));
  EXPECT_EQ(order({"::192.0.2.1", "3ffe::1", "fec0::1", "192.0.2.1", "::ffff:192.0.2.2"}),
            (Strings{"192.0.2.1", "::ffff:192.0.2.2", "fec0::1", "::192.0.2.1", "3ffe::1"}));
}

TEST(DestinationOrder, PrefersSmallerScope281) {
  EXPECT_EQ(order({"2001:db8::1", "fe80::1%1"}), (Strings{"fe80::1%1", "2001:db8::1"}));
  EXPECT_EQ(order({"192.0.2.1", "169.254.1.1"}), (Strings{"169.254.1.1", "192.0.2.1"}));
}

TEST(DestinationOrder, PutsUnusableFamiliesLast281) {
  EXPECT_EQ(order({"::1", "127.0.0.1"}, {"127.0.0.1"}), (Strings{"127.0.0.1", "::1"}));
  EXPECT_EQ(order({"127.0.0.1", "::1"}, {"::1"}), (Strings{"::1", "127.0.0.1"}));
}

TEST(DestinationOrder, KeepsEqualOnesInPlace281) {
  EXPECT_EQ(order({"192.0.2.2", "192.0.2.1", "192.0.2.3"}), (Strings{"192.0.2.2", "192.0.2.1", "192.0.2.3"}));
}

}  // namespace
}  // namespace wosa::runtime::names
