// SPDX-License-Identifier: MIT

// Level SOL_SOCKET: what says how a socket binds, waits, closes and buffers. What tells about a socket is in
// option_reports.cpp.

#include <netinet/tcp.h>
#include <sys/time.h>

#include <mutex>

#include "errors.hpp"
#include "option_reports.hpp"
#include "options.hpp"

namespace wosa::tcpip {
namespace {

// -- Sharing of addresses: decided before bind, one or the other
// ------------------------------------------------

int set_sharing(const OptionCall& call, SocketFlag flag, SocketFlag other, bool on) noexcept {
  const std::lock_guard guard(call.socket.lock);
  if (call.socket.has(kBound)) return WSAEINVAL;
  if (on && call.socket.has(other)) return WSAEINVAL;
  call.socket.assign(flag, on);
  return 0;
}

int set_reuse(const OptionCall& call, const char* value) noexcept {
  const bool on = option_value<DWORD>(value) != 0;
  if (const int code = set_sharing(call, kReuse, kExclusive, on); code != 0) return code;
  // Forced sharing on Windows is sharing of the port on Linux; SO_REUSEADDR lets multicast and TIME_WAIT in.
  if (const int code = set_kernel_int(call.descriptor, SOL_SOCKET, SO_REUSEADDR, on); code != 0) return code;
  return call.socket.type == SOCK_RAW ? 0 : set_kernel_int(call.descriptor, SOL_SOCKET, SO_REUSEPORT, on);
}

int set_exclusive(const OptionCall& call, const char* value) noexcept {
  return set_sharing(call, kExclusive, kReuse, option_value<DWORD>(value) != 0);
}

int get_reuse(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(kReuse)});
}

int get_exclusive(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(kExclusive)});
}

// -- Closing
// --------------------------------------------------------------------------------------------------

int read_linger(int descriptor, linger& value) noexcept {
  socklen_t length = sizeof value;
  return getsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, &length) == 0 ? 0 : last_wsa_error();
}

int write_linger(int descriptor, const linger& value) noexcept {
  return setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, sizeof value) == 0 ? 0 : last_wsa_error();
}

int get_linger(const OptionCall& call, OptionValue& out) noexcept {
  linger value{};
  if (const int code = read_linger(call.descriptor, value); code != 0) return code;
  return out.give(LINGER{static_cast<USHORT>(value.l_onoff), static_cast<USHORT>(value.l_linger)});
}

int set_linger(const OptionCall& call, const char* bytes) noexcept {
  const auto wanted = option_value<LINGER>(bytes);
  const std::lock_guard guard(call.socket.lock);
  const linger value{wanted.l_onoff != 0 ? 1 : 0, wanted.l_linger};
  if (const int code = write_linger(call.descriptor, value); code != 0) return code;
  if (wanted.l_onoff != 0) call.socket.linger_seconds = wanted.l_linger;
  return 0;
}

int get_dont_linger(const OptionCall& call, OptionValue& out) noexcept {
  linger value{};
  if (const int code = read_linger(call.descriptor, value); code != 0) return code;
  return out.give(BOOL{value.l_onoff == 0});
}

// Switched off it brings back the time that SO_LINGER set before, if it ever did.
int set_dont_linger(const OptionCall& call, const char* bytes) noexcept {
  const bool on = option_value<DWORD>(bytes) != 0;
  const std::lock_guard guard(call.socket.lock);
  const std::int32_t seconds = call.socket.linger_seconds;
  if (!on && seconds < 0) return 0;
  return write_linger(call.descriptor, {on ? 0 : 1, seconds < 0 ? 0 : seconds});
}

// -- Buffers: the kernel doubles what it is told, and adapts what it is not told
// --------------------------------

int set_buffer(const OptionCall& call, int name, std::atomic<DWORD>& kept, const char* bytes) noexcept {
  constexpr DWORD kMost = 0x3FFFFFFF;
  const auto size = option_value<DWORD>(bytes);
  const std::lock_guard guard(call.socket.lock);
  const int code =
      set_kernel_int(call.descriptor, SOL_SOCKET, name, static_cast<int>(size < kMost ? size : kMost));
  if (code == 0) kept = size;
  return code;
}

int set_send_buffer(const OptionCall& call, const char* bytes) noexcept {
  return set_buffer(call, SO_SNDBUF, call.socket.send_buffer, bytes);
}

