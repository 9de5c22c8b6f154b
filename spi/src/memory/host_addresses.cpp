// SPDX-License-Identifier: MIT
#include "memory/host_addresses.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace wosa::spi::memory {
namespace {

constexpr std::uint32_t kLoopback = 0x7F000001;

class ErrnoGuard {
 public:
  ErrnoGuard() noexcept : saved_(errno) {}
  ~ErrnoGuard() { errno = saved_; }
  ErrnoGuard(const ErrnoGuard&) = delete;
  ErrnoGuard& operator=(const ErrnoGuard&) = delete;

 private:
  int saved_;
};

bool names(const sockaddr* address, const Host& host) noexcept {
  if (address == nullptr) return false;
  if (address->sa_family == AF_INET && host.is_ipv4()) {
    return std::memcmp(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr, &host.bytes[12], 4) == 0;
  }
  return address->sa_family == AF_INET6 &&
         std::memcmp(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, host.bytes.data(), 16) == 0;
}

}  // namespace

bool is_own_address(const Host& host) noexcept {
  if (host.is_loopback()) return true;
  const ErrnoGuard guard;
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return false;
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(list, &freeifaddrs);
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (names(entry->ifa_addr, host)) return true;
  }
  return false;
}

bool is_interface(std::uint32_t index) noexcept {
  if (index <= 1) return true;  // the loopback interface is always the first
  const ErrnoGuard guard;
  char name[IF_NAMESIZE];
  return if_indextoname(index, name) != nullptr;
}

Host source_towards(const Host& destination) noexcept {
  const bool shared = destination.is_loopback() || destination.is_multicast() || destination.is_broadcast();
  if (!shared) return destination;
  return destination.is_ipv4() ? Host::ipv4(kLoopback) : Host::ipv6_loopback();
}

}  // namespace wosa::spi::memory
