// SPDX-License-Identifier: MIT
#include "names/destination_order.hpp"

#include <algorithm>
#include <tuple>

namespace wosa::runtime::names {

namespace {

bool is_mapped(const Address& address) noexcept {
  return std::equal(address.bytes.begin(), address.bytes.begin() + 12, mapped(Address{}).bytes.begin());
}

bool begins_with(const Address& address, UCHAR first, UCHAR second) noexcept {
  return address.bytes[0] == first && address.bytes[1] == second;
}

// RFC 6724, section 2.1.
int precedence(const Address& address) noexcept {
  constexpr int kIpv4 = 35;
  if (!address.is_ipv6() || is_mapped(address)) return kIpv4;
  if (is_loopback(address)) return 50;
  const auto& bytes = address.bytes;
  if (std::all_of(bytes.begin(), bytes.begin() + 12, [](UCHAR byte) { return byte == 0; })) {
    return address == wildcard(WS_AF_INET6) ? 40 : 1;  // the wildcard stands for every address
  }
  if (begins_with(address, 0x20, 0x02)) return 30;
  if (begins_with(address, 0x20, 0x01) && bytes[2] == 0 && bytes[3] == 0) return 5;
  if ((bytes[0] & 0xFE) == 0xFC) return 3;
  if (begins_with(address, 0x3F, 0xFE) || (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0xC0)) return 1;
  return 40;
}

// RFC 6724, sections 3.1 and 3.2: 2 is link-local, 5 site-local, 14 global.
int scope(const Address& address) noexcept {
  const auto& bytes = address.bytes;
  if (is_loopback(address)) return 2;
  if (!address.is_ipv6()) return begins_with(address, 169, 254) ? 2 : 14;
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80) return 2;
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0xC0) return 5;
  return 14;
}

}  // namespace

void order_destinations(std::vector<Address>& addresses, const std::vector<Address>& own) {
  const auto usable = [&](const Address& address) {
    return std::any_of(own.begin(), own.end(),
                       [&](const Address& mine) { return mine.family == address.family; });
  };
  const auto rank = [&](const Address& address) {
    return std::make_tuple(usable(address) ? 0 : 1, -precedence(address), scope(address));
  };
  std::stable_sort(addresses.begin(), addresses.end(),
                   [&](const Address& a, const Address& b) { return rank(a) < rank(b); });
}

}  // namespace wosa::runtime::names
