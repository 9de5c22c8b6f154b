// SPDX-License-Identifier: MIT
#pragma once

// What knows names: hosts, services, protocols, this computer. The one interface between Winsock's functions
// and whoever answers them. What the functions owe their callers besides (numeric text, localhost, this
// computer's own name, families, flags) is decided above it and asks it nothing.
//
// A resolver may be called by any number of threads at once and may block. An error is a Winsock code.

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "names/address.hpp"

namespace wosa::runtime::names {

template <typename Value>
using Answer = tl::expected<Value, INT>;

struct HostQuery {
  std::string name;           // UTF-8, neither empty nor numeric
  int family = WS_AF_UNSPEC;  // WS_AF_UNSPEC, WS_AF_INET, WS_AF_INET6
  bool canonical = false;     // Host::name is wanted
  bool encode_idn = true;     // letters beyond ASCII are asked for in Punycode
};

struct Host {
  std::string name;  // canonical
  std::vector<std::string> aliases;
  std::vector<Address> addresses;  // the one to try first in front (RFC 6724)
};

struct Service {
  std::string name;
  std::vector<std::string> aliases;
  USHORT port = 0;  // host byte order
  std::string protocol;
};

struct Protocol {
  std::string name;
  std::vector<std::string> aliases;
  int number = 0;
};

class Resolver {
 public:
  // WSAHOST_NOT_FOUND, WSANO_DATA (no address of the family), WSATRY_AGAIN, WSANO_RECOVERY.
  [[nodiscard]] virtual Answer<Host> host(const HostQuery& query) const = 0;
  // As host, with its aliases.
  [[nodiscard]] virtual Answer<Host> host_with_aliases(const HostQuery& query) const = 0;
  [[nodiscard]] virtual Answer<Host> host_of(const Address& address) const = 0;

  // WSAHOST_NOT_FOUND, WSANO_RECOVERY. An empty protocol is any.
  [[nodiscard]] virtual Answer<Service> service(const std::string& name,
                                                const std::string& protocol) const = 0;
  [[nodiscard]] virtual Answer<Service> service_at(USHORT port, const std::string& protocol) const = 0;
  [[nodiscard]] virtual Answer<Protocol> protocol(const std::string& name) const = 0;
  [[nodiscard]] virtual Answer<Protocol> protocol_numbered(int number) const = 0;

  // This computer: its name, and the addresses of its interfaces that are up, loopbacks too. Never block
  // long.
  [[nodiscard]] virtual Answer<std::string> own_name() const = 0;
  [[nodiscard]] virtual Answer<std::vector<Address>> own_addresses() const = 0;

 protected:
  ~Resolver() = default;  // nobody owns a resolver through this interface
};

// The resolver of the system: libc's.
[[nodiscard]] const Resolver& system_resolver() noexcept;

}  // namespace wosa::runtime::names
