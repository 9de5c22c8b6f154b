// SPDX-License-Identifier: MIT

// Control codes about the host's interfaces and addresses.

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <new>

#include <gsl/util>

#include "errors.hpp"
#include "ioctl.hpp"
#include "sockaddr.hpp"
#include "ws2ipdef.h"

namespace wosa::tcpip {
namespace {

constexpr std::size_t kMostInterfaces = 512;

class InterfaceAddresses {
 public:
  InterfaceAddresses() noexcept {
    if (getifaddrs(&first_) != 0) first_ = nullptr;
  }
  ~InterfaceAddresses() {
    if (first_ != nullptr) freeifaddrs(first_);
  }
  InterfaceAddresses(const InterfaceAddresses&) = delete;
  InterfaceAddresses& operator=(const InterfaceAddresses&) = delete;

  const ifaddrs* first() const noexcept { return first_; }

 private:
  ifaddrs* first_ = nullptr;
};

bool has_family(const ifaddrs& entry, int family) noexcept {
  return entry.ifa_addr != nullptr && entry.ifa_addr->sa_family == family;
}

ULONG winsock_flags(unsigned flags) noexcept {
  ULONG out = 0;
  if ((flags & IFF_UP) != 0) out |= WS_IFF_UP;
  if ((flags & IFF_BROADCAST) != 0) out |= WS_IFF_BROADCAST;
  if ((flags & IFF_LOOPBACK) != 0) out |= WS_IFF_LOOPBACK;
  if ((flags & unsigned{::IFF_POINTOPOINT}) != 0) out |= WS_IFF_POINTTOPOINT;
  if ((flags & IFF_MULTICAST) != 0) out |= WS_IFF_MULTICAST;
  return out;
}

void copy_ipv4(WS_sockaddr_gen& out, const sockaddr* in) noexcept {
  out.AddressIn.sin_family = WS_AF_INET;
  if (in != nullptr) std::memcpy(&out.AddressIn, in, sizeof out.AddressIn);
}

// Addresses that a socket may be bound to so that others reach it.
bool is_offered(const ifaddrs& entry, int family) noexcept {
  return has_family(entry, family) && (entry.ifa_flags & IFF_UP) != 0 &&
         (entry.ifa_flags & IFF_LOOPBACK) == 0;
}

// Connecting a datagram socket makes the kernel look up the route, and sends nothing.
int local_address_towards(Address& remote, Address& local) noexcept {
  const int probe = ::socket(remote.storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return last_wsa_error();
  const auto closer = gsl::finally([probe] { ::close(probe); });
  constexpr std::uint16_t kDiscardPort = 9;
  if (remote.port() == 0) remote.set_port(htons(kDiscardPort));
  const int on = 1;
  setsockopt(probe, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
  if (::connect(probe, remote.get(), remote.length) != 0) return last_wsa_error();
  if (const int error = local_address(probe, local); error != 0) return wsa_error(error);
  local.set_port(0);
  return 0;
}

}  // namespace

int get_interface_list(IoctlCall& call) noexcept {
  const InterfaceAddresses addresses;
  std::unique_ptr<INTERFACE_INFO[]> list(new (std::nothrow) INTERFACE_INFO[kMostInterfaces]());
  if (list == nullptr) return WSAENOBUFS;
  std::size_t count = 0;
  for (const ifaddrs* entry = addresses.first(); entry != nullptr && count < kMostInterfaces;
       entry = entry->ifa_next) {
    if (!has_family(*entry, AF_INET)) continue;
    INTERFACE_INFO& info = list[count++];
    info.iiFlags = winsock_flags(entry->ifa_flags);
    copy_ipv4(info.iiAddress, entry->ifa_addr);
    copy_ipv4(info.iiNetmask, entry->ifa_netmask);
    copy_ipv4(info.iiBroadcastAddress,
              (entry->ifa_flags & IFF_BROADCAST) != 0 ? entry->ifa_broadaddr : nullptr);
  }
  return call.give(list.get(), count * sizeof(INTERFACE_INFO));
}

// The list, and behind it the addresses that it points to.
int query_address_list(IoctlCall& call) noexcept {
  const InterfaceAddresses addresses;
  std::size_t count = 0;
  for (const ifaddrs* entry = addresses.first(); entry != nullptr; entry = entry->ifa_next) {
    if (is_offered(*entry, call.socket.family)) ++count;
  }
  const std::size_t head = offsetof(SOCKET_ADDRESS_LIST, Address) + count * sizeof(SOCKET_ADDRESS);
  constexpr std::size_t kStride = 32;  // either address, aligned
  const std::size_t size = head + count * kStride;
  std::unique_ptr<char[]> block(new (std::nothrow) char[size]());
  if (block == nullptr) return WSAENOBUFS;

  const INT number = static_cast<INT>(count);
  std::memcpy(block.get(), &number, sizeof number);
  std::size_t index = 0;
  for (const ifaddrs* entry = addresses.first(); entry != nullptr && index < count; entry = entry->ifa_next) {
    if (!is_offered(*entry, call.socket.family)) continue;
    Address address;
    std::memcpy(&address.storage, entry->ifa_addr,
                static_cast<std::size_t>(address_length(call.socket.family)));
    SOCKADDR_STORAGE out;
    const INT length = to_winsock(address, out);
    const std::size_t at = head + index * kStride;
    std::memcpy(block.get() + at, &out, static_cast<std::size_t>(length));
    const SOCKET_ADDRESS item{reinterpret_cast<LPSOCKADDR>(static_cast<char*>(call.out) + at), length};
    std::memcpy(block.get() + offsetof(SOCKET_ADDRESS_LIST, Address) + index * sizeof item, &item,
                sizeof item);
    ++index;
  }
  return call.give(block.get(), size);
}

int query_routing_interface(IoctlCall& call) noexcept {
  Address remote;
  const auto* name = static_cast<const WS_sockaddr*>(call.in);
  const int length = call.in_size < sizeof(sockaddr_storage) ? static_cast<int>(call.in_size)
                                                             : static_cast<int>(sizeof(sockaddr_storage));
  if (const int code = address_from_caller(call.socket.family, name, length, remote); code != 0) return code;
  Address local;
  if (const int code = local_address_towards(remote, local); code != 0) return code;
  SOCKADDR_STORAGE out;
  const int size = to_winsock(local, out);
  return call.give(&out, static_cast<std::size_t>(size));
}

}  // namespace wosa::tcpip
