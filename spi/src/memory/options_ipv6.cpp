// SPDX-License-Identifier: MIT
// Level IPPROTO_IPV6.
#include "ws2ipdef.h"

#include "memory/options.hpp"

namespace wosa::spi::memory {
namespace {

constexpr DWORD kMostHops = 255;

// What is not here is unknown or not supported, which is the same answer.
constexpr Option kOptions[] = {
    {WS_IPV6_UNICAST_HOPS, kAllKinds, Form::number_or_own, Slot::ipv6_hops, 0, kMostHops, 128},
    {WS_IPV6_MULTICAST_IF, kDatagrams, Form::interface, Slot::ipv6_multicast_if},
    {WS_IPV6_MULTICAST_HOPS, kDatagrams, Form::number_or_own, Slot::ipv6_multicast_hops, 0, kMostHops, 1},
    {WS_IPV6_MULTICAST_LOOP, kDatagrams, Form::flag, Slot::ipv6_multicast_loop},
    special(WS_IPV6_ADD_MEMBERSHIP, kDatagrams, sizeof(IPV6_MREQ)),
    special(WS_IPV6_DROP_MEMBERSHIP, kDatagrams, sizeof(IPV6_MREQ)),
    {WS_IPV6_DONTFRAG, kDatagrams, Form::flag, Slot::ipv6_dont_fragment},
    {WS_IPV6_PKTINFO, kDatagrams, Form::flag, Slot::ipv6_packet_info},
    {WS_IPV6_HOPLIMIT, kDatagrams, Form::flag, Slot::ipv6_receive_hops},
    {WS_IPV6_PROTECTION_LEVEL, kAllKinds, Form::protection, Slot::protection_level},
    special(WS_IPV6_V6ONLY, kAllKinds),
    {WS_IPV6_UNICAST_IF, kAllKinds, Form::interface, Slot::ipv6_unicast_if},
    {WS_IPV6_TCLASS, kAllKinds, Form::number_or_own, Slot::ipv6_traffic_class, 0, 255, 0},
    {WS_IPV6_RECVTCLASS, kDatagrams, Form::flag, Slot::ipv6_receive_class},
    special(WS_MCAST_JOIN_GROUP, kDatagrams, sizeof(GROUP_REQ)),
    special(WS_MCAST_LEAVE_GROUP, kDatagrams, sizeof(GROUP_REQ)),
    special(WS_MCAST_BLOCK_SOURCE, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    special(WS_MCAST_UNBLOCK_SOURCE, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    special(WS_MCAST_JOIN_SOURCE_GROUP, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    special(WS_MCAST_LEAVE_SOURCE_GROUP, kDatagrams, sizeof(GROUP_SOURCE_REQ)),
    {WS_IPV6_MTU_DISCOVER, kAllKinds, Form::path_mode, Slot::ipv6_path_mode},
    special(WS_IPV6_MTU, kAllKinds),
};

}  // namespace

std::span<const Option> ipv6_options() noexcept { return kOptions; }

}  // namespace wosa::spi::memory
