// SPDX-License-Identifier: MIT

// Control codes of streams.

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "mstcpip.h"

#include "connection.hpp"
#include "errors.hpp"
#include "ioctl.hpp"
#include "provider.hpp"
#include "urgent.hpp"

namespace wosa::tcpip {
namespace {

int set_tcp(int descriptor, int name, int value) noexcept {
  return setsockopt(descriptor, IPPROTO_TCP, name, &value, sizeof value) == 0 ? 0 : last_wsa_error();
}

int read_tcp_info(const IoctlCall& call, tcp_info& info) noexcept {
  if (!call.socket.is_stream()) return WSAEOPNOTSUPP;
  socklen_t length = sizeof info;
  return getsockopt(call.descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) == 0 ? 0 : last_wsa_error();
}

TCPSTATE winsock_state(unsigned state) noexcept {
  // The kernel's order, which starts at 1.
  constexpr TCPSTATE kStates[] = {
      TCPSTATE_CLOSED,     TCPSTATE_ESTABLISHED, TCPSTATE_SYN_SENT, TCPSTATE_SYN_RCVD,   TCPSTATE_FIN_WAIT_1,
      TCPSTATE_FIN_WAIT_2, TCPSTATE_TIME_WAIT,   TCPSTATE_CLOSED,   TCPSTATE_CLOSE_WAIT, TCPSTATE_LAST_ACK,
      TCPSTATE_LISTEN,     TCPSTATE_CLOSING,     TCPSTATE_SYN_RCVD};
  return state < sizeof kStates / sizeof *kStates ? kStates[state] : TCPSTATE_CLOSED;
}

}  // namespace

int set_keepalive_values(IoctlCall& call) noexcept {
  constexpr int kProbes = 10;
  constexpr DWORD kMillisecondsPerSecond = 1000;
  if (!call.socket.is_stream()) return WSAENOPROTOOPT;
  tcp_keepalive wanted;
  if (call.in_size < sizeof wanted) return WSAEFAULT;
  if (const int code = read_value(wanted, call.in); code != 0) return code;
  const int on = wanted.onoff != 0 ? 1 : 0;
  if (on != 0) {
    // Whole seconds, rounded up; at least one.
    const auto seconds = [](DWORD ms) {
      return static_cast<int>(ms / kMillisecondsPerSecond +
                              (ms % kMillisecondsPerSecond != 0 || ms == 0 ? 1 : 0));
    };
    if (const int code = set_tcp(call.descriptor, TCP_KEEPIDLE, seconds(wanted.keepalivetime)); code != 0)
      return code;
    if (const int code = set_tcp(call.descriptor, TCP_KEEPINTVL, seconds(wanted.keepaliveinterval));
        code != 0) {
      return code;
    }
    if (const int code = set_tcp(call.descriptor, TCP_KEEPCNT, kProbes); code != 0) return code;
    call.socket.set(kProbeIntervalSet | kProbeCountSet);
  }
  return setsockopt(call.descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on) == 0 ? 0 : last_wsa_error();
}

int at_mark(IoctlCall& call) noexcept {
  if (!call.socket.is_stream()) return WSAEINVAL;
  const DWORD answer = no_urgent_ahead(call.socket, call.descriptor) ? TRUE : FALSE;
  return call.give(&answer, sizeof answer);
}

int query_send_backlog(IoctlCall& call) noexcept {
  if (!call.socket.is_stream()) return WSAEOPNOTSUPP;
  if (still_connecting(call.socket, call.descriptor) || !call.socket.has(kConnected)) return WSAENOTCONN;
  tcp_info info{};
  if (const int code = read_tcp_info(call, info); code != 0) return code;
  const ULONG bytes = info.tcpi_snd_cwnd * info.tcpi_snd_mss;
  return call.give(&bytes, sizeof bytes);
}

int query_tcp_info(IoctlCall& call) noexcept {
  DWORD version = 0;
  if (call.in_size < sizeof version) return WSAEFAULT;
  if (const int code = read_value(version, call.in); code != 0) return code;
  if (version > 1) return WSAEINVAL;
  if (version == 1) return WSAEOPNOTSUPP;  // the kernel does not count by limiting cause in bytes
  tcp_info info{};
  if (const int code = read_tcp_info(call, info); code != 0) return code;
  TCP_INFO_v0 out{};
  out.State = winsock_state(info.tcpi_state);
  out.Mss = info.tcpi_snd_mss;
  if (call.socket.has(kConnected)) {
    constexpr ULONG64 kMillisecondsPerSecond = 1000;
    out.ConnectionTimeMs = ULONG64{now_seconds() - call.socket.connected_at.load(std::memory_order_relaxed)} *
                           kMillisecondsPerSecond;
  }
  out.TimestampsEnabled = (info.tcpi_options & TCPI_OPT_TIMESTAMPS) != 0;
  out.RttUs = info.tcpi_rtt;
  out.MinRttUs = info.tcpi_min_rtt;
  out.BytesInFlight = info.tcpi_unacked * info.tcpi_snd_mss;
  out.Cwnd = info.tcpi_snd_cwnd * info.tcpi_snd_mss;
  out.SndWnd = info.tcpi_snd_wnd;
  out.RcvWnd = info.tcpi_rcv_space;
  out.RcvBuf = info.tcpi_rcv_space;
  out.BytesOut = info.tcpi_bytes_sent;
  out.BytesIn = info.tcpi_bytes_received;
  out.BytesReordered = info.tcpi_reord_seen;
  out.BytesRetrans = static_cast<ULONG>(info.tcpi_bytes_retrans);
  out.FastRetrans = info.tcpi_total_retrans;
  out.DupAcksIn = info.tcpi_dsack_dups;
  out.TimeoutEpisodes = info.tcpi_backoff;
  return call.give(&out, sizeof out);
}

// Local connections are short-cut by the kernel always. Only the documented order of calls is checked.
int loopback_fast_path(IoctlCall& call) noexcept {
  DWORD on = 0;
  if (const int code = call.take_number(on); code != 0) return code;
  if (!call.socket.is_stream()) return WSAEOPNOTSUPP;
  if (call.socket.has(kListening | kConnecting | kConnected)) return WSAEINVAL;
  return 0;
}

}  // namespace wosa::tcpip
