/* SPDX-License-Identifier: MIT */
/* The IPv6 address, in network byte order. Source page: in6addr.h, in6_addr. */
#pragma once

#include "minwindef.h"
#include "wosa/bsd_names.h"

typedef struct WS_in6_addr {
  union {
    UCHAR Byte[16];
    USHORT Word[8];
  } u;
} IN6_ADDR, *PIN6_ADDR, *LPIN6_ADDR;

#ifndef WOSA_NO_BSD_NAMES
#define in_addr6 in6_addr
#define _S6_un u
#define _S6_u8 Byte
#define s6_addr _S6_un._S6_u8
#define s6_bytes u.Byte
#define s6_words u.Word
#endif
