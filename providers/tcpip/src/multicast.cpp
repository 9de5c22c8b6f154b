// SPDX-License-Identifier: MIT
#include "multicast.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <mutex>

#include "bind.hpp"
#include "errors.hpp"
#include "sockaddr.hpp"

namespace wosa::tcpip {
namespace {

// 0.x.x.x is an interface index; 0 for an address.
int index_in(std::uint32_t network_address) noexcept {
  constexpr std::uint32_t kFirstAddress = 0x01000000;
  const std::uint32_t value = ntohl(network_address);
  return value < kFirstAddress ? static_cast<int>(value) : 0;
}

// The kernel calls a second join "in use".
int membership_result(int result) noexcept {
  if (result == 0) return 0;
  return errno == EADDRINUSE ? WSAEADDRNOTAVAIL : last_wsa_error();
}

int change(const OptionCall& call, int level, int name, const void* value, socklen_t size) noexcept {
  join_strictly(call.socket, call.descriptor);
  return membership_result(setsockopt(call.descriptor, level, name, value, size));
}

int change_membership(const OptionCall& call, int name, const char* bytes) noexcept {
  const auto request = option_value<IP_MREQ>(bytes);
  ip_mreqn kernel{};
  std::memcpy(&kernel.imr_multiaddr, &request.imr_multiaddr, sizeof kernel.imr_multiaddr);
  std::uint32_t interface_address;
  std::memcpy(&interface_address, &request.imr_interface, sizeof interface_address);
  kernel.imr_ifindex = index_in(interface_address);
  if (kernel.imr_ifindex == 0) kernel.imr_address.s_addr = interface_address;
  return change(call, IPPROTO_IP, name, &kernel, sizeof kernel);
}

// The members stand in another order on Linux.
int change_source(const OptionCall& call, int name, const char* bytes) noexcept {
  const auto request = option_value<IP_MREQ_SOURCE>(bytes);
  ip_mreq_source kernel{};
  std::memcpy(&kernel.imr_multiaddr, &request.imr_multiaddr, sizeof kernel.imr_multiaddr);
  std::memcpy(&kernel.imr_sourceaddr, &request.imr_sourceaddr, sizeof kernel.imr_sourceaddr);
  std::memcpy(&kernel.imr_interface, &request.imr_interface, sizeof kernel.imr_interface);
  return change(call, IPPROTO_IP, name, &kernel, sizeof kernel);
}

int change_membership_v6(const OptionCall& call, int name, const char* bytes) noexcept {
  const auto request = option_value<IPV6_MREQ>(bytes);
  ipv6_mreq kernel{};
  std::memcpy(&kernel.ipv6mr_multiaddr, &request.ipv6mr_multiaddr, sizeof kernel.ipv6mr_multiaddr);
  kernel.ipv6mr_interface = request.ipv6mr_interface;
  return change(call, IPPROTO_IPV6, name, &kernel, sizeof kernel);
}

// -- MCAST_: the same structures on both sides but for the families in them
// ---------------------------------------

bool translate_family(const SOCKADDR_STORAGE& in, sockaddr_storage& out) noexcept {
  std::memcpy(&out, &in, sizeof out);
  const int family = kernel_family(in.ss_family);
  out.ss_family = static_cast<sa_family_t>(family);
  return family >= 0;
}

int level_of(const sockaddr_storage& group) noexcept {
  return group.ss_family == AF_INET ? IPPROTO_IP : IPPROTO_IPV6;
}

int change_group(const OptionCall& call, int name, const char* bytes) noexcept {
  const auto request = option_value<GROUP_REQ>(bytes);
  group_req kernel{};
  kernel.gr_interface = request.gr_interface;
  if (!translate_family(request.gr_group, kernel.gr_group)) return WSAEAFNOSUPPORT;
  return change(call, level_of(kernel.gr_group), name, &kernel, sizeof kernel);
}

int change_group_source(const OptionCall& call, int name, const char* bytes) noexcept {
  const auto request = option_value<GROUP_SOURCE_REQ>(bytes);
  group_source_req kernel{};
  kernel.gsr_interface = request.gsr_interface;
  if (!translate_family(request.gsr_group, kernel.gsr_group)) return WSAEAFNOSUPPORT;
  if (!translate_family(request.gsr_source, kernel.gsr_source)) return WSAEAFNOSUPPORT;
  return change(call, level_of(kernel.gsr_group), name, &kernel, sizeof kernel);
}

}  // namespace

int get_multicast_interface(const OptionCall& call, OptionValue& out) noexcept {
  const std::lock_guard guard(call.socket.lock);
  return out.give(call.socket.multicast_interface);
}

int set_multicast_interface(const OptionCall& call, const char* bytes) noexcept {
  const auto value = option_value<DWORD>(bytes);
  ip_mreqn kernel{};
  kernel.imr_ifindex = index_in(value);
  if (kernel.imr_ifindex == 0) kernel.imr_address.s_addr = value;
  const std::lock_guard guard(call.socket.lock);
  if (setsockopt(call.descriptor, IPPROTO_IP, IP_MULTICAST_IF, &kernel, sizeof kernel) != 0)
    return last_wsa_error();
  call.socket.multicast_interface = value;
  return 0;
}

int add_membership(const OptionCall& call, const char* bytes) noexcept {
  return change_membership(call, IP_ADD_MEMBERSHIP, bytes);
}
int drop_membership(const OptionCall& call, const char* bytes) noexcept {
  return change_membership(call, IP_DROP_MEMBERSHIP, bytes);
}
int add_membership_v6(const OptionCall& call, const char* bytes) noexcept {
  return change_membership_v6(call, IPV6_JOIN_GROUP, bytes);
}
int drop_membership_v6(const OptionCall& call, const char* bytes) noexcept {
  return change_membership_v6(call, IPV6_LEAVE_GROUP, bytes);
}
int add_source_membership(const OptionCall& call, const char* bytes) noexcept {
  return change_source(call, IP_ADD_SOURCE_MEMBERSHIP, bytes);
}
int drop_source_membership(const OptionCall& call, const char* bytes) noexcept {
  return change_source(call, IP_DROP_SOURCE_MEMBERSHIP, bytes);
}
int block_source(const OptionCall& call, const char* bytes) noexcept {
  return change_source(call, IP_BLOCK_SOURCE, bytes);
}
int unblock_source(const OptionCall& call, const char* bytes) noexcept {
  return change_source(call, IP_UNBLOCK_SOURCE, bytes);
}
int join_group(const OptionCall& call, const char* bytes) noexcept {
  return change_group(call, MCAST_JOIN_GROUP, bytes);
}
int leave_group(const OptionCall& call, const char* bytes) noexcept {
  return change_group(call, MCAST_LEAVE_GROUP, bytes);
}
int join_source_group(const OptionCall& call, const char* bytes) noexcept {
  return change_group_source(call, MCAST_JOIN_SOURCE_GROUP, bytes);
}
int leave_source_group(const OptionCall& call, const char* bytes) noexcept {
  return change_group_source(call, MCAST_LEAVE_SOURCE_GROUP, bytes);
}
int block_group_source(const OptionCall& call, const char* bytes) noexcept {
  return change_group_source(call, MCAST_BLOCK_SOURCE, bytes);
}
int unblock_group_source(const OptionCall& call, const char* bytes) noexcept {
  return change_group_source(call, MCAST_UNBLOCK_SOURCE, bytes);
}

}  // namespace wosa::tcpip
