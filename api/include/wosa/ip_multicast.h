/* SPDX-License-Identifier: MIT */
/* Arguments of the IPv4 multicast options. Addresses are in network byte order. Source page: ws2ipdef.h. */
#pragma once

#include "../inaddr.h"

/* Value of IP_ADD_MEMBERSHIP and IP_DROP_MEMBERSHIP. */
typedef struct WS_ip_mreq {
  IN_ADDR imr_multiaddr;
  IN_ADDR imr_interface;
} IP_MREQ, *PIP_MREQ;

/* Value of the options with a source; the order of the members is not POSIX's. */
typedef struct WS_ip_mreq_source {
  IN_ADDR imr_multiaddr;
  IN_ADDR imr_sourceaddr;
  IN_ADDR imr_interface;
} IP_MREQ_SOURCE, *PIP_MREQ_SOURCE;
