// SPDX-License-Identifier: MIT
#include "wosa/mock/address_parts.hpp"

#include <arpa/inet.h>

#include <cstring>

#include "afunix.h"
#include "ws2tcpip.h"

namespace wosa::mock {

namespace {

// The structure of a family, if so many bytes are there.
template <typename Structure>
std::optional<Structure> read(const void* address, int length) {
  if (length >= 0 && static_cast<std::size_t>(length) < sizeof(Structure)) return std::nullopt;
  Structure structure;
  std::memcpy(&structure, address, sizeof structure);
  return structure;
}

template <typename Bytes>
std::string ip_text(int libc_family, const Bytes& bytes) {
  char text[INET6_ADDRSTRLEN] = {};
  return inet_ntop(libc_family, &bytes, text, sizeof text) != nullptr ? text : "";
}

std::optional<AddressParts> ipv4(const void* address, int length) {
  const auto in = read<WS_sockaddr_in>(address, length);
  if (!in) return std::nullopt;
  return AddressParts{WS_AF_INET, ip_text(AF_INET, in->sin_addr), ntohs(in->sin_port), {}};
}

std::optional<AddressParts> ipv6(const void* address, int length) {
  const auto in6 = read<WS_sockaddr_in6>(address, length);
  if (!in6) return std::nullopt;
  AddressParts parts{WS_AF_INET6, ip_text(AF_INET6, in6->sin6_addr), ntohs(in6->sin6_port), {}};
  if (in6->sin6_scope_id != 0) parts.ip += '%' + std::to_string(in6->sin6_scope_id);
  return parts;
}

// The path may fill the structure without a zero, and the structure may be cut behind it.
std::optional<AddressParts> unix_path(const void* address, int length) {
  constexpr std::size_t kBegin = offsetof(WS_sockaddr_un, sun_path);
  const std::size_t size = length < 0 ? sizeof(WS_sockaddr_un) : static_cast<std::size_t>(length);
  if (size < kBegin) return std::nullopt;
  const char* path = static_cast<const char*>(address) + kBegin;
  const std::size_t room = std::min(size - kBegin, sizeof(WS_sockaddr_un::sun_path));
  return AddressParts{WS_AF_UNIX, {}, 0, std::string(path, strnlen(path, room))};
}

}  // namespace

std::optional<AddressParts> address_parts(const void* address, int length) {
  ADDRESS_FAMILY family = 0;
  if (address == nullptr || (length >= 0 && static_cast<std::size_t>(length) < sizeof family))
    return std::nullopt;
  std::memcpy(&family, address, sizeof family);
  switch (family) {
    case WS_AF_INET: return ipv4(address, length);
    case WS_AF_INET6: return ipv6(address, length);
    case WS_AF_UNIX: return unix_path(address, length);
    default: return AddressParts{family, {}, 0, {}};
  }
}

std::string AddressParts::text() const {
  switch (family) {
    case WS_AF_INET: return ip + ':' + std::to_string(port);
    case WS_AF_INET6: return '[' + ip + "]:" + std::to_string(port);
    case WS_AF_UNIX: return "unix:" + path;
    default: return "family " + std::to_string(family);
  }
}

}  // namespace wosa::mock
