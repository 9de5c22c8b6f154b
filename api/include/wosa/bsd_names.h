/* SPDX-License-Identifier: MIT */
/*
 * Two ways to name what POSIX names too. The headers are written with the prefix WS_. Normally the plain
 * names stand for it, so that a program really gets `struct sockaddr` and `send`; the names that libc's own
 * headers declare (fd_set, select, gethostname, u_long, socklen_t) are macros for the prefixed ones. With
 * WOSA_NO_BSD_NAMES only the prefixed names exist, and the file may include POSIX socket headers. To the
 * linker a function is always WS_<name>.
 */
#pragma once

#include "libc_first.h"

#ifndef WOSA_NO_BSD_NAMES

/* Structures and unions. */
#define WS_sockaddr sockaddr
#define WS_sockaddr_in sockaddr_in
#define WS_sockaddr_in6 sockaddr_in6
#define WS_sockaddr_in6_old sockaddr_in6_old
#define WS_sockaddr_gen sockaddr_gen
#define WS_sockaddr_storage sockaddr_storage
#define WS_sockaddr_un sockaddr_un
#define WS_sockproto sockproto
#define WS_in_addr in_addr
#define WS_in6_addr in6_addr
#define WS_linger linger
#define WS_hostent hostent
#define WS_netent netent
#define WS_servent servent
#define WS_protoent protoent
#define WS_addrinfo addrinfo
#define WS_pollfd pollfd
#define WS_cmsghdr cmsghdr
#define WS_in_pktinfo in_pktinfo
#define WS_in6_pktinfo in6_pktinfo
#define WS_in_recverr in_recverr
#define WS_ip_mreq ip_mreq
#define WS_ip_mreq_source ip_mreq_source
#define WS_ip_msfilter ip_msfilter
#define WS_ipv6_mreq ipv6_mreq
#define WS_group_req group_req
#define WS_group_source_req group_source_req
#define WS_group_filter group_filter

/* Functions. */
#define WS_socket socket
#define WS_bind bind
#define WS_connect connect
#define WS_listen listen
#define WS_accept accept
#define WS_send send
#define WS_recv recv
#define WS_sendto sendto
#define WS_recvfrom recvfrom
#define WS_shutdown shutdown
#define WS_getsockname getsockname
#define WS_getpeername getpeername
#define WS_getsockopt getsockopt
#define WS_setsockopt setsockopt
#define WS_htonl htonl
#define WS_htons htons
#define WS_ntohl ntohl
#define WS_ntohs ntohs
#define WS_inet_addr inet_addr
#define WS_inet_ntoa inet_ntoa
#define WS_inet_pton inet_pton
#define WS_inet_ntop inet_ntop
#define WS_getaddrinfo getaddrinfo
#define WS_freeaddrinfo freeaddrinfo
#define WS_getnameinfo getnameinfo
#define WS_gethostbyname gethostbyname
#define WS_gethostbyaddr gethostbyaddr
#define WS_getservbyname getservbyname
#define WS_getservbyport getservbyport
#define WS_getprotobyname getprotobyname
#define WS_getprotobynumber getprotobynumber

/* Objects. */
#define WS_in6addr_any in6addr_any
#define WS_in6addr_loopback in6addr_loopback

/* What libc declares: the plain name becomes the prefixed one. */
#define u_long WS_u_long
#define fd_set WS_fd_set
#define socklen_t WS_socklen_t
#define select WS_select
#define gethostname WS_gethostname

#endif

/* libc has these three of the old BSD integer types with the same widths, unless the language is strict. */
#ifndef __u_char_defined
#define __u_char_defined
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
#endif

/* 32 bits, as on Windows; libc's has 64. */
typedef unsigned int WS_u_long;
typedef int WS_socklen_t;