int set_receive_buffer(const OptionCall& call, const char* bytes) noexcept {
  return set_buffer(call, SO_RCVBUF, call.socket.receive_buffer, bytes);
}

int get_send_buffer(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(call.socket.send_buffer.load(std::memory_order_relaxed));
}

int get_receive_buffer(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(call.socket.receive_buffer.load(std::memory_order_relaxed));
}

// -- Time-outs: kept for every socket, in force only with the overlapped attribute
// -------------------------------

int set_timeout(const OptionCall& call, int name, std::atomic<DWORD>& kept, const char* bytes) noexcept {
  constexpr DWORD kMilliseconds = 1000;
  const auto milliseconds = option_value<DWORD>(bytes);
  if (call.socket.has(kOverlapped)) {
    const timeval value{milliseconds / kMilliseconds,
                        static_cast<suseconds_t>(milliseconds % kMilliseconds * kMilliseconds)};
    if (setsockopt(call.descriptor, SOL_SOCKET, name, &value, sizeof value) != 0) return last_wsa_error();
  }
  kept.store(milliseconds, std::memory_order_relaxed);
  return 0;
}

int set_send_timeout(const OptionCall& call, const char* bytes) noexcept {
  return set_timeout(call, SO_SNDTIMEO, call.socket.send_timeout, bytes);
}

int set_receive_timeout(const OptionCall& call, const char* bytes) noexcept {
  return set_timeout(call, SO_RCVTIMEO, call.socket.receive_timeout, bytes);
}

int get_send_timeout(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(call.socket.send_timeout.load(std::memory_order_relaxed));
}

int get_receive_timeout(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(call.socket.receive_timeout.load(std::memory_order_relaxed));
}

// -- Others
// ---------------------------------------------------------------------------------------------------

// Probes come every second, ten times, unless the program chose otherwise.
int set_keep_alive(const OptionCall& call, const char* bytes) noexcept {
  constexpr int kInterval = 1;
  constexpr int kCount = 10;
  const bool on = option_value<DWORD>(bytes) != 0;
  if (on && !call.socket.has(kProbeIntervalSet))
    set_kernel_int(call.descriptor, IPPROTO_TCP, TCP_KEEPINTVL, kInterval);
  if (on && !call.socket.has(kProbeCountSet))
    set_kernel_int(call.descriptor, IPPROTO_TCP, TCP_KEEPCNT, kCount);
  return set_kernel_int(call.descriptor, SOL_SOCKET, SO_KEEPALIVE, on);
}

int set_oob_inline(const OptionCall& call, const char* bytes) noexcept {
  const bool on = option_value<DWORD>(bytes) != 0;
  const int code = set_kernel_int(call.descriptor, SOL_SOCKET, SO_OOBINLINE, on);
  if (code == 0) call.socket.assign(kOobInline, on);
  return code;
}

int set_conditional_accept(const OptionCall& call, const char* bytes) noexcept {
  if (call.socket.has(kListening)) return WSAEINVAL;
  call.socket.assign(kConditionalAccept, option_value<DWORD>(bytes) != 0);
  return 0;
}

int get_conditional_accept(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(kConditionalAccept)});
}

// Late choice of the port, by either name; the kernel has one option for both.
int set_late_port(const OptionCall& call, SocketFlag flag, const char* bytes) noexcept {
  const bool on = option_value<DWORD>(bytes) != 0;
  const std::lock_guard guard(call.socket.lock);
  if (call.socket.has(kBound) || (on && call.socket.has(kRandomizePort))) return WSAEINVAL;
  const int code = set_kernel_int(call.descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, on);
  if (code == 0) call.socket.assign(flag, on);
  return code;
}

int set_reuse_unicast_port(const OptionCall& call, const char* bytes) noexcept {
  return set_late_port(call, kLateUnicastPort, bytes);
}

int set_port_scalability(const OptionCall& call, const char* bytes) noexcept {
  return set_late_port(call, kPortScalability, bytes);
}

int get_reuse_unicast_port(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(kLateUnicastPort)});
}

int get_port_scalability(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(kPortScalability)});
}

// The kernel always chooses at random.
int set_randomize_port(const OptionCall& call, const char* bytes) noexcept {
  const bool on = option_value<DWORD>(bytes) != 0;
  const std::lock_guard guard(call.socket.lock);
  if (call.socket.has(kBound) || (on && call.socket.has(kLateUnicastPort))) return WSAEINVAL;
  call.socket.assign(kRandomizePort, on);
  return 0;
}

