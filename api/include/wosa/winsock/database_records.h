/* SPDX-License-Identifier: MIT */
/*
 * Records of the host, service and protocol databases. They belong to Winsock and are good until the thread's
 * next such call. Widths and order are those of 64-bit Windows: h_addrtype has 16 bits, s_proto precedes
 * s_port.
 */
#pragma once

#include "../../minwindef.h"
#include "../bsd_names.h"

typedef struct WS_hostent {
  char* h_name;
  char** h_aliases;
  short h_addrtype;
  short h_length;
  char** h_addr_list;
} HOSTENT, *PHOSTENT, *LPHOSTENT;

typedef struct WS_netent {
  char* n_name;
  char** n_aliases;
  short n_addrtype;
  WS_u_long n_net;
} NETENT, *PNETENT, *LPNETENT;

typedef struct WS_servent {
  char* s_name;
  char** s_aliases;
#ifdef __LP64__
  char* s_proto;
  short s_port;
#else
  short s_port;
  char* s_proto;
#endif
} SERVENT, *PSERVENT, *LPSERVENT;

typedef struct WS_protoent {
  char* p_name;
  char** p_aliases;
  short p_proto;
} PROTOENT, *PPROTOENT, *LPPROTOENT;

#ifndef WOSA_NO_BSD_NAMES
#ifndef h_addr
#define h_addr h_addr_list[0]
#endif
#ifndef h_errno
#define h_errno WSAGetLastError()
#endif
#endif
