// SPDX-License-Identifier: MIT
#include "names/name_query.hpp"

#include "names/address_text.hpp"
#include "names/local_host.hpp"
#include "win32/text.hpp"

namespace wosa::runtime::names {

namespace {

// NI_NOFQDN: a host of this computer's own domain is named without it.
std::string without_own_domain(const Resolver& resolver, const std::string& name) {
  const auto dot = name.find('.');
  if (dot == std::string::npos) return name;
  const auto own_name = resolver.own_name();
  if (!own_name) return name;
  const std::string own = complete_name(resolver, *own_name);
  const auto own_dot = own.find('.');
  if (own_dot == std::string::npos || !same_name(name.substr(dot), own.substr(own_dot))) return name;
  return name.substr(0, dot);
}

}  // namespace

Answer<std::string> host_name_of(const Resolver& resolver, const Address& address, int flags) {
  if ((flags & WS_NI_NUMERICHOST) != 0) return to_scoped_text(address);
  const auto host = host_of(resolver, address);
  if (host && !host->name.empty()) {
    return (flags & WS_NI_NOFQDN) != 0 ? without_own_domain(resolver, host->name) : host->name;
  }
  if ((flags & WS_NI_NAMEREQD) == 0) return to_scoped_text(address);
  const bool no_name = host || host.error() == WSANO_DATA;
  return tl::unexpected(no_name ? WSAHOST_NOT_FOUND : host.error());
}

std::string service_name_of(const Resolver& resolver, USHORT port, int flags) {
  if ((flags & WS_NI_NUMERICSERV) == 0) {
    const auto service = resolver.service_at(port, (flags & WS_NI_DGRAM) != 0 ? "udp" : "tcp");
    if (service) return service->name;
  }
  return std::to_string(port);
}

}  // namespace wosa::runtime::names
