// SPDX-License-Identifier: MIT

// WSPSocket: a kernel socket for a catalog entry, with the defaults that Winsock documents and Linux does not
// have (IPv6 sockets that leave IPv4 alone, a hop limit of 128, datagram errors that receives report).

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <new>

#include "caller_memory.hpp"
#include "errors.hpp"
#include "hop_limit.hpp"
#include "procedures.hpp"
#include "sockaddr.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

struct Request {
  int family;    // kernel's
  int type;      // same numbers on both sides
  int protocol;  // same numbers on both sides
};

// Completes what the caller left open from the entry, and refuses what the entry does not serve.
int complete(int family, int type, int protocol, const WSAPROTOCOL_INFOW& info, Request& request) noexcept {
  if (family == 0 || family == FROM_PROTOCOL_INFO) family = info.iAddressFamily;
  if (type == 0 || type == FROM_PROTOCOL_INFO) type = info.iSocketType;
  if (protocol == 0 || protocol == FROM_PROTOCOL_INFO) protocol = info.iProtocol;
  request = {kernel_family(family), type, protocol};
  if (family != info.iAddressFamily || request.family < 0) return WSAEAFNOSUPPORT;
  if (type != info.iSocketType) return WSAESOCKTNOSUPPORT;
  if (protocol < info.iProtocol || protocol > info.iProtocol + info.iProtocolMaxOffset)
    return WSAEPROTONOSUPPORT;
  return 0;
}

// IP multicast has no roots: leaf on both planes is what a datagram socket may ask for.
int check_flags(DWORD flags, int type) noexcept {
  constexpr DWORD kMultipoint = WSA_FLAG_MULTIPOINT_C_ROOT | WSA_FLAG_MULTIPOINT_C_LEAF |
                                WSA_FLAG_MULTIPOINT_D_ROOT | WSA_FLAG_MULTIPOINT_D_LEAF;
  constexpr DWORD kKnown = kMultipoint | WSA_FLAG_OVERLAPPED | WSA_FLAG_ACCESS_SYSTEM_SECURITY |
                           WSA_FLAG_NO_HANDLE_INHERIT | WSA_FLAG_REGISTERED_IO;
  if ((flags & ~kKnown) != 0) return WSAEINVAL;
  const DWORD multipoint = flags & kMultipoint;
  const bool leaf_on_both = multipoint == (WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF);
  if (multipoint != 0 && !(leaf_on_both && type == SOCK_DGRAM)) return WSAEINVAL;
  return 0;
}

bool set_int(int descriptor, int level, int name, int value) noexcept {
  return setsockopt(descriptor, level, name, &value, sizeof value) == 0;
}

// Failures are possible only on kernels built without the option; the socket works without it.
void apply_defaults(int descriptor, const Request& request) noexcept {
  if (request.family == AF_INET6) {
    set_int(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    set_int(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, kDefaultHopLimit);
    if (request.type == SOCK_DGRAM) set_int(descriptor, IPPROTO_IPV6, IPV6_RECVERR, 1);
  } else {
    if (request.type != SOCK_STREAM) set_int(descriptor, IPPROTO_IP, IP_TTL, kDefaultHopLimit);
    if (request.type == SOCK_DGRAM) set_int(descriptor, IPPROTO_IP, IP_RECVERR, 1);
  }
}

std::uint32_t initial_flags(DWORD flags, const Request& request) noexcept {
  std::uint32_t initial = 0;
  if (request.family == AF_INET && request.type == SOCK_STREAM) initial |= kHopLimitDue;
  if ((flags & WSA_FLAG_OVERLAPPED) != 0) initial |= kOverlapped;
  if ((flags & WSA_FLAG_NO_HANDLE_INHERIT) != 0) initial |= kNoInherit;
  if (request.type == SOCK_DGRAM) initial |= kReportReset | kReportTtl;
  return initial;
}

}  // namespace

[[gnu::hot]] SOCKET WSPAPI wsp_socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info,
                                      GROUP group, DWORD flags, LPINT error) noexcept {
  if (!spi::can_read(info, sizeof *info)) return fail_socket(error, WSAEFAULT);
  const WSAPROTOCOL_INFOW& record = *info;
  Request request;
  if (const int code = complete(family, type, protocol, record, request); code != 0)
    return fail_socket(error, code);
  if (const int code = check_flags(flags, request.type); code != 0) return fail_socket(error, code);
  if (group != 0) return fail_socket(error, WSAEINVAL);                      // groups are reserved
  if (record.dwProviderReserved != 0) return fail_socket(error, WSAEINVAL);  // a record of WSADuplicateSocket

  const CatalogEntry* entry = intern(record);
  if (entry == nullptr) return fail_socket(error, WSAENOBUFS);
  std::unique_ptr<Socket> socket(new (std::nothrow)
                                     Socket(request.family, request.type, request.protocol, entry));
  if (socket == nullptr) return fail_socket(error, WSAENOBUFS);
  socket->flags.store(initial_flags(flags, request), std::memory_order_relaxed);

  const int close_on_exec = socket->has(kNoInherit) ? SOCK_CLOEXEC : 0;
  const int descriptor = ::socket(request.family, request.type | close_on_exec, request.protocol);
  if (descriptor < 0) return fail_socket(error, last_wsa_error());
  apply_defaults(descriptor, request);
  return publish(std::move(socket), descriptor, error);
}

}  // namespace wosa::tcpip
