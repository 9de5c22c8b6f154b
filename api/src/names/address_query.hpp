// SPDX-License-Identifier: MIT
#pragma once

// What getaddrinfo does, on C++ types and over any resolver.

#include <optional>
#include <string>
#include <vector>

#include "names/resolver.hpp"

namespace wosa::runtime::names {

struct AddressQuery {
  std::optional<std::string> node;
  std::optional<std::string> service;
  int flags = 0;
  int family = WS_AF_UNSPEC;
  int socket_type = 0;
  int protocol = 0;
};

struct AddressRecord {
  Address address;
  USHORT port;  // host byte order
  int socket_type;
  int protocol;
};

struct AddressAnswer {
  std::vector<AddressRecord> records;         // never empty
  std::optional<std::string> canonical_name;  // when asked for
};

// 0, or why flags, family and type cannot be asked for together.
[[nodiscard]] INT check(const AddressQuery& query) noexcept;

// Of a query that check accepts.
[[nodiscard]] Answer<AddressAnswer> find_addresses(const Resolver& resolver, const AddressQuery& query);

}  // namespace wosa::runtime::names
