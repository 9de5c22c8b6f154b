// SPDX-License-Identifier: MIT

// WSPBind. Winsock's sharing rules among the sockets of this process stand in address_claims; here is how the
// kernel is brought to agree: bind plainly, and only where that meets EADDRINUSE on TCP take SO_REUSEADDR,
// which on Linux means no more than that connections in TIME_WAIT are not in the way.

#include <netinet/in.h>
#include <sys/socket.h>

#include <mutex>

#include "bind.hpp"
#include "errors.hpp"
#include "procedures.hpp"
#include "sockaddr.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

// Missing from older C library headers.
constexpr int kIpLocalPortRange = 51;
constexpr int kIpMulticastAll = 49;
constexpr int kIpv6MulticastAll = 29;

// Winsock's dynamic ports. The kernel takes the part of the range that its own configuration allows.
constexpr std::uint32_t kDynamicPorts = (65535u << 16) | 49152u;

bool set_int(int descriptor, int level, int name, int value) noexcept {
  return setsockopt(descriptor, level, name, &value, sizeof value) == 0;
}

struct KernelBind {
  int descriptor;
  const Address* address;
  Sharing sharing;
  bool retry_with_reuse;
};

int bind_once(const KernelBind& call) noexcept {
  return ::bind(call.descriptor, call.address->get(), call.address->length) == 0 ? 0 : errno;
}

int try_bind(void* argument, bool help) noexcept {
  const auto& call = *static_cast<const KernelBind*>(argument);
  if (help) set_int(call.descriptor, SOL_SOCKET, SO_REUSEPORT, 1);
  int error = bind_once(call);
  if (error == EADDRINUSE && call.retry_with_reuse) {
    set_int(call.descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    error = bind_once(call);
    // Off again: another process must not share this port with us before we listen.
    set_int(call.descriptor, SOL_SOCKET, SO_REUSEADDR, 0);
  }
  if (help) set_int(call.descriptor, SOL_SOCKET, SO_REUSEPORT, call.sharing == Sharing::reuse ? 1 : 0);
  return error;
}

int bind_dynamic_port(int descriptor, const Address& address) noexcept {
  const bool limited = set_int(descriptor, IPPROTO_IP, kIpLocalPortRange, static_cast<int>(kDynamicPorts));
  int error = bind_once({descriptor, &address, Sharing::none, false});
  if (limited && error != 0) {
    set_int(descriptor, IPPROTO_IP, kIpLocalPortRange, 0);
    error = bind_once({descriptor, &address, Sharing::none, false});
  }
  return error;
}

// Linux hands a group's datagrams to every socket of the port once anybody on the host has joined.
void receive_joined_groups_only(Socket& socket, int descriptor) noexcept {
  if (socket.is_stream() || socket.has(kMulticastStrict)) return;
  if (socket.family == AF_INET6) set_int(descriptor, IPPROTO_IPV6, kIpv6MulticastAll, 0);
  set_int(descriptor, IPPROTO_IP, kIpMulticastAll, 0);
  socket.set(kMulticastStrict);
}

Sharing sharing_of(const Socket& socket) noexcept {
  if (socket.has(kExclusive)) return Sharing::exclusive;
  return socket.has(kReuse) ? Sharing::reuse : Sharing::none;
}

int bind_shared(Socket& socket, int descriptor, Address& address) noexcept {
  AddressClaim claim =
      describe_claim(socket.protocol, address.storage, socket.has(kDualMode), sharing_of(socket));
  claim.descriptor = descriptor;
  if (claim.port == 0) {
    if (const int error = bind_dynamic_port(descriptor, address); error != 0) return wsa_error(error);
    if (local_address(descriptor, address) == 0) claim.port = address.port();
  } else {
    KernelBind call{descriptor, &address, claim.sharing,
                    socket.is_stream() && claim.sharing == Sharing::none};
    if (const int code = bind_beside_claims(claim, {try_bind, &call}); code != 0) return code;
  }
  if (claim.port != 0) socket.claim = add_claim(claim);
  return 0;
}

}  // namespace

void join_strictly(Socket& socket, int descriptor) noexcept {
  receive_joined_groups_only(socket, descriptor);
}

int WSPAPI wsp_bind(SOCKET s, const WS_sockaddr* name, int length, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  const int descriptor = descriptor_of(s);
  Address address;
  if (const int code = address_from_caller(socket->family, name, length, address); code != 0) {
    return fail(error, code);
  }
  const std::lock_guard guard(socket->lock);
  if (socket->has(kBound)) return fail(error, WSAEINVAL);
  if (address.is_mapped() && !socket->has(kDualMode)) return fail(error, WSAEADDRNOTAVAIL);
  int code;
  if (socket->type == SOCK_RAW) {
    address.set_port(0);
    code = ::bind(descriptor, address.get(), address.length) == 0 ? 0 : last_wsa_error();
  } else {
    receive_joined_groups_only(*socket, descriptor);
    code = bind_shared(*socket, descriptor, address);
  }
  if (code != 0) return fail(error, code);
  socket->set(kBound);
  return 0;
}

}  // namespace wosa::tcpip
