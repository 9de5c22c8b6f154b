// SPDX-License-Identifier: MIT

// Levels IPPROTO_TCP and IPPROTO_UDP.

#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sys/ioctl.h>

#include "errors.hpp"
#include "options.hpp"
#include "urgent.hpp"

namespace wosa::tcpip {
namespace {

constexpr std::size_t kWord = sizeof(DWORD);
constexpr int kDefaultProbeInterval = 1;
constexpr int kDefaultProbeCount = 10;

// -- Keep-alive: Winsock's defaults come into force when SO_KEEPALIVE does
// --------------------------------------

int get_probe(const OptionCall& call, OptionValue& out, SocketFlag chosen, int name, int otherwise) noexcept {
  int value = otherwise;
  if (call.socket.has(chosen)) {
    if (const int code = get_kernel_int(call.descriptor, IPPROTO_TCP, name, value); code != 0) return code;
  }
  return out.give(static_cast<DWORD>(value));
}

int get_probe_interval(const OptionCall& call, OptionValue& out) noexcept {
  return get_probe(call, out, kProbeIntervalSet, TCP_KEEPINTVL, kDefaultProbeInterval);
}

int get_probe_count(const OptionCall& call, OptionValue& out) noexcept {
  return get_probe(call, out, kProbeCountSet, TCP_KEEPCNT, kDefaultProbeCount);
}

int set_probe_interval(const OptionCall& call, const char* bytes) noexcept {
  const auto seconds = static_cast<int>(option_value<DWORD>(bytes));
  const int code = set_kernel_int(call.descriptor, IPPROTO_TCP, TCP_KEEPINTVL, seconds);
  if (code == 0) call.socket.set(kProbeIntervalSet);
  return code;
}

int set_probe_count(const OptionCall& call, const char* bytes) noexcept {
  constexpr DWORD kMostOfWinsock = 255;
  constexpr DWORD kMostOfKernel = 127;
  const auto count = option_value<DWORD>(bytes);
  if (count > kMostOfWinsock) return WSAEINVAL;
  const auto kernel_count = static_cast<int>(count < kMostOfKernel ? count : kMostOfKernel);
  const int code = set_kernel_int(call.descriptor, IPPROTO_TCP, TCP_KEEPCNT, kernel_count);
  if (code == 0) call.socket.set(kProbeCountSet);
  return code;
}

// -- How long unacknowledged data may stand: all ones is for ever, the kernel's longest time
// -----------------------

constexpr DWORD kForever = 0xFFFFFFFF;
constexpr DWORD kLongestMilliseconds = 0x7FFFFFFF;
constexpr DWORD kMillisecondsPerSecond = 1000;

int set_patience(const OptionCall& call, DWORD value, DWORD unit) noexcept {
  const bool endless = value == kForever || value > kLongestMilliseconds / unit;
  const auto milliseconds = static_cast<int>(endless ? kLongestMilliseconds : value * unit);
  return set_kernel_int(call.descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, milliseconds);
}

int get_patience(const OptionCall& call, OptionValue& out, DWORD unit) noexcept {
  int milliseconds;
  const int code = get_kernel_int(call.descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, milliseconds);
  if (code != 0) return code;
  const auto value = static_cast<DWORD>(milliseconds);
  return out.give(value == kLongestMilliseconds ? kForever : value / unit);
}

int set_max_rt(const OptionCall& call, const char* bytes) noexcept {
  return set_patience(call, option_value<DWORD>(bytes), kMillisecondsPerSecond);
}
int set_max_rt_ms(const OptionCall& call, const char* bytes) noexcept {
  return set_patience(call, option_value<DWORD>(bytes), 1);
}
int get_max_rt(const OptionCall& call, OptionValue& out) noexcept {
  return get_patience(call, out, kMillisecondsPerSecond);
}
int get_max_rt_ms(const OptionCall& call, OptionValue& out) noexcept { return get_patience(call, out, 1); }

int get_at_mark(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{no_urgent_ahead(call.socket, call.descriptor)});
}

constexpr Option kTcpOptions[] = {
    kernel_flag(WS_TCP_NODELAY, kStreams, IPPROTO_TCP, TCP_NODELAY),
    refused(WS_TCP_EXPEDITED_1122),
    kernel_number(WS_TCP_KEEPALIVE, kStreams, IPPROTO_TCP, TCP_KEEPIDLE),  // and TCP_KEEPIDLE
    kernel_reading(WS_TCP_MAXSEG, kStreams, IPPROTO_TCP, TCP_MAXSEG),
    special(WS_TCP_MAXRT, kStreams, kWord, get_max_rt, set_max_rt),
    refused(WS_TCP_STDURG),
    refused(WS_TCP_NOURG),
    special(WS_TCP_ATMARK, kStreams, 0, get_at_mark, nullptr),
    refused(WS_TCP_NOSYNRETRIES),
    refused(WS_TCP_TIMESTAMPS),
    refused(WS_TCP_OFFLOAD_PREFERENCE),
    refused(WS_TCP_CONGESTION_ALGORITHM),
    refused(WS_TCP_DELAY_FIN_ACK),
    special(WS_TCP_MAXRTMS, kStreams, kWord, get_max_rt_ms, set_max_rt_ms),
    refused(WS_TCP_FASTOPEN),  // a client's data would come with ConnectEx
    special(WS_TCP_KEEPCNT, kStreams, kWord, get_probe_count, set_probe_count),
    special(WS_TCP_KEEPINTVL, kStreams, kWord, get_probe_interval, set_probe_interval),
    refused(WS_TCP_FAIL_CONNECT_ON_ICMP_ERROR),
    refused(WS_TCP_ICMP_ERROR_INFO),
    refused(WS_TCP_BSDURGENT),
};

// -- UDP
// ------------------------------------------------------------------------------------------------------

int get_checksum_coverage(const OptionCall& call, OptionValue& out) noexcept {
  int off;
  const int code = get_kernel_int(call.descriptor, SOL_SOCKET, SO_NO_CHECK, off);
  return code != 0 ? code : out.give(BOOL{off == 0});
}

int set_checksum_coverage(const OptionCall& call, const char* bytes) noexcept {
  return set_kernel_int(call.descriptor, SOL_SOCKET, SO_NO_CHECK, option_value<DWORD>(bytes) == 0 ? 1 : 0);
}

constexpr Option kUdpOptions[] = {
    kernel_flag(WS_UDP_NOCHECKSUM, kDatagrams, SOL_SOCKET, SO_NO_CHECK),
    kernel_number(WS_UDP_SEND_MSG_SIZE, kDatagrams, IPPROTO_UDP, UDP_SEGMENT),
    refused(WS_UDP_RECV_MAX_COALESCED_SIZE),  // only WSARecvMsg could tell the boundaries
    special(WS_UDP_CHECKSUM_COVERAGE, kDatagrams, kWord, get_checksum_coverage, set_checksum_coverage),
};

}  // namespace

std::span<const Option> tcp_level_options() noexcept { return kTcpOptions; }
std::span<const Option> udp_level_options() noexcept { return kUdpOptions; }

}  // namespace wosa::tcpip
