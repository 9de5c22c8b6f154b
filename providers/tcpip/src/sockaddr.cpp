// SPDX-License-Identifier: MIT
#include "sockaddr.hpp"

#include <cstddef>
#include <cstring>

#include "ws2ipdef.h"

#include "errors.hpp"

namespace wosa::tcpip {

static_assert(sizeof(WS_sockaddr_in) == sizeof(sockaddr_in));
static_assert(sizeof(WS_sockaddr_in6) == sizeof(sockaddr_in6));
static_assert(offsetof(WS_sockaddr_in6, sin6_scope_id) == offsetof(sockaddr_in6, sin6_scope_id));
static_assert(sizeof(SOCKADDR_STORAGE) == sizeof(sockaddr_storage));

std::uint16_t Address::port() const noexcept {
  // Both families have the port behind the family.
  return reinterpret_cast<const sockaddr_in&>(storage).sin_port;
}

void Address::set_port(std::uint16_t port) noexcept {
  reinterpret_cast<sockaddr_in&>(storage).sin_port = port;
}

bool Address::is_any() const noexcept {
  if (storage.ss_family == AF_INET) {
    return reinterpret_cast<const sockaddr_in&>(storage).sin_addr.s_addr == INADDR_ANY;
  }
  const in6_addr& address = reinterpret_cast<const sockaddr_in6&>(storage).sin6_addr;
  if (IN6_IS_ADDR_UNSPECIFIED(&address)) return true;
  std::uint32_t last;
  std::memcpy(&last, &address.s6_addr[12], sizeof last);
  return IN6_IS_ADDR_V4MAPPED(&address) && last == 0;
}

bool Address::is_ipv4_loopback() const noexcept {
  return storage.ss_family == AF_INET &&
         ntohl(reinterpret_cast<const sockaddr_in&>(storage).sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

bool Address::is_mapped() const noexcept {
  return storage.ss_family == AF_INET6 &&
         IN6_IS_ADDR_V4MAPPED(&reinterpret_cast<const sockaddr_in6&>(storage).sin6_addr);
}

int kernel_family(int winsock_family) noexcept {
  switch (winsock_family) {
    case WS_AF_INET: return AF_INET;
    case WS_AF_INET6: return AF_INET6;
    default: return -1;
  }
}

int winsock_family(int kernel_family) noexcept { return kernel_family == AF_INET ? WS_AF_INET : WS_AF_INET6; }

int address_length(int kernel_family) noexcept {
  return kernel_family == AF_INET ? int{sizeof(sockaddr_in)} : int{sizeof(sockaddr_in6)};
}

int address_from_caller(int family, const WS_sockaddr* name, int length, Address& address) noexcept {
  const int needed = address_length(family);
  ADDRESS_FAMILY given;
  if (length < static_cast<int>(sizeof given)) return WSAEFAULT;
  if (length < needed) {
    // Another family's shorter address is that family's error, a short one of ours is a bad length.
    if (const int code = read_value(given, name); code != 0) return code;
    return length >= static_cast<int>(sizeof(sockaddr_in)) && given != winsock_family(family)
               ? WSAEAFNOSUPPORT
               : WSAEFAULT;
  }
  if (const int code = copy_in(&address.storage, name, static_cast<std::size_t>(needed)); code != 0)
    return code;
  if (address.storage.ss_family != winsock_family(family)) return WSAEAFNOSUPPORT;
  address.storage.ss_family = static_cast<sa_family_t>(family);
  address.length = static_cast<socklen_t>(needed);
  return 0;
}

int to_winsock(const Address& address, SOCKADDR_STORAGE& out) noexcept {
  const int length = address_length(address.storage.ss_family);
  out = SOCKADDR_STORAGE{};
  std::memcpy(&out, &address.storage, static_cast<std::size_t>(length));
  out.ss_family = static_cast<ADDRESS_FAMILY>(winsock_family(address.storage.ss_family));
  return length;
}

int address_to_caller(const Address& address, WS_sockaddr* name, INT* length) noexcept {
  INT room = 0;
  if (const int code = read_value(room, length); code != 0) return code;
  SOCKADDR_STORAGE out;
  const INT needed = to_winsock(address, out);
  if (room < needed) return WSAEFAULT;
  if (const int code = copy_out(name, &out, static_cast<std::size_t>(needed)); code != 0) return code;
  return write_value(length, needed);
}

int local_address(int descriptor, Address& address) noexcept {
  address.length = sizeof address.storage;
  return getsockname(descriptor, address.get(), &address.length) == 0 ? 0 : errno;
}

int peer_address(int descriptor, Address& address) noexcept {
  address.length = sizeof address.storage;
  return getpeername(descriptor, address.get(), &address.length) == 0 ? 0 : errno;
}

}  // namespace wosa::tcpip
