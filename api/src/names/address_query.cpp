// SPDX-License-Identifier: MIT
#include "names/address_query.hpp"

#include <algorithm>

#include "names/address_text.hpp"
#include "names/local_host.hpp"
#include "names/service_ports.hpp"

namespace wosa::runtime::names {

namespace {

// The flags of getaddrinfo. Those that only GetAddrInfoEx has are refused: to accept a wish (a time to live,
// secure answers, other servers) and not to fulfil it would be a lie.
constexpr unsigned kKnownFlags = WS_AI_PASSIVE | WS_AI_CANONNAME | WS_AI_NUMERICHOST | WS_AI_NUMERICSERV |
                                 WS_AI_ALL | WS_AI_ADDRCONFIG | WS_AI_V4MAPPED | WS_AI_NON_AUTHORITATIVE |
                                 WS_AI_SECURE | WS_AI_RETURN_PREFERRED_NAMES | WS_AI_FQDN | WS_AI_FILESERVER |
                                 WS_AI_DISABLE_IDN_ENCODING;

bool has(const AddressQuery& query, int flag) noexcept { return (query.flags & flag) != 0; }

bool wants_name(const AddressQuery& query) noexcept { return has(query, WS_AI_CANONNAME | WS_AI_FQDN); }

bool wants_mapped(const AddressQuery& query) noexcept {
  return query.family == WS_AF_INET6 && has(query, WS_AI_V4MAPPED);
}

// Leaves what the query's family allows, mapped where that is asked for.
void keep_family(std::vector<Address>& addresses, const AddressQuery& query) {
  if (query.family == WS_AF_UNSPEC) return;
  const auto is_ipv6 = [](const Address& address) { return address.is_ipv6(); };
  const bool map = wants_mapped(query) &&
                   (has(query, WS_AI_ALL) || std::none_of(addresses.begin(), addresses.end(), is_ipv6));
  if (map) {
    for (auto& address : addresses) {
      if (!address.is_ipv6()) address = mapped(address);
    }
  }
  addresses.erase(std::remove_if(addresses.begin(), addresses.end(),
                                 [&](const Address& address) { return address.family != query.family; }),
                  addresses.end());
}

// AI_ADDRCONFIG: leaves the families that this computer has an address of.
INT keep_configured(std::vector<Address>& addresses, const Resolver& resolver) {
  const auto own = resolver.own_addresses();
  if (!own) return own.error();
  addresses.erase(
      std::remove_if(addresses.begin(), addresses.end(),
                     [&](const Address& address) { return !is_configured(address.family, *own); }),
      addresses.end());
  return 0;
}

// No node: this computer, from the inside.
Answer<Host> unnamed_host(const Resolver& resolver, const AddressQuery& query) {
  const auto own = resolver.own_addresses();
  if (!own) return tl::unexpected(own.error());
  return Host{{}, {}, has(query, WS_AI_PASSIVE) ? wildcards(*own) : loopbacks(*own)};
}

HostQuery to_host_query(const AddressQuery& query) {
  HostQuery host;
  host.name = *query.node;
  host.family = wants_mapped(query) ? WS_AF_UNSPEC : query.family;
  host.canonical = wants_name(query);
  host.encode_idn = !has(query, WS_AI_DISABLE_IDN_ENCODING);
  return host;
}

Answer<Host> named_host(const Resolver& resolver, const AddressQuery& query) {
  auto local = local_host(resolver, *query.node);
  if (!local) return tl::unexpected(local.error());
  if (!*local) return resolver.host(to_host_query(query));
  Host host = std::move(**local);
  if (has(query, WS_AI_FQDN) && !is_localhost(*query.node)) host.name = complete_name(resolver, host.name);
  return host;
}

// Addresses of the query's node, and its canonical name.
Answer<Host> find_host(const Resolver& resolver, const AddressQuery& query) {
  const bool numeric_only = has(query, WS_AI_NUMERICHOST);
  Answer<Host> host;
  if (!query.node) {
    if (numeric_only) return tl::unexpected(WSAHOST_NOT_FOUND);
    host = unnamed_host(resolver, query);
  } else if (const auto address = parse_numeric_host(*query.node)) {
    host = Host{*query.node, {}, {*address}};
  } else if (numeric_only) {
    return tl::unexpected(WSAHOST_NOT_FOUND);
  } else {
    host = named_host(resolver, query);
    if (host && has(query, WS_AI_ADDRCONFIG)) {
      if (const INT error = keep_configured(host->addresses, resolver); error != 0)
        return tl::unexpected(error);
    }
  }
  if (!host) return host;
  keep_family(host->addresses, query);
  if (host->addresses.empty()) return tl::unexpected(numeric_only ? WSAHOST_NOT_FOUND : WSANO_DATA);
  return host;
}

}  // namespace

INT check(const AddressQuery& query) noexcept {
  if ((static_cast<unsigned>(query.flags) & ~kKnownFlags) != 0) return WSAEINVAL;
  if (has(query, WS_AI_CANONNAME) && has(query, WS_AI_FQDN)) return WSAEINVAL;
  if (query.family != WS_AF_UNSPEC && query.family != WS_AF_INET && query.family != WS_AF_INET6) {
    return WSAEAFNOSUPPORT;
  }
  if (query.socket_type != 0 && query.socket_type != WS_SOCK_STREAM && query.socket_type != WS_SOCK_DGRAM &&
      query.socket_type != WS_SOCK_RAW) {
    return WSAESOCKTNOSUPPORT;
  }
  if (!query.node && !query.service) return WSAHOST_NOT_FOUND;
  if (!query.node && wants_name(query)) return WSANO_RECOVERY;
  return 0;
}

Answer<AddressAnswer> find_addresses(const Resolver& resolver, const AddressQuery& query) {
  const auto ports = service_ports(resolver, query);
  if (!ports) return tl::unexpected(ports.error());
  const auto host = find_host(resolver, query);
  if (!host) return tl::unexpected(host.error());
  AddressAnswer answer;
  for (const auto& address : host->addresses) {
    for (const auto& port : *ports) {
      answer.records.push_back({address, port.port, port.socket_type, query.protocol});
    }
  }
  if (wants_name(query)) answer.canonical_name = host->name.empty() ? *query.node : host->name;
  return answer;
}

}  // namespace wosa::runtime::names