int get_randomize_port(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(kRandomizePort)});
}

constexpr std::size_t kWord = sizeof(DWORD);

constexpr Option kOptions[] = {
    stored_flag(WS_SO_DEBUG, kAllKinds, kDebug),
    special(WS_SO_ACCEPTCONN, kAllKinds, 0, report_listening, nullptr),
    special(WS_SO_REUSEADDR, kAllKinds, kWord, get_reuse, set_reuse),
    {WS_SO_KEEPALIVE, kStreams, kWord, get_kernel_flag, set_keep_alive, 0, 0, SOL_SOCKET, SO_KEEPALIVE},
    stored_flag(WS_SO_DONTROUTE, kAllKinds, kDontRoute),
    kernel_flag(WS_SO_BROADCAST, kMessages, SOL_SOCKET, SO_BROADCAST),
    refused(WS_SO_USELOOPBACK, WSAEINVAL),
    special(WS_SO_LINGER, kStreams, sizeof(LINGER), get_linger, set_linger),
    {WS_SO_OOBINLINE, kStreams, kWord, get_kernel_flag, set_oob_inline, 0, 0, SOL_SOCKET, SO_OOBINLINE},
    special(WS_SO_DONTLINGER, kStreams, kWord, get_dont_linger, set_dont_linger),
    special(WS_SO_EXCLUSIVEADDRUSE, kAllKinds, kWord, get_exclusive, set_exclusive),
    special(WS_SO_SNDBUF, kAllKinds, kWord, get_send_buffer, set_send_buffer),
    special(WS_SO_RCVBUF, kAllKinds, kWord, get_receive_buffer, set_receive_buffer),
    refused(WS_SO_SNDLOWAT, WSAEINVAL),
    refused(WS_SO_RCVLOWAT, WSAEINVAL),
    special(WS_SO_SNDTIMEO, kAllKinds, kWord, get_send_timeout, set_send_timeout),
    special(WS_SO_RCVTIMEO, kAllKinds, kWord, get_receive_timeout, set_receive_timeout),
    special(WS_SO_ERROR, kAllKinds, 0, report_error, nullptr),
    special(WS_SO_TYPE, kAllKinds, 0, report_type, nullptr),
    special(WS_SO_BSP_STATE, kAllKinds, 0, report_state, nullptr),
    special(WS_SO_GROUP_ID, kAllKinds, 0, report_group, nullptr),
    refused(WS_SO_GROUP_PRIORITY),
    special(WS_SO_MAX_MSG_SIZE, kMessages, 0, report_message_size, nullptr),
    special(WS_SO_PROTOCOL_INFOA, kAllKinds, 0, report_protocol_info_a, nullptr),
    special(WS_SO_PROTOCOL_INFOW, kAllKinds, 0, report_protocol_info_w, nullptr),
    refused(WS_PVD_CONFIG),
    special(WS_SO_CONDITIONAL_ACCEPT, kStreams, kWord, get_conditional_accept, set_conditional_accept),
    refused(WS_SO_PAUSE_ACCEPT),
    refused(WS_SO_COMPARTMENT_ID),
    special(WS_SO_RANDOMIZE_PORT, kAllKinds, kWord, get_randomize_port, set_randomize_port),
    special(WS_SO_PORT_SCALABILITY, kStreams, kWord, get_port_scalability, set_port_scalability),
    special(WS_SO_REUSE_UNICASTPORT, kStreams, kWord, get_reuse_unicast_port, set_reuse_unicast_port),
    refused(WS_SO_REUSE_MULTICASTPORT),
    special(WS_SO_MAXDG, kMessages, 0, report_message_size, nullptr),
    special(WS_SO_MAXPATHDG, kMessages, 0, report_message_size, nullptr),
    // No socket of this provider comes from AcceptEx or ConnectEx.
    refused(WS_SO_UPDATE_ACCEPT_CONTEXT, WSAEINVAL),
    refused(WS_SO_UPDATE_CONNECT_CONTEXT, WSAEINVAL),
    special(WS_SO_CONNECT_TIME, kAllKinds, 0, report_connect_time, nullptr),
};

}  // namespace

std::span<const Option> socket_level_options() noexcept { return kOptions; }

}  // namespace wosa::tcpip
