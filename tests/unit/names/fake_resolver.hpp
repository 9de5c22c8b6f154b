// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "names/address_text.hpp"
#include "names/resolver.hpp"

namespace wosa::runtime::names {

inline Address address_of(const char* text) { return parse_numeric_host(text).value(); }

// A small world of hosts and services, which remembers what it was asked.
class FakeResolver final : public Resolver {
 public:
  std::string own = "box";
  std::vector<Address> interfaces = {address_of("127.0.0.1"), address_of("::1"), address_of("192.0.2.10"),
                                     address_of("2001:db8::10")};
  std::map<std::string, Host> hosts;
  std::map<std::string, Host> reverse;     // by address text
  std::map<std::string, USHORT> services;  // "name/protocol"
  INT failure = WSAHOST_NOT_FOUND;         // for what nobody knows
  mutable std::vector<HostQuery> asked;
  mutable std::vector<std::string> asked_services;

  void add_host(const std::string& name, std::vector<const char*> addresses, std::string canonical = {}) {
    Host host{canonical.empty() ? name : std::move(canonical), {}, {}};
    for (const char* text : addresses) host.addresses.push_back(address_of(text));
    hosts[name] = host;
  }

  Answer<Host> host(const HostQuery& query) const override {
    asked.push_back(query);
    const auto found = hosts.find(query.name);
    if (found == hosts.end()) return tl::unexpected(failure);
    Host answer{query.canonical ? found->second.name : std::string(), {}, {}};
    for (const auto& address : found->second.addresses) {
      if (query.family == WS_AF_UNSPEC || query.family == address.family) answer.addresses.push_back(address);
    }
    if (answer.addresses.empty()) return tl::unexpected(WSANO_DATA);
    return answer;
  }

  Answer<Host> host_with_aliases(const HostQuery& query) const override {
    auto answer = host(query);
    if (answer) {
      answer->name = hosts.at(query.name).name;
      answer->aliases = {query.name};
    }
    return answer;
  }

  Answer<Host> host_of(const Address& address) const override {
    const auto found = reverse.find(to_text(address));
    if (found == reverse.end()) return tl::unexpected(failure);
    return found->second;
  }

  Answer<Service> service(const std::string& name, const std::string& protocol) const override {
    asked_services.push_back(name + '/' + protocol);
    const auto found = services.find(name + '/' + protocol);
    if (found == services.end()) return tl::unexpected(WSAHOST_NOT_FOUND);
    return Service{name, {}, found->second, protocol};
  }

  Answer<Service> service_at(USHORT port, const std::string& protocol) const override {
    for (const auto& [key, number] : services) {
      const auto slash = key.find('/');
      if (number == port && key.substr(slash + 1) == protocol)
        return Service{key.substr(0, slash), {}, port, protocol};
    }
    return tl::unexpected(WSAHOST_NOT_FOUND);
  }

  Answer<Protocol> protocol(const std::string&) const override { return tl::unexpected(WSAHOST_NOT_FOUND); }
  Answer<Protocol> protocol_numbered(int) const override { return tl::unexpected(WSAHOST_NOT_FOUND); }
  Answer<std::string> own_name() const override { return own; }
  Answer<std::vector<Address>> own_addresses() const override { return interfaces; }
};

inline std::vector<std::string> texts(const std::vector<Address>& addresses) {
  std::vector<std::string> all;
  for (const auto& address : addresses) all.push_back(to_scoped_text(address));
  return all;
}

using Strings = std::vector<std::string>;

}  // namespace wosa::runtime::names
