// SPDX-License-Identifier: MIT
#include "names/database_lookup.hpp"

#include <algorithm>

#include "names/address_text.hpp"
#include "names/local_host.hpp"

namespace wosa::runtime::names {

Answer<Host> find_ipv4_host(const Resolver& resolver, const std::string& name) {
  if (const auto address = parse_numeric_host(name)) {
    if (address->is_ipv6()) return tl::unexpected(WSANO_DATA);
    return Host{name, {}, {*address}};
  }
  const auto local = local_host(resolver, name);
  if (!local) return tl::unexpected(local.error());
  HostQuery query;
  query.name = name;
  query.family = WS_AF_INET;
  auto host = *local ? Answer<Host>(**local) : resolver.host_with_aliases(query);
  if (!host) return host;
  const auto is_ipv4 = [](const Address& address) { return !address.is_ipv6(); };
  if (std::none_of(host->addresses.begin(), host->addresses.end(), is_ipv4))
    return tl::unexpected(WSANO_DATA);
  if (host->name.empty()) host->name = name;
  return host;
}

INT check_address(int family, int length) noexcept {
  switch (family) {
    case WS_AF_INET: return length == 4 ? 0 : WSAEINVAL;
    case WS_AF_INET6: return length == 16 ? 0 : WSAEINVAL;
    default: return WSAEAFNOSUPPORT;
  }
}

}  // namespace wosa::runtime::names
