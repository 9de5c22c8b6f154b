/* SPDX-License-Identifier: MIT */
/* Tests and settings of IPv6 addresses: inline, any thread, never fail. Source page: ws2tcpip.h, IN6_IS_ADDR_
 * and others. */
#pragma once

#include <string.h>

#include "../in6addr.h"
#include "../ws2def.h"

#define WS_IN6ADDR_ANY_INIT                              \
  {                                                      \
    {                                                    \
      { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 } \
    }                                                    \
  }
#define WS_IN6ADDR_LOOPBACK_INIT                         \
  {                                                      \
    {                                                    \
      { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } \
    }                                                    \
  }

WOSA_BEGIN_DECLS

/* The unspecified address and the loopback address. */
extern WOSA_EXPORT const IN6_ADDR WS_in6addr_any WOSA_LABEL("WS_in6addr_any");
extern WOSA_EXPORT const IN6_ADDR WS_in6addr_loopback WOSA_LABEL("WS_in6addr_loopback");

WOSA_END_DECLS

/* The same address in every byte? */
WOSA_INLINE BOOLEAN IN6_ADDR_EQUAL(const IN6_ADDR* a, const IN6_ADDR* b) {
  return (BOOLEAN)(memcmp(a, b, sizeof(IN6_ADDR)) == 0);
}

/* Are the bytes from `first` up to, without, `end` all zero? What the tests below are made of. */
WOSA_INLINE int wosa_in6_zero(const IN6_ADDR* a, int first, int end) {
  while (first < end) {
    if (a->u.Byte[first++] != 0) return 0;
  }
  return 1;
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_UNSPECIFIED(const IN6_ADDR* a) { return (BOOLEAN)wosa_in6_zero(a, 0, 16); }

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_LOOPBACK(const IN6_ADDR* a) {
  return (BOOLEAN)(wosa_in6_zero(a, 0, 15) && a->u.Byte[15] == 1);
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_MULTICAST(const IN6_ADDR* a) { return (BOOLEAN)(a->u.Byte[0] == 0xff); }

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_LINKLOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(a->u.Byte[0] == 0xfe && (a->u.Byte[1] & 0xc0) == 0x80);
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_SITELOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(a->u.Byte[0] == 0xfe && (a->u.Byte[1] & 0xc0) == 0xc0);
}

WOSA_INLINE BOOLEAN IN6_IS_ADDR_GLOBAL(const IN6_ADDR* a) {
  return (BOOLEAN)((a->u.Byte[0] & 0xe0) != 0 && (a->u.Byte[0] & 0xe0) != 0xe0);
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_V4MAPPED(const IN6_ADDR* a) {
  return (BOOLEAN)(wosa_in6_zero(a, 0, 10) && a->u.Byte[10] == 0xff && a->u.Byte[11] == 0xff);
}

/* An IPv4 address behind zeros, but neither :: nor ::1. */
WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_V4COMPAT(const IN6_ADDR* a) {
  return (BOOLEAN)(wosa_in6_zero(a, 0, 12) &&
                   !(wosa_in6_zero(a, 12, 15) && (a->u.Byte[15] == 0 || a->u.Byte[15] == 1)));
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_MC_NODELOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(WS_IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 1);
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_MC_LINKLOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(WS_IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 2);
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_MC_SITELOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(WS_IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 5);
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_MC_ORGLOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(WS_IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 8);
}

WOSA_INLINE BOOLEAN WS_IN6_IS_ADDR_MC_GLOBAL(const IN6_ADDR* a) {
  return (BOOLEAN)(WS_IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 0xe);
}

#ifndef WOSA_NO_BSD_NAMES
#define IN6ADDR_ANY_INIT WS_IN6ADDR_ANY_INIT
#define IN6ADDR_LOOPBACK_INIT WS_IN6ADDR_LOOPBACK_INIT
#define IN6_IS_ADDR_UNSPECIFIED WS_IN6_IS_ADDR_UNSPECIFIED
#define IN6_IS_ADDR_LOOPBACK WS_IN6_IS_ADDR_LOOPBACK
#define IN6_IS_ADDR_MULTICAST WS_IN6_IS_ADDR_MULTICAST
#define IN6_IS_ADDR_LINKLOCAL WS_IN6_IS_ADDR_LINKLOCAL
#define IN6_IS_ADDR_SITELOCAL WS_IN6_IS_ADDR_SITELOCAL
#define IN6_IS_ADDR_V4MAPPED WS_IN6_IS_ADDR_V4MAPPED
#define IN6_IS_ADDR_V4COMPAT WS_IN6_IS_ADDR_V4COMPAT
#define IN6_IS_ADDR_MC_NODELOCAL WS_IN6_IS_ADDR_MC_NODELOCAL
#define IN6_IS_ADDR_MC_LINKLOCAL WS_IN6_IS_ADDR_MC_LINKLOCAL
#define IN6_IS_ADDR_MC_SITELOCAL WS_IN6_IS_ADDR_MC_SITELOCAL
#define IN6_IS_ADDR_MC_ORGLOCAL WS_IN6_IS_ADDR_MC_ORGLOCAL
#define IN6_IS_ADDR_MC_GLOBAL WS_IN6_IS_ADDR_MC_GLOBAL
#define IN6_ARE_ADDR_EQUAL IN6_ADDR_EQUAL
#endif
