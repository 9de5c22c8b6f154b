// SPDX-License-Identifier: MIT

// WSPGetSockName and WSPGetPeerName.

#include <sys/socket.h>

#include "connection.hpp"
#include "errors.hpp"
#include "procedures.hpp"
#include "sockaddr.hpp"
#include "socket.hpp"

namespace wosa::tcpip {

int WSPAPI wsp_get_sock_name(SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  Address address;
  if (const int code = local_address(descriptor_of(s), address); code != 0)
    return fail(error, wsa_error(code));
  if (socket->type == SOCK_RAW) {
    if (!socket->has(kBound)) return fail(error, WSAEINVAL);
    address.set_port(0);  // the kernel shows the protocol there
  } else if (address.port() == 0 && !socket->has(kBound)) {
    return fail(error, WSAEINVAL);
  }
  return finish(error, address_to_caller(address, name, length));
}

int WSPAPI wsp_get_peer_name(SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (still_connecting(*socket, descriptor_of(s))) return fail(error, WSAENOTCONN);
  Address address;
  if (const int code = peer_address(descriptor_of(s), address); code != 0)
    return fail(error, wsa_error(code));
  return finish(error, address_to_caller(address, name, length));
}

}  // namespace wosa::tcpip
