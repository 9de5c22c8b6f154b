// SPDX-License-Identifier: MIT
#pragma once

// The ports that a service means, for each socket type that has it.

#include <vector>

#include "names/address_query.hpp"

namespace wosa::runtime::names {

struct ServicePort {
  int socket_type;  // 0: any
  USHORT port;      // host byte order
};

// At least one, or WSATYPE_NOT_FOUND, WSAHOST_NOT_FOUND (AI_NUMERICSERV and no number). A number is a port of
// every type; a name is looked up for TCP and UDP, for what the query's type and protocol leave of them.
[[nodiscard]] Answer<std::vector<ServicePort>> service_ports(const Resolver& resolver,
                                                             const AddressQuery& query);

}  // namespace wosa::runtime::names
