// SPDX-License-Identifier: MIT
#pragma once

// Names that mean this computer: answered from its interfaces, without asking anybody.

#include <optional>
#include <string>

#include "names/resolver.hpp"

namespace wosa::runtime::names {

// "localhost" and every name below it.
[[nodiscard]] bool is_localhost(const std::string& name) noexcept;

// "", "..localmachine", and this computer's name with or without its domain.
[[nodiscard]] bool is_this_computer(const std::string& name, const std::string& own_name) noexcept;

// The addresses by which others reach this computer; where a family has none, its loopbacks.
[[nodiscard]] std::vector<Address> reachable_addresses(const std::vector<Address>& own);

// Loopback and wildcard addresses of both families.
[[nodiscard]] std::vector<Address> loopbacks(const std::vector<Address>& own);
[[nodiscard]] std::vector<Address> wildcards(const std::vector<Address>& own);

// Whether a family has an address that is not a loopback (AI_ADDRCONFIG).
[[nodiscard]] bool is_configured(int family, const std::vector<Address>& own) noexcept;

// This computer as a host: name and addresses, when `name` means it; localhost and its loopbacks likewise.
[[nodiscard]] Answer<std::optional<Host>> local_host(const Resolver& resolver, const std::string& name);

// This computer's name with its domain, if it has or the resolver knows one.
[[nodiscard]] std::string complete_name(const Resolver& resolver, const std::string& own_name);

// The host that has an address. A loopback's is localhost, without asking.
[[nodiscard]] Answer<Host> host_of(const Resolver& resolver, const Address& address);

}  // namespace wosa::runtime::names
