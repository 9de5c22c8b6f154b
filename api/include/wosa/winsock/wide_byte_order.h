/* SPDX-License-Identifier: MIT */
/*
 * Byte order of 64-bit integers and of floating-point numbers: inline, never fail, any thread, also before
 * WSAStartup. A program with functions of these names defines NO_EXTRA_HTON_FUNCTIONS. Source: winsock2.h,
 * htonll, htonf, htond.
 */
#pragma once

#ifndef NO_EXTRA_HTON_FUNCTIONS

#include <string.h>

#include "../../basetsd.h"

WOSA_INLINE UINT64 htonll(UINT64 value) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  return __builtin_bswap64(value);
#else
  return value;
#endif
}

WOSA_INLINE UINT64 ntohll(UINT64 value) { return htonll(value); }

WOSA_INLINE UINT32 htonf(float value) {
  UINT32 bits;
  memcpy(&bits, &value, sizeof(bits));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  bits = __builtin_bswap32(bits);
#endif
  return bits;
}

WOSA_INLINE float ntohf(UINT32 value) {
  float result;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  value = __builtin_bswap32(value);
#endif
  memcpy(&result, &value, sizeof(result));
  return result;
}

WOSA_INLINE UINT64 htond(double value) {
  UINT64 bits;
  memcpy(&bits, &value, sizeof(bits));
  return htonll(bits);
}

WOSA_INLINE double ntohd(UINT64 value) {
  double result;
  value = htonll(value);
  memcpy(&result, &value, sizeof(result));
  return result;
}

#endif
