// SPDX-License-Identifier: MIT
// Options and control codes of a stream.
#include <algorithm>

#include "mstcpip.h"
#include "mswsock.h"
#include "ws2tcpip.h"

#include "memory/control_codes.hpp"
#include "memory/stream_socket.hpp"

namespace wosa::spi::memory {
namespace {

constexpr DWORD kLargestPacket = 65536;  // the loopback interface's
constexpr DWORD kLargestSegment = kLargestPacket - 40;

}  // namespace

OptionOwner StreamSocket::option_owner() const noexcept {
  return {true, ip_.is_ipv4() || ip_.is_dual(), !ip_.is_ipv4()};
}

Result<void> StreamSocket::option_changed(int name, DWORD value) {
  if (name != WS_SO_OOBINLINE) return {};
  if (Connection* now = connection(); now != nullptr)
    now->urgent_inline(role_).store(value != 0, std::memory_order_release);
  return {};
}

Result<std::size_t> StreamSocket::read_special(int level, int name, std::span<std::byte> value) const {
  if (level == WS_IPPROTO_TCP) {
    if (name == WS_TCP_MAXSEG) return give(value, kLargestSegment);
    return give(value, BOOL{at_urgent_mark()});
  }
  if (level == WS_IPPROTO_IPV6 && name == WS_IPV6_V6ONLY) return give(value, BOOL{!ip_.is_dual()});
  // The path's MTU.
  if (!is_connected()) return failure(WSAENOTCONN);
  return give(value, kLargestPacket);
}

Result<std::size_t> StreamSocket::get_option(int level, int name, std::span<std::byte> value) const {
  const auto option = find_option(option_owner(), level, name);
  if (!option) return failure(option.error());
  if ((*option)->form == Form::special) return read_special(level, name, value);
  return read_option(**option, ip_.values(), value);
}

Result<void> StreamSocket::set_option(int level, int name, std::span<const std::byte> value) {
  const auto option = find_option(option_owner(), level, name);
  if (!option) return failure(option.error());
  if ((*option)->form != Form::special) return write_option(**option, ip_.values(), value);
  if (level != WS_IPPROTO_IPV6 || name != WS_IPV6_V6ONLY) return failure(WSAENOPROTOOPT);
  if (value.size() < (*option)->size) return failure(WSAEFAULT);
  return ip_.set_dual(option_value<DWORD>(value) == 0);
}

Result<std::size_t> StreamSocket::ioctl(DWORD code, std::span<const std::byte> in, std::span<std::byte> out) {
  switch (code) {
    case SIO_KEEPALIVE_VALS: return set_keep_alive(in);
    case SIO_IDEAL_SEND_BACKLOG_QUERY: return ideal_send_backlog(out);
    case SIO_TCP_INFO: return tcp_info(in, out);
    case SIO_LOOPBACK_FAST_PATH: return check_fast_path(in);
    case SIO_MULTIPOINT_LOOPBACK:
    case SIO_MULTICAST_SCOPE: return failure(WSAENOPROTOOPT);
    case SIO_UDP_CONNRESET:
    case SIO_UDP_NETRESET: return failure(WSAEOPNOTSUPP);
    default: return common_ioctl(ip_, code, in, out);
  }
}

// -- Control codes of streams alone -------------------------------------------------------------------------

// Whole seconds, rounded up; at least one.
Result<std::size_t> StreamSocket::set_keep_alive(std::span<const std::byte> in) {
  constexpr DWORD kProbes = 10;
  constexpr DWORD kMillisecondsPerSecond = 1000;
  if (in.size() < sizeof(tcp_keepalive)) return failure(WSAEFAULT);
  const auto wanted = option_value<tcp_keepalive>(in);
  if (wanted.onoff != 0) {
    const auto seconds = [](DWORD milliseconds) {
      const DWORD whole = milliseconds / kMillisecondsPerSecond;
      return std::max(whole + (milliseconds % kMillisecondsPerSecond != 0 ? 1 : 0), DWORD{1});
    };
    ip_.values().set(Slot::tcp_keep_idle, seconds(wanted.keepalivetime));
    ip_.values().set(Slot::tcp_keep_interval, seconds(wanted.keepaliveinterval));
    ip_.values().set(Slot::tcp_keep_count, kProbes);
  }
  options().keep_alive.store(wanted.onoff != 0, std::memory_order_relaxed);
  return 0;
}

Result<std::size_t> StreamSocket::ideal_send_backlog(std::span<std::byte> out) const {
  if (!is_connected()) return failure(WSAENOTCONN);
  return give_or_size(out, static_cast<ULONG>(connection()->toward(other(role_)).limit()));
}

Result<std::size_t> StreamSocket::tcp_info(std::span<const std::byte> in, std::span<std::byte> out) const {
  if (in.size() < sizeof(DWORD)) return failure(WSAEFAULT);
  const auto version = option_value<DWORD>(in);
  if (version > 1) return failure(WSAEINVAL);
  if (version == 1) return failure(WSAEOPNOTSUPP);  // nothing here counts by limiting cause
  constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
  TCP_INFO_v0 info{};
  info.State = queue_.load(std::memory_order_acquire) != nullptr ? TCPSTATE_LISTEN : TCPSTATE_CLOSED;
  info.Mss = kLargestSegment;
  if (is_connected()) {
    const ByteRing& to_peer = connection()->toward(other(role_));
    const ByteRing& from_peer = connection()->toward(role_);
    const bool sent_all = (to_peer.state() & ByteRing::kEnded) != 0;
    const bool got_all = (from_peer.state() & ByteRing::kEnded) != 0;
    info.State = sent_all ? (got_all ? TCPSTATE_TIME_WAIT : TCPSTATE_FIN_WAIT_2)
                          : (got_all ? TCPSTATE_CLOSE_WAIT : TCPSTATE_ESTABLISHED);
    if ((from_peer.state() & ByteRing::kReset) != 0) info.State = TCPSTATE_CLOSED;
    info.ConnectionTimeMs =
        static_cast<ULONG64>((ip_.network()->now() - connected_at_) / kNanosecondsPerMillisecond);
    info.BytesInFlight = static_cast<ULONG>(to_peer.occupied());
    info.Cwnd = info.SndWnd = static_cast<ULONG>(to_peer.limit());
    info.RcvWnd = info.RcvBuf = static_cast<ULONG>(from_peer.limit());
    info.BytesOut = to_peer.written() + connection()->hand_over(other(role_)).total();
    info.BytesIn = from_peer.written() + connection()->hand_over(role_).total();
  }
  return give_or_size(out, info);
}

// Always on. Only the documented order of calls is checked.
Result<std::size_t> StreamSocket::check_fast_path(std::span<const std::byte> in) const {
  if (in.empty()) return failure(WSAEFAULT);
  if (queue_.load(std::memory_order_acquire) != nullptr || connection() != nullptr) return failure(WSAEINVAL);
  return 0;
}

}  // namespace wosa::spi::memory
