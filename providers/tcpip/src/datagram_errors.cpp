// SPDX-License-Identifier: MIT
#include "datagram_errors.hpp"

#include <linux/errqueue.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <sys/socket.h>
#include <time.h>

#include "connection.hpp"
#include "errors.hpp"

namespace wosa::tcpip {
namespace {

constexpr int kIcmp6Unreachable = 1;
constexpr int kIcmp6PortUnreachable = 4;
constexpr int kIcmp6TimeExceeded = 3;

// What a receive says about one entry of the queue; 0 for what Winsock does not report.
int code_of(const Socket& socket, const sock_extended_err& report) noexcept {
  const bool v4 = report.ee_origin == SO_EE_ORIGIN_ICMP;
  if (!v4 && report.ee_origin != SO_EE_ORIGIN_ICMP6) return 0;
  const bool port_unreachable =
      v4 ? report.ee_type == ICMP_DEST_UNREACH && report.ee_code == ICMP_PORT_UNREACH
         : report.ee_type == kIcmp6Unreachable && report.ee_code == kIcmp6PortUnreachable;
  if (port_unreachable) return socket.has(kReportReset) ? WSAECONNRESET : 0;
  const bool expired = report.ee_type == (v4 ? int{ICMP_TIME_EXCEEDED} : kIcmp6TimeExceeded);
  return expired && socket.has(kReportTtl) ? WSAENETRESET : 0;
}

bool is_report(const cmsghdr& control) noexcept {
  return (control.cmsg_level == IPPROTO_IP && control.cmsg_type == IP_RECVERR) ||
         (control.cmsg_level == IPPROTO_IPV6 && control.cmsg_type == IPV6_RECVERR);
}

// Errors that arrive from the network, as opposed to what the call itself did wrong.
bool may_be_report(int error) noexcept {
  switch (error) {
    case ECONNREFUSED:
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENONET:
    case ENOPROTOOPT:
    case EPROTO:
    case EOPNOTSUPP:
    case EACCES:
    case EMSGSIZE: return true;
    default: return false;
  }
}

}  // namespace

int drain_reports(const Socket& socket, int descriptor) noexcept {
  int code = 0;
  for (;;) {
    alignas(cmsghdr) char control[256];
    char byte;
    iovec vector{&byte, sizeof byte};
    msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (recvmsg(descriptor, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return code;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr;
         header = CMSG_NXTHDR(&message, header)) {
      if (!is_report(*header)) continue;
      const auto& report = *reinterpret_cast<const sock_extended_err*>(CMSG_DATA(header));
      if (code == 0) code = code_of(socket, report);
    }
  }
}

int datagram_receive_error(Socket& socket, int descriptor, int error) noexcept {
  if (!socket.is_datagram() || !may_be_report(error) || error == EOPNOTSUPP) return wsa_error(error);
  const int code = drain_reports(socket, descriptor);
  if (code != 0) return code;
  // The queue was full, or another thread emptied it: the kernel's word remains.
  return error == ECONNREFUSED && socket.has(kReportReset) ? WSAECONNRESET : 0;
}

int datagram_send_error(Socket& socket, int descriptor, int error) noexcept {
  if (!socket.is_datagram() || !may_be_report(error)) {
    return error == EDESTADDRREQ ? WSAENOTCONN : wsa_error(error);
  }
  const int code = drain_reports(socket, descriptor);
  if (code != 0) socket.post_error(code);
  const bool from_network = code != 0 || error == ECONNREFUSED;
  if (!from_network) return wsa_error(error);
  if (code == 0 && socket.has(kReportReset)) socket.post_error(WSAECONNRESET);
  return 0;
}

void absorb_reports(Socket& socket, int descriptor) noexcept {
  int code = drain_reports(socket, descriptor);
  const int error = take_kernel_error(descriptor);
  if (code == 0 && error == ECONNREFUSED && socket.has(kReportReset)) code = WSAECONNRESET;
  if (code != 0) socket.post_error(code);
}

void apply_report_switches(const Socket& socket, int descriptor) noexcept {
  const int on = socket.has(kReportReset | kReportTtl) ? 1 : 0;
  if (!socket.is_ipv4()) setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
  if (socket.is_ipv4() || socket.has(kDualMode))
    setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
}

}  // namespace wosa::tcpip
