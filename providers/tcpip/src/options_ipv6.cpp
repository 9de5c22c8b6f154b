// SPDX-License-Identifier: MIT

// Level IPPROTO_IPV6.

#include <arpa/inet.h>
#include <netinet/in.h>

#include <mutex>

#include "datagram_errors.hpp"
#include "errors.hpp"
#include "multicast.hpp"
#include "option_path.hpp"
#include "options.hpp"

namespace wosa::tcpip {
namespace {

constexpr std::size_t kWord = sizeof(DWORD);
constexpr int kDefaultHops = 128;

int get_v6_only(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{!call.socket.has(kDualMode)});
}

int set_v6_only(const OptionCall& call, const char* bytes) noexcept {
  const bool only = option_value<DWORD>(bytes) != 0;
  const std::lock_guard guard(call.socket.lock);
  if (call.socket.has(kBound)) return WSAEINVAL;
  if (const int code = set_kernel_int(call.descriptor, IPPROTO_IPV6, IPV6_V6ONLY, only); code != 0)
    return code;
  call.socket.assign(kDualMode, !only);
  if (!only) {
    // The IPv4 side starts with the defaults of an IPv4 socket.
    set_kernel_int(call.descriptor, IPPROTO_IP, IP_TTL, kDefaultHops);
    if (call.socket.is_datagram()) apply_report_switches(call.socket, call.descriptor);
  }
  return 0;
}

int set_unicast_hops(const OptionCall& call, const char* bytes) noexcept {
  constexpr int kMost = 255;
  int hops = option_value<int>(bytes);
  if (hops < -1 || hops > kMost) return WSAEINVAL;
  if (hops == -1) hops = kDefaultHops;
  return set_kernel_int(call.descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, hops);
}

int get_mtu_discover(const OptionCall& call, OptionValue& out) noexcept {
  int mode;
  const int code = get_kernel_int(call.descriptor, IPPROTO_IPV6, IPV6_MTU_DISCOVER, mode);
  return code != 0 ? code : out.give(winsock_path_mode(mode));
}

int set_mtu_discover(const OptionCall& call, const char* bytes) noexcept {
  const int mode = kernel_path_mode(option_value<DWORD>(bytes));
  return mode < 0 ? WSAEINVAL : set_kernel_int(call.descriptor, IPPROTO_IPV6, IPV6_MTU_DISCOVER, mode);
}

// Host byte order outside, network byte order inside.
int get_unicast_interface(const OptionCall& call, OptionValue& out) noexcept {
  int index;
  const int code = get_kernel_int(call.descriptor, IPPROTO_IPV6, IPV6_UNICAST_IF, index);
  return code != 0 ? code : out.give(DWORD{ntohl(static_cast<std::uint32_t>(index))});
}

int set_unicast_interface(const OptionCall& call, const char* bytes) noexcept {
  return set_kernel_int(call.descriptor, IPPROTO_IPV6, IPV6_UNICAST_IF,
                        static_cast<int>(htonl(option_value<DWORD>(bytes))));
}

constexpr Option kOptions[] = {
    refused(WS_IPV6_HOPOPTS),
    refused(WS_IPV6_HDRINCL),
    {WS_IPV6_UNICAST_HOPS, kAllKinds, kWord, get_kernel_number, set_unicast_hops, 0, 0, IPPROTO_IPV6,
     IPV6_UNICAST_HOPS},
    kernel_number(WS_IPV6_MULTICAST_IF, kMessages, IPPROTO_IPV6, IPV6_MULTICAST_IF),
    kernel_number(WS_IPV6_MULTICAST_HOPS, kMessages, IPPROTO_IPV6, IPV6_MULTICAST_HOPS),
    kernel_flag(WS_IPV6_MULTICAST_LOOP, kMessages, IPPROTO_IPV6, IPV6_MULTICAST_LOOP),
    special(WS_IPV6_ADD_MEMBERSHIP, kMessages, sizeof(IPV6_MREQ), nullptr, add_membership_v6),
    special(WS_IPV6_DROP_MEMBERSHIP, kMessages, sizeof(IPV6_MREQ), nullptr, drop_membership_v6),
    kernel_flag(WS_IPV6_DONTFRAG, kMessages, IPPROTO_IPV6, IPV6_DONTFRAG),
    kernel_flag(WS_IPV6_PKTINFO, kMessages, IPPROTO_IPV6, IPV6_RECVPKTINFO),
    kernel_flag(WS_IPV6_HOPLIMIT, kMessages, IPPROTO_IPV6, IPV6_RECVHOPLIMIT),
    special(WS_IPV6_PROTECTION_LEVEL, kAllKinds, kWord, get_protection_level, set_protection_level),
    refused(WS_IPV6_RECVIF),
    refused(WS_IPV6_RECVDSTADDR),
    kernel_number(WS_IPV6_CHECKSUM, kRaws, IPPROTO_IPV6, IPV6_CHECKSUM),
    special(WS_IPV6_V6ONLY, kAllKinds, kWord, get_v6_only, set_v6_only),
    refused(WS_IPV6_IFLIST),
    refused(WS_IPV6_ADD_IFLIST),
    refused(WS_IPV6_DEL_IFLIST),
    special(WS_IPV6_UNICAST_IF, kAllKinds, kWord, get_unicast_interface, set_unicast_interface),
    refused(WS_IPV6_RTHDR),
    refused(WS_IPV6_GET_IFLIST),
    refused(WS_IPV6_RECVRTHDR),
    kernel_number(WS_IPV6_TCLASS, kAllKinds, IPPROTO_IPV6, IPV6_TCLASS),
    kernel_flag(WS_IPV6_RECVTCLASS, kMessages, IPPROTO_IPV6, IPV6_RECVTCLASS),
    special(WS_MCAST_JOIN_GROUP, kMessages, sizeof(GROUP_REQ), nullptr, join_group),
    special(WS_MCAST_LEAVE_GROUP, kMessages, sizeof(GROUP_REQ), nullptr, leave_group),
    special(WS_MCAST_BLOCK_SOURCE, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, block_group_source),
    special(WS_MCAST_UNBLOCK_SOURCE, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, unblock_group_source),
    special(WS_MCAST_JOIN_SOURCE_GROUP, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, join_source_group),
    special(WS_MCAST_LEAVE_SOURCE_GROUP, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, leave_source_group),
    refused(WS_IPV6_ECN),
    refused(WS_IPV6_PKTINFO_EX),
    refused(WS_IPV6_WFP_REDIRECT_RECORDS),
    refused(WS_IPV6_WFP_REDIRECT_CONTEXT),
    special(WS_IPV6_MTU_DISCOVER, kAllKinds, kWord, get_mtu_discover, set_mtu_discover),
    kernel_reading(WS_IPV6_MTU, kAllKinds, IPPROTO_IPV6, IPV6_MTU),
    refused(WS_IPV6_NRT_INTERFACE),
    refused(WS_IPV6_RECVERR),
    refused(WS_IPV6_USER_MTU),
};

}  // namespace

std::span<const Option> ipv6_level_options() noexcept { return kOptions; }

}  // namespace wosa::tcpip
