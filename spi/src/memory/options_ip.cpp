// SPDX-License-Identifier: MIT
// Level IPPROTO_IP: on IPv4 sockets and on dual-mode ones.
#include "ws2ipdef.h"

#include "memory/options.hpp"

namespace wosa::spi::memory {
namespace {

constexpr DWORD kMostHops = 255;

// What is not here is unknown or not supported, which is the same answer.
constexpr Option kOptions[] = {
    {WS_IP_TOS, kAllKinds, Form::low_byte, Slot::ip_tos},
    {WS_IP_TTL, kAllKinds, Form::number_or_own, Slot::ip_ttl, 1, kMostHops, 128},
    {WS_IP_MULTICAST_IF, kDatagrams, Form::interface_ipv4, Slot::ip_multicast_if},
    {WS_IP_MULTICAST_TTL, kDatagrams, Form::number_or_own, Slot::ip_multicast_ttl, 0, kMostHops, 1},
    {WS_IP_MULTICAST_LOOP, kDatagrams, Form::flag, Slot::ip_multicast_loop},
    special(WS_IP_ADD_MEMBERSHIP, kDatagrams, sizeof(IP_MREQ)),
    special(WS_IP_DROP_MEMBERSHIP, kDatagrams, sizeof(IP_MREQ)),
    {WS_IP_DONTFRAGMENT, kDatagrams, Form::dont_fragment, Slot::ip_path_mode},
    special(WS_IP_ADD_SOURCE_MEMBERSHIP, kDatagrams, sizeof(IP_MREQ_SOURCE)),
    special(WS_IP_DROP_SOURCE_MEMBERSHIP, kDatagrams, sizeof(IP_MREQ_SOURCE)),
    special(WS_IP_BLOCK_SOURCE, kDatagrams, sizeof(IP_MREQ_SOURCE)),
    special(WS_IP_UNBLOCK_SOURCE, kDatagrams, sizeof(IP_MREQ_SOURCE)),
    {WS_IP_PKTINFO, kDatagrams, Form::flag, Slot::ip_packet_info},
    {WS_IP_HOPLIMIT, kDatagrams, Form::flag, Slot::ip_receive_ttl},  // and IP_RECVTTL
    special(WS_IP_RECEIVE_BROADCAST, kDatagrams),
    {WS_IP_PROTECTION_LEVEL, kAllKinds, Form::protection, Slot::protection_level},
    {WS_IP_UNICAST_IF, kAllKinds, Form::network_index, Slot::ip_unicast_if},
    {WS_IP_RECVTOS, kDatagrams, Form::flag, Slot::ip_receive_tos},  // and IP_RECVTCLASS
    special(WS_MCAST_JOIN_GROUP, kDatagrams, sizeof(GROUP_REQ)),
    special(WS_MCAST_LEAVE_GROUP, kDatagrams, sizeof(GROUP_REQ)),
    special(WS_MCAST_BLOCK_SOURCE, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    special(WS_MCAST_UNBLOCK_SOURCE, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    special(WS_MCAST_JOIN_SOURCE_GROUP, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    special(WS_MCAST_LEAVE_SOURCE_GROUP, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    {WS_IP_MTU_DISCOVER, kAllKinds, Form::path_mode, Slot::ip_path_mode},
    special(WS_IP_MTU, kAllKinds),
};

}  // namespace

std::span<const Option> ip_options() noexcept { return kOptions; }

}  // namespace wosa::spi::memory
