/* SPDX-License-Identifier: MIT */
/* IPv6 socket addresses, multicast requests, packet information and interface records. Source page:
 * ws2ipdef.h. */
#pragma once

#include "in6addr.h"
#include "wosa/constants/interface_flags.h"
#include "wosa/constants/ip_options.h"
#include "wosa/ip_multicast.h"
#include "ws2def.h"

/* An IPv6 address and port in network byte order, with flow label and scope. 28 bytes. */
typedef struct WS_sockaddr_in6 {
  ADDRESS_FAMILY sin6_family;
  USHORT sin6_port;
  ULONG sin6_flowinfo;
  IN6_ADDR sin6_addr;
  WOSA_EXTENSION union {
    ULONG sin6_scope_id;
    SCOPE_ID sin6_scope_struct;
  };
} SOCKADDR_IN6_LH, *PSOCKADDR_IN6_LH, SOCKADDR_IN6, *PSOCKADDR_IN6, *LPSOCKADDR_IN6;

/* As it was before there were scopes; interface records still use it. */
struct WS_sockaddr_in6_old {
  SHORT sin6_family;
  USHORT sin6_port;
  ULONG sin6_flowinfo;
  IN6_ADDR sin6_addr;
};

typedef struct _sockaddr_in6_pair {
  PSOCKADDR_IN6 SourceAddress;
  PSOCKADDR_IN6 DestinationAddress;
} SOCKADDR_IN6_PAIR, *PSOCKADDR_IN6_PAIR;

/* An address of either family. */
typedef union _SOCKADDR_INET {
  SOCKADDR_IN Ipv4;
  SOCKADDR_IN6 Ipv6;
  ADDRESS_FAMILY si_family;
} SOCKADDR_INET, *PSOCKADDR_INET;

typedef union WS_sockaddr_gen {
  struct WS_sockaddr Address;
  struct WS_sockaddr_in AddressIn;
  struct WS_sockaddr_in6_old AddressIn6;
} WS_sockaddr_gen;

/* What SIO_GET_INTERFACE_LIST gives for each interface; flags are IFF_ bits. */
typedef struct _INTERFACE_INFO {
  ULONG iiFlags;
  WS_sockaddr_gen iiAddress;
  WS_sockaddr_gen iiBroadcastAddress;
  WS_sockaddr_gen iiNetmask;
} INTERFACE_INFO, *LPINTERFACE_INFO;

typedef struct _INTERFACE_INFO_EX {
  ULONG iiFlags;
  SOCKET_ADDRESS iiAddress;
  SOCKET_ADDRESS iiBroadcastAddress;
  SOCKET_ADDRESS iiNetmask;
} INTERFACE_INFO_EX, *LPINTERFACE_INFO_EX;

/* Value of IP_MTU_DISCOVER and IPV6_MTU_DISCOVER. */
typedef enum _PMTUD_STATE {
  WOSA_PMTUDISC_NOT_SET,
  WOSA_PMTUDISC_DO,
  WOSA_PMTUDISC_DONT,
  WOSA_PMTUDISC_PROBE,
  WOSA_PMTUDISC_MAX
} PMTUD_STATE,
    *PPMTUD_STATE;

#define IP_PMTUDISC_NOT_SET WOSA_PMTUDISC_NOT_SET
#define WS_IP_PMTUDISC_DO WOSA_PMTUDISC_DO
#define WS_IP_PMTUDISC_DONT WOSA_PMTUDISC_DONT
#define WS_IP_PMTUDISC_PROBE WOSA_PMTUDISC_PROBE
#define IP_PMTUDISC_MAX WOSA_PMTUDISC_MAX
#ifndef WOSA_NO_BSD_NAMES
#define IP_PMTUDISC_DO WS_IP_PMTUDISC_DO
#define IP_PMTUDISC_DONT WS_IP_PMTUDISC_DONT
#define IP_PMTUDISC_PROBE WS_IP_PMTUDISC_PROBE
#endif

/* Value of IPV6_ADD_MEMBERSHIP and IPV6_DROP_MEMBERSHIP; the interface is an index in host byte order. */
typedef struct WS_ipv6_mreq {
  IN6_ADDR ipv6mr_multiaddr;
  ULONG ipv6mr_interface;
} IPV6_MREQ, *PIPV6_MREQ;

/* Values of the MCAST_ options. */
typedef struct WS_group_req {
  ULONG gr_interface;
  SOCKADDR_STORAGE gr_group;
} GROUP_REQ, *PGROUP_REQ;

typedef struct WS_group_source_req {
  ULONG gsr_interface;
  SOCKADDR_STORAGE gsr_group;
  SOCKADDR_STORAGE gsr_source;
} GROUP_SOURCE_REQ, *PGROUP_SOURCE_REQ;

/* Control data of IP_PKTINFO and IPV6_PKTINFO, and of IP_RECVERR. */
typedef struct WS_in_pktinfo {
  IN_ADDR ipi_addr;
  ULONG ipi_ifindex;
} IN_PKTINFO, *PIN_PKTINFO;

typedef struct WS_in6_pktinfo {
  IN6_ADDR ipi6_addr;
  ULONG ipi6_ifindex;
} IN6_PKTINFO, *PIN6_PKTINFO;

typedef struct _IN_PKTINFO_EX {
  IN_PKTINFO pkt_info;
  SCOPE_ID scope_id;
} IN_PKTINFO_EX, *PIN_PKTINFO_EX;

typedef struct _IN6_PKTINFO_EX {
  IN6_PKTINFO pkt_info;
  SCOPE_ID scope_id;
} IN6_PKTINFO_EX, *PIN6_PKTINFO_EX;

typedef struct WS_in_recverr {
  IPPROTO protocol;
  ULONG info;
  UINT8 type;
  UINT8 code;
} IN_RECVERR, *PIN_RECVERR;

/* Value of TCP_ICMP_ERROR_INFO. */
typedef struct _ICMP_ERROR_INFO {
  SOCKADDR_INET srcaddress;
  IPPROTO protocol;
  UINT8 type;
  UINT8 code;
} ICMP_ERROR_INFO, *PICMP_ERROR_INFO;

#include "wosa/multicast_filter.h"

/* WSAIoctl codes with a BSD group: interfaces, multicast filters, the ideal send backlog. */
#define SIO_GET_INTERFACE_LIST WOSA_IOR('t', 127, WS_u_long)    /* out: INTERFACE_INFO[] */
#define SIO_GET_INTERFACE_LIST_EX WOSA_IOR('t', 126, WS_u_long) /* out: INTERFACE_INFO_EX[] */
#define SIO_SET_MULTICAST_FILTER WOSA_IOW('t', 125, WS_u_long)  /* in: struct ip_msfilter */
#define SIO_GET_MULTICAST_FILTER WOSA_IOW('t', 124 | WS_IOC_IN, WS_u_long)
#define SIOCSIPMSFILTER SIO_SET_MULTICAST_FILTER
#define SIOCGIPMSFILTER SIO_GET_MULTICAST_FILTER
#define SIOCSMSFILTER WOSA_IOW('t', 126, WS_u_long) /* in: GROUP_FILTER */
#define SIOCGMSFILTER WOSA_IOW('t', 127 | WS_IOC_IN, WS_u_long)
#define IDEAL_SEND_BACKLOG_IOCTLS
#define SIO_IDEAL_SEND_BACKLOG_QUERY WOSA_IOR('t', 123, ULONG) /* out: ULONG */
#define SIO_IDEAL_SEND_BACKLOG_CHANGE WOSA_IO('t', 122)

#include "wosa/in6_tests.h"
