/* SPDX-License-Identifier: MIT */
/* Full-state multicast source filters: the mode and the list of sources. Source page: ws2ipdef.h,
 * ip_msfilter. */
#pragma once

#include "../ws2def.h"

typedef enum { WOSA_MCAST_INCLUDE = 0, WOSA_MCAST_EXCLUDE } MULTICAST_MODE_TYPE;

#define WS_MCAST_INCLUDE WOSA_MCAST_INCLUDE
#define WS_MCAST_EXCLUDE WOSA_MCAST_EXCLUDE
#ifndef WOSA_NO_BSD_NAMES
#define MCAST_INCLUDE WS_MCAST_INCLUDE
#define MCAST_EXCLUDE WS_MCAST_EXCLUDE
#endif

typedef struct WS_ip_msfilter {
  IN_ADDR imsf_multiaddr;
  IN_ADDR imsf_interface;
  MULTICAST_MODE_TYPE imsf_fmode;
  ULONG imsf_numsrc;
  IN_ADDR imsf_slist[1];
} WS_IP_MSFILTER, *PIP_MSFILTER;

/* Linux has an option of this name. */
#ifndef WOSA_NO_BSD_NAMES
typedef WS_IP_MSFILTER IP_MSFILTER;
#endif

typedef struct WS_group_filter {
  ULONG gf_interface;
  SOCKADDR_STORAGE gf_group;
  MULTICAST_MODE_TYPE gf_fmode;
  ULONG gf_numsrc;
  SOCKADDR_STORAGE gf_slist[1];
} GROUP_FILTER, *PGROUP_FILTER;

/* Bytes of a filter with that many sources. */
#define WS_IP_MSFILTER_SIZE(sources) (sizeof(WS_IP_MSFILTER) - sizeof(IN_ADDR) + (sources) * sizeof(IN_ADDR))
#define WS_GROUP_FILTER_SIZE(sources) \
  (sizeof(GROUP_FILTER) - sizeof(SOCKADDR_STORAGE) + (sources) * sizeof(SOCKADDR_STORAGE))
#ifndef WOSA_NO_BSD_NAMES
#define IP_MSFILTER_SIZE(sources) WS_IP_MSFILTER_SIZE(sources)
#define GROUP_FILTER_SIZE(sources) WS_GROUP_FILTER_SIZE(sources)
#endif
