// SPDX-License-Identifier: MIT
// Levels IPPROTO_TCP and IPPROTO_UDP.
#include "ws2tcpip.h"

#include "memory/options.hpp"

namespace wosa::spi::memory {
namespace {

constexpr DWORD kMostSeconds = 32767;
constexpr DWORD kMostProbes = 255;
constexpr DWORD kMostSegment = 65535;

// What is not here is unknown or not supported, which is the same answer.
constexpr Option kTcpOptions[] = {
    {WS_TCP_NODELAY, kStreams, Form::flag, Slot::tcp_no_delay},
    {WS_TCP_KEEPALIVE, kStreams, Form::number, Slot::tcp_keep_idle, 1, kMostSeconds},  // and TCP_KEEPIDLE
    special(WS_TCP_MAXSEG, kStreams),
    {WS_TCP_MAXRT, kStreams, Form::seconds, Slot::tcp_patience_ms},
    special(WS_TCP_ATMARK, kStreams),
    {WS_TCP_MAXRTMS, kStreams, Form::milliseconds, Slot::tcp_patience_ms},
    {WS_TCP_KEEPCNT, kStreams, Form::number, Slot::tcp_keep_count, 1, kMostProbes},
    {WS_TCP_KEEPINTVL, kStreams, Form::number, Slot::tcp_keep_interval, 1, kMostSeconds},
};

constexpr Option kUdpOptions[] = {
    {WS_UDP_NOCHECKSUM, kDatagrams, Form::flag, Slot::udp_no_checksum},
    {WS_UDP_SEND_MSG_SIZE, kDatagrams, Form::number, Slot::udp_segment, 0, kMostSegment},
    {WS_UDP_CHECKSUM_COVERAGE, kDatagrams, Form::inverse, Slot::udp_no_checksum},
};

}  // namespace

std::span<const Option> tcp_options() noexcept { return kTcpOptions; }
std::span<const Option> udp_options() noexcept { return kUdpOptions; }

}  // namespace wosa::spi::memory
