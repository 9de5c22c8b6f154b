// SPDX-License-Identifier: MIT
#include "names/local_host.hpp"

#include <algorithm>
#include <string_view>

#include "names/destination_order.hpp"
#include "win32/text.hpp"

namespace wosa::runtime::names {

namespace {

constexpr std::string_view kLocalHost = "localhost";
constexpr std::string_view kLocalMachine = "..localmachine";

// A name that ends with a dot is the same name, said to be complete.
std::string_view without_final_dot(std::string_view name) noexcept {
  if (name.size() > 1 && name.back() == '.') name.remove_suffix(1);
  return name;
}

std::vector<Address> ordered(std::vector<Address> addresses, const std::vector<Address>& own) {
  order_destinations(addresses, own);
  return addresses;
}

}  // namespace

bool is_localhost(const std::string& name) noexcept {
  const std::string_view text = without_final_dot(name);
  if (same_name(text, kLocalHost)) return true;
  if (text.size() <= kLocalHost.size() + 1) return false;
  const std::string_view domain = text.substr(text.size() - kLocalHost.size() - 1);
  return domain[0] == '.' && same_name(domain.substr(1), kLocalHost);
}

bool is_this_computer(const std::string& name, const std::string& own_name) noexcept {
  if (name.empty() || same_name(name, kLocalMachine)) return true;
  const std::string_view text = without_final_dot(name);
  const std::string_view own = own_name;
  return !own.empty() && (same_name(text, own) || same_name(text, own.substr(0, own.find('.'))));
}

std::vector<Address> reachable_addresses(const std::vector<Address>& own) {
  std::vector<Address> addresses;
  for (const auto& address : own) {
    if (!is_loopback(address) || !is_configured(address.family, own)) addresses.push_back(address);
  }
  return ordered(std::move(addresses), own);
}

std::vector<Address> loopbacks(const std::vector<Address>& own) {
  return ordered({loopback(WS_AF_INET6), loopback(WS_AF_INET)}, own);
}

std::vector<Address> wildcards(const std::vector<Address>& own) {
  return ordered({wildcard(WS_AF_INET6), wildcard(WS_AF_INET)}, own);
}

bool is_configured(int family, const std::vector<Address>& own) noexcept {
  return std::any_of(own.begin(), own.end(), [&](const Address& address) {
    return address.family == family && !is_loopback(address);
  });
}

Answer<std::optional<Host>> local_host(const Resolver& resolver, const std::string& name) {
  const auto own_name = resolver.own_name();
  if (!own_name) return tl::unexpected(own_name.error());
  const bool localhost = is_localhost(name);
  if (!localhost && !is_this_computer(name, *own_name)) return std::nullopt;
  const auto own = resolver.own_addresses();
  if (!own) return tl::unexpected(own.error());
  if (localhost) return Host{name, {}, loopbacks(*own)};
  return Host{*own_name, {}, reachable_addresses(*own)};
}

std::string complete_name(const Resolver& resolver, const std::string& own_name) {
  if (own_name.empty() || own_name.find('.') != std::string::npos) return own_name;
  HostQuery query;
  query.name = own_name;
  query.canonical = true;
  const auto found = resolver.host(query);
  return found && !found->name.empty() ? found->name : own_name;
}

Answer<Host> host_of(const Resolver& resolver, const Address& address) {
  if (address == loopback(address.family)) return Host{std::string(kLocalHost), {}, {address}};
  auto found = resolver.host_of(address);
  if (found) return found;
  const auto own = resolver.own_addresses();
  const auto own_name = resolver.own_name();
  if (own && own_name && std::find(own->begin(), own->end(), address) != own->end()) {
    return Host{*own_name, {}, {address}};
  }
  return found;
}

}  // namespace wosa::runtime::names
