/* SPDX-License-Identifier: MIT */
/* Byte order, and IPv4 addresses as text. All may be called before WSAStartup, by any thread, and none
 * blocks. */
#pragma once

#include "sockets.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/* Between host and network byte order, 32 and 16 bits. Never fail. Source: winsock2.h, htonl, htons, ntohl,
 * ntohs. */
WINSOCK_API_LINKAGE WS_u_long WSAAPI WS_htonl(WS_u_long hostlong) WOSA_LABEL("WS_htonl");
WINSOCK_API_LINKAGE u_short WSAAPI WS_htons(u_short hostshort) WOSA_LABEL("WS_htons");
WINSOCK_API_LINKAGE WS_u_long WSAAPI WS_ntohl(WS_u_long netlong) WOSA_LABEL("WS_ntohl");
WINSOCK_API_LINKAGE u_short WSAAPI WS_ntohs(u_short netshort) WOSA_LABEL("WS_ntohs");

/*
 * The IPv4 address that a text of 1 to 4 numbers (decimal, octal, hexadecimal) means, in network byte order.
 * INADDR_NONE for anything else and for NULL; INADDR_ANY for a blank string. Sets no error. Source:
 * winsock2.h, function inet_addr.
 */
WINSOCK_API_LINKAGE WS_u_long WSAAPI WS_inet_addr(const char* cp) WOSA_LABEL("WS_inet_addr");

/*
 * An IPv4 address as text, in a buffer of the calling thread that is good until its next Winsock call. NULL
 * when it cannot have one (WSA_NOT_ENOUGH_MEMORY). Source: winsock2.h, function inet_ntoa.
 */
WINSOCK_API_LINKAGE char* WSAAPI WS_inet_ntoa(struct WS_in_addr in) WOSA_LABEL("WS_inet_ntoa");

WOSA_END_DECLS
#endif
