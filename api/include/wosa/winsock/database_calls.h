/* SPDX-License-Identifier: MIT */
/*
 * Hosts, services and protocols by name or number, as Winsock 1.1 has them. Each may block on the resolver,
 * and any thread may call it. A record belongs to Winsock and is good until the thread's next call here. NULL
 * on failure, with WSAHOST_NOT_FOUND, WSATRY_AGAIN, WSANO_RECOVERY, WSANO_DATA, WSAEFAULT, WSANOTINITIALISED,
 * WSAENETDOWN.
 */
#pragma once

#include "database_records.h"
#include "sockets.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/* The host's IPv4 addresses; NULL or "" means this host. Source: winsock2.h, function gethostbyname. */
WINSOCK_API_LINKAGE struct WS_hostent* WSAAPI WS_gethostbyname(const char* name)
    WOSA_LABEL("WS_gethostbyname");

/*
 * The host with an address of `len` bytes in network byte order, of AF_INET or AF_INET6. Also WSAEAFNOSUPPORT
 * and WSAEINVAL (length). Source: winsock2.h, function gethostbyaddr.
 */
WINSOCK_API_LINKAGE struct WS_hostent* WSAAPI WS_gethostbyaddr(const char* addr, int len, int type)
    WOSA_LABEL("WS_gethostbyaddr");

/* A service by name, or by port in network byte order; NULL as `proto` is any. Source: winsock2.h,
 * getservbyname, getservbyport. */
WINSOCK_API_LINKAGE struct WS_servent* WSAAPI WS_getservbyname(const char* name, const char* proto)
    WOSA_LABEL("WS_getservbyname");
WINSOCK_API_LINKAGE struct WS_servent* WSAAPI WS_getservbyport(int port, const char* proto)
    WOSA_LABEL("WS_getservbyport");

/* A protocol by name, or by number in host byte order. Source: winsock2.h, getprotobyname, getprotobynumber.
 */
WINSOCK_API_LINKAGE struct WS_protoent* WSAAPI WS_getprotobyname(const char* name)
    WOSA_LABEL("WS_getprotobyname");
WINSOCK_API_LINKAGE struct WS_protoent* WSAAPI WS_getprotobynumber(int number)
    WOSA_LABEL("WS_getprotobynumber");

/*
 * This host's name with its NUL; 256 bytes always suffice. Does not block. 0, or SOCKET_ERROR with WSAEFAULT
 * (NULL or too short), WSANOTINITIALISED. Source: winsock2.h, function gethostname.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_gethostname(char* name, int namelen) WOSA_LABEL("WS_gethostname");

WOSA_END_DECLS
#endif
