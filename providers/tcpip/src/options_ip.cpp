// SPDX-License-Identifier: MIT

// Level IPPROTO_IP, multicast membership apart (multicast.cpp). Valid on IPv4 sockets and on dual-mode ones.

#include <arpa/inet.h>
#include <netinet/in.h>

#include "errors.hpp"
#include "hop_limit.hpp"
#include "multicast.hpp"
#include "option_path.hpp"
#include "options.hpp"

namespace wosa::tcpip {
namespace {

constexpr std::size_t kWord = sizeof(DWORD);

int get_hop_limit(const OptionCall& call, OptionValue& out) noexcept {
  settle_hop_limit(call.socket, call.descriptor);
  return get_kernel_number(call, out);
}

int set_hop_limit(const OptionCall& call, const char* bytes) noexcept {
  settle_hop_limit(call.socket, call.descriptor);
  return set_kernel_number(call, bytes);
}

// DF on every datagram, or on none.
int get_dont_fragment(const OptionCall& call, OptionValue& out) noexcept {
  int mode;
  const int code = get_kernel_int(call.descriptor, IPPROTO_IP, IP_MTU_DISCOVER, mode);
  return code != 0 ? code : out.give(BOOL{mode == IP_PMTUDISC_DO || mode == IP_PMTUDISC_PROBE});
}

int set_dont_fragment(const OptionCall& call, const char* bytes) noexcept {
  const int mode = option_value<DWORD>(bytes) != 0 ? IP_PMTUDISC_DO : IP_PMTUDISC_DONT;
  return set_kernel_int(call.descriptor, IPPROTO_IP, IP_MTU_DISCOVER, mode);
}

int get_mtu_discover(const OptionCall& call, OptionValue& out) noexcept {
  int mode;
  const int code = get_kernel_int(call.descriptor, IPPROTO_IP, IP_MTU_DISCOVER, mode);
  return code != 0 ? code : out.give(winsock_path_mode(mode));
}

int set_mtu_discover(const OptionCall& call, const char* bytes) noexcept {
  const int mode = kernel_path_mode(option_value<DWORD>(bytes));
  return mode < 0 ? WSAEINVAL : set_kernel_int(call.descriptor, IPPROTO_IP, IP_MTU_DISCOVER, mode);
}

// Set in network byte order, told in host byte order.
int get_unicast_interface(const OptionCall& call, OptionValue& out) noexcept {
  int index;
  const int code = get_kernel_int(call.descriptor, IPPROTO_IP, IP_UNICAST_IF, index);
  return code != 0 ? code : out.give(DWORD{ntohl(static_cast<std::uint32_t>(index))});
}

// A datagram socket that is told to leave broadcasts out would need every datagram looked at.
int get_receive_broadcast(const OptionCall&, OptionValue& out) noexcept { return out.give(BOOL{TRUE}); }

int set_receive_broadcast(const OptionCall&, const char* bytes) noexcept {
  return option_value<DWORD>(bytes) != 0 ? 0 : WSAENOPROTOOPT;
}

constexpr Option kOptions[] = {
    refused(WS_IP_OPTIONS),
    kernel_flag(WS_IP_HDRINCL, kRaws, IPPROTO_IP, IP_HDRINCL),
    kernel_number(WS_IP_TOS, kAllKinds, IPPROTO_IP, IP_TOS),
    {WS_IP_TTL, kAllKinds, kWord, get_hop_limit, set_hop_limit, 0, 0, IPPROTO_IP, IP_TTL},
    special(WS_IP_MULTICAST_IF, kMessages, kWord, get_multicast_interface, set_multicast_interface),
    kernel_number(WS_IP_MULTICAST_TTL, kMessages, IPPROTO_IP, IP_MULTICAST_TTL),
    kernel_flag(WS_IP_MULTICAST_LOOP, kMessages, IPPROTO_IP, IP_MULTICAST_LOOP),
    special(WS_IP_ADD_MEMBERSHIP, kMessages, sizeof(IP_MREQ), nullptr, add_membership),
    special(WS_IP_DROP_MEMBERSHIP, kMessages, sizeof(IP_MREQ), nullptr, drop_membership),
    special(WS_IP_DONTFRAGMENT, kMessages, kWord, get_dont_fragment, set_dont_fragment),
    special(WS_IP_ADD_SOURCE_MEMBERSHIP, kMessages, sizeof(IP_MREQ_SOURCE), nullptr, add_source_membership),
    special(WS_IP_DROP_SOURCE_MEMBERSHIP, kMessages, sizeof(IP_MREQ_SOURCE), nullptr, drop_source_membership),
    special(WS_IP_BLOCK_SOURCE, kMessages, sizeof(IP_MREQ_SOURCE), nullptr, block_source),
    special(WS_IP_UNBLOCK_SOURCE, kMessages, sizeof(IP_MREQ_SOURCE), nullptr, unblock_source),
    kernel_flag(WS_IP_PKTINFO, kMessages, IPPROTO_IP, IP_PKTINFO),
    kernel_flag(WS_IP_HOPLIMIT, kMessages, IPPROTO_IP, IP_RECVTTL),  // and IP_RECVTTL
    special(WS_IP_RECEIVE_BROADCAST, kMessages, kWord, get_receive_broadcast, set_receive_broadcast),
    special(WS_IP_PROTECTION_LEVEL, kAllKinds, kWord, get_protection_level, set_protection_level),
    refused(WS_IP_RECVIF),
    refused(WS_IP_RECVDSTADDR),
    refused(WS_IP_IFLIST),
    refused(WS_IP_ADD_IFLIST),
    refused(WS_IP_DEL_IFLIST),
    {WS_IP_UNICAST_IF, kAllKinds, kWord, get_unicast_interface, set_kernel_number, 0, 0, IPPROTO_IP,
     IP_UNICAST_IF},
    refused(WS_IP_RTHDR),
    refused(WS_IP_GET_IFLIST),
    refused(WS_IP_RECVRTHDR),
    refused(WS_IP_TCLASS),
    kernel_flag(WS_IP_RECVTOS, kMessages, IPPROTO_IP, IP_RECVTOS),  // and IP_RECVTCLASS
    special(WS_MCAST_JOIN_GROUP, kMessages, sizeof(GROUP_REQ), nullptr, join_group),
    special(WS_MCAST_LEAVE_GROUP, kMessages, sizeof(GROUP_REQ), nullptr, leave_group),
    special(WS_MCAST_BLOCK_SOURCE, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, block_group_source),
    special(WS_MCAST_UNBLOCK_SOURCE, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, unblock_group_source),
    special(WS_MCAST_JOIN_SOURCE_GROUP, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, join_source_group),
    special(WS_MCAST_LEAVE_SOURCE_GROUP, kMessages, sizeof(GROUP_SOURCE_REQ), nullptr, leave_source_group),
    refused(WS_IP_ORIGINAL_ARRIVAL_IF),
    refused(WS_IP_ECN),
    refused(WS_IP_PKTINFO_EX),
    refused(WS_IP_WFP_REDIRECT_RECORDS),
    refused(WS_IP_WFP_REDIRECT_CONTEXT),
    special(WS_IP_MTU_DISCOVER, kAllKinds, kWord, get_mtu_discover, set_mtu_discover),
    kernel_reading(WS_IP_MTU, kAllKinds, IPPROTO_IP, IP_MTU),
    refused(WS_IP_NRT_INTERFACE),
    refused(WS_IP_RECVERR),
    refused(WS_IP_USER_MTU),
};

}  // namespace

std::span<const Option> ip_level_options() noexcept { return kOptions; }

}  // namespace wosa::tcpip
