/* SPDX-License-Identifier: MIT */
/* Tests and settings of whole IPv6 socket addresses: inline, any thread, never fail. Source page: ws2tcpip.h.
 */
#pragma once

#include "../ws2ipdef.h"
#include "in6_tests.h"

WOSA_INLINE BOOLEAN IN6ADDR_ISANY(const SOCKADDR_IN6* a) { return WS_IN6_IS_ADDR_UNSPECIFIED(&a->sin6_addr); }

WOSA_INLINE BOOLEAN IN6ADDR_ISLOOPBACK(const SOCKADDR_IN6* a) {
  return WS_IN6_IS_ADDR_LOOPBACK(&a->sin6_addr);
}

WOSA_INLINE BOOLEAN IN6ADDR_ISEQUAL(const SOCKADDR_IN6* a, const SOCKADDR_IN6* b) {
  return (BOOLEAN)(a->sin6_scope_id == b->sin6_scope_id && IN6_ADDR_EQUAL(&a->sin6_addr, &b->sin6_addr));
}

WOSA_INLINE BOOLEAN IN6ADDR_ISUNSPECIFIED(const SOCKADDR_IN6* a) {
  return (BOOLEAN)(a->sin6_scope_id == 0 && WS_IN6_IS_ADDR_UNSPECIFIED(&a->sin6_addr));
}

WOSA_INLINE VOID IN6ADDR_SETANY(PSOCKADDR_IN6 a) {
  memset(a, 0, sizeof(*a));
  a->sin6_family = WS_AF_INET6;
}

WOSA_INLINE VOID IN6ADDR_SETLOOPBACK(PSOCKADDR_IN6 a) {
  IN6ADDR_SETANY(a);
  a->sin6_addr.u.Byte[15] = 1;
}

/* Makes `a` the IPv6 form of an IPv4 address, with scope and port (in network byte order). */
WOSA_INLINE VOID IN6ADDR_SETV4MAPPED(PSOCKADDR_IN6 a, const IN_ADDR* address, SCOPE_ID scope, USHORT port) {
  IN6ADDR_SETANY(a);
  a->sin6_port = port;
  a->sin6_scope_struct = scope;
  a->sin6_addr.u.Byte[10] = 0xff;
  a->sin6_addr.u.Byte[11] = 0xff;
  memcpy(&a->sin6_addr.u.Byte[12], address, sizeof(*address));
}
