// SPDX-License-Identifier: MIT
#include "kit/address.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace kit {
namespace {

constexpr std::size_t kPathOffset = offsetof(SOCKADDR_UN, sun_path);

}  // namespace

Address::Address(const void* data, int length)
    : length_(std::min(length, static_cast<int>(sizeof storage_))) {
  std::memcpy(&storage_, data, static_cast<std::size_t>(length_));
}

Address Address::inet(std::uint32_t host_order, u_short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(host_order);
  return {&address, static_cast<int>(sizeof address)};
}

Address Address::inet6(const char* text, u_short port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  inet_pton(AF_INET6, text, &address.sin6_addr);
  return {&address, static_cast<int>(sizeof address)};
}

Address Address::unix_path(const std::string& path) {
  SOCKADDR_UN address{};
  address.sun_family = AF_UNIX;
  const std::size_t size = std::min(path.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, path.data(), size);
  return {&address, static_cast<int>(std::min(sizeof address, kPathOffset + size + 1))};
}

Address Address::unix_unnamed() {
  const ADDRESS_FAMILY family = AF_UNIX;
  return {&family, static_cast<int>(sizeof family)};
}

u_short Address::port() const {
  if (!is_ip()) return 0;
  return ntohs(family() == AF_INET6 ? v6().sin6_port : v4().sin_port);
}

Address Address::with_port(u_short port) const {
  Address copy = *this;
  if (is_ip()) (family() == AF_INET6 ? copy.v6().sin6_port : copy.v4().sin_port) = htons(port);
  return copy;
}

bool Address::is_wildcard() const {
  if (!is_ip()) return false;
  if (family() == AF_INET) return v4().sin_addr.s_addr == 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(&v6().sin6_addr);
  return std::all_of(bytes, bytes + sizeof(in6_addr), [](unsigned char byte) { return byte == 0; });
}

std::string Address::path() const {
  if (family() != AF_UNIX || length_ <= static_cast<int>(kPathOffset)) return {};
  const char* text = reinterpret_cast<const char*>(&storage_) + kPathOffset;
  return {text, strnlen(text, static_cast<std::size_t>(length_) - kPathOffset)};
}

bool Address::same_as(const Address& other) const {
  if (family() != other.family() || length_ == 0 || other.length_ == 0 || port() != other.port())
    return false;
  switch (family()) {
    case AF_INET: return v4().sin_addr.s_addr == other.v4().sin_addr.s_addr;
    case AF_INET6: return std::memcmp(&v6().sin6_addr, &other.v6().sin6_addr, sizeof(in6_addr)) == 0;
    case AF_UNIX: return path() == other.path();
    default:
      return length_ == other.length_ &&
             std::memcmp(&storage_, &other.storage_, static_cast<std::size_t>(length_)) == 0;
  }
}

std::string Address::text() const {
  if (family() == AF_UNIX) return path().empty() ? "an unnamed socket" : path();
  if (!is_ip()) return "an address of family " + std::to_string(family());
  char buffer[INET6_ADDRSTRLEN] = "?";
  const void* raw = family() == AF_INET6 ? static_cast<const void*>(&v6().sin6_addr) : &v4().sin_addr;
  inet_ntop(family(), raw, buffer, sizeof buffer);
  return std::string(buffer) + " port " + std::to_string(port());
}

Address local_address(SOCKET s) {
  Address address;
  if (getsockname(s, address.data(), address.length_for_output()) != 0) return {};
  return address;
}

Address peer_address(SOCKET s) {
  Address address;
  if (getpeername(s, address.data(), address.length_for_output()) != 0) return {};
  return address;
}

}  // namespace kit
