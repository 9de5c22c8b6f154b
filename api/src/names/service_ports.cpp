// SPDX-License-Identifier: MIT
#include "names/service_ports.hpp"

#include <algorithm>
#include <charconv>

namespace wosa::runtime::names {

namespace {

struct Transport {
  int socket_type;
  int protocol;
  const char* name;
};

constexpr Transport kTransports[] = {{WS_SOCK_STREAM, WS_IPPROTO_TCP, "tcp"},
                                     {WS_SOCK_DGRAM, WS_IPPROTO_UDP, "udp"}};

bool is_number(const std::string& text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Answer<USHORT> parse_port(const std::string& digits) noexcept {
  USHORT port = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (result.ec != std::errc{}) return tl::unexpected(WSATYPE_NOT_FOUND);  // above 65535
  return port;
}

// 0 leaves everything open.
bool fits(int wanted, int offered) noexcept { return wanted == 0 || wanted == offered; }

}  // namespace

Answer<std::vector<ServicePort>> service_ports(const Resolver& resolver, const AddressQuery& query) {
  using Ports = std::vector<ServicePort>;
  if (!query.service || query.service->empty()) return Ports{{query.socket_type, 0}};
  if (is_number(*query.service)) {
    const auto port = parse_port(*query.service);
    if (!port) return tl::unexpected(port.error());
    return Ports{{query.socket_type, *port}};
  }
  if ((query.flags & WS_AI_NUMERICSERV) != 0) return tl::unexpected(WSAHOST_NOT_FOUND);
  Ports ports;
  for (const Transport& transport : kTransports) {
    if (!fits(query.socket_type, transport.socket_type) || !fits(query.protocol, transport.protocol))
      continue;
    const auto service = resolver.service(*query.service, transport.name);
    if (service) ports.push_back({transport.socket_type, service->port});
  }
  if (ports.empty()) return tl::unexpected(WSATYPE_NOT_FOUND);
  return ports;
}

}  // namespace wosa::runtime::names
