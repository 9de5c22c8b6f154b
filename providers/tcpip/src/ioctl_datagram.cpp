// SPDX-License-Identifier: MIT

// Control codes of datagram sockets.

#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <mutex>

#include "mswsock.h"

#include "datagram_errors.hpp"
#include "errors.hpp"
#include "ioctl.hpp"
#include "sockaddr.hpp"

namespace wosa::tcpip {
namespace {

int switch_reports(IoctlCall& call, SocketFlag flag) noexcept {
  DWORD on = 0;
  if (const int code = call.take_number(on); code != 0) return code;
  if (!call.socket.is_datagram()) return WSAEOPNOTSUPP;
  const std::lock_guard guard(call.socket.lock);
  call.socket.assign(flag, on != 0);
  apply_report_switches(call.socket, call.descriptor);
  // What came before the switch was turned off is not reported any more.
  if (on == 0) absorb_reports(call.socket, call.descriptor);
  return 0;
}

int set_multicast(const IoctlCall& call, int name_v4, int name_v6, int value) noexcept {
  if (call.socket.is_stream()) return WSAENOPROTOOPT;
  const bool v4 = call.socket.is_ipv4();
  const int level = v4 ? int{IPPROTO_IP} : int{IPPROTO_IPV6};
  return setsockopt(call.descriptor, level, v4 ? name_v4 : name_v6, &value, sizeof value) == 0
             ? 0
             : last_wsa_error();
}

}  // namespace

int switch_udp_reset(IoctlCall& call) noexcept { return switch_reports(call, kReportReset); }

int switch_udp_net_reset(IoctlCall& call) noexcept { return switch_reports(call, kReportTtl); }

int get_broadcast_address(IoctlCall& call) noexcept {
  if (!call.socket.is_ipv4()) return WSAENOPROTOOPT;
  SOCKADDR_IN address{};
  address.sin_family = WS_AF_INET;
  address.sin_addr.S_un.S_addr = WS_INADDR_BROADCAST;
  return call.give(&address, sizeof address);
}

int set_multipoint_loopback(IoctlCall& call) noexcept {
  DWORD on = 0;
  if (const int code = call.take_number(on); code != 0) return code;
  return set_multicast(call, IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP, on != 0 ? 1 : 0);
}

int set_multicast_scope(IoctlCall& call) noexcept {
  DWORD scope = 0;
  if (call.in_size < sizeof scope) return WSAEFAULT;
  if (const int code = read_value(scope, call.in); code != 0) return code;
  return set_multicast(call, IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS, static_cast<int>(scope));
}

// The kernel tells the size of the first datagram only. Peeking with an offset walks over the others; the
// offset belongs to the socket, so it is set for the time of the walk, under the lock.
int queued_datagram_bytes(Socket& socket, int descriptor, DWORD& bytes) noexcept {
  const std::lock_guard guard(socket.lock);
  int first = 0;
  if (ioctl(descriptor, FIONREAD, &first) != 0) return last_wsa_error();
  bytes = static_cast<DWORD>(first);
  const int start = 0;
  if (setsockopt(descriptor, SOL_SOCKET, SO_PEEK_OFF, &start, sizeof start) != 0) return 0;
  constexpr int kMostDatagrams = 65536;
  DWORD total = 0;
  for (int i = 0; i < kMostDatagrams; ++i) {
    char byte;
    const ssize_t size = recv(descriptor, &byte, sizeof byte, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    if (size < 0) break;
    total += static_cast<DWORD>(size);
  }
  const int off = -1;
  setsockopt(descriptor, SOL_SOCKET, SO_PEEK_OFF, &off, sizeof off);
  if (total > bytes) bytes = total;
  return 0;
}

}  // namespace wosa::tcpip
