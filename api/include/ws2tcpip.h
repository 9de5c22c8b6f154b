/* SPDX-License-Identifier: MIT */
/* TCP/IP for Windows Sockets 2: name resolution independent of the family, addresses as text. Source page:
 * ws2tcpip.h. */
#pragma once

#ifndef _WS2TCPIP_H_
#define _WS2TCPIP_H_
#endif

#include "winsock2.h"
#include "wosa/in6_socket_tests.h"
#include "ws2ipdef.h"

/* A result of getaddrinfo, or its hints. Results belong to the caller until freeaddrinfo. */
typedef struct WS_addrinfo {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  char* ai_canonname;
  struct WS_sockaddr* ai_addr;
  struct WS_addrinfo* ai_next;
} ADDRINFOA, *PADDRINFOA;

typedef struct addrinfoW {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  PWSTR ai_canonname;
  struct WS_sockaddr* ai_addr;
  struct addrinfoW* ai_next;
} ADDRINFOW, *PADDRINFOW;

#include "wosa/addrinfo_ex.h"

#define GAI_STRERROR_BUFFER_SIZE 1024

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/*
 * The addresses of a host and service (either may be NULL) as a list that the caller owns until freeaddrinfo.
 * May block on the resolver. Any thread. Returns 0, or the error, which is also the last error:
 * WSAHOST_NOT_FOUND, WSATRY_AGAIN, WSANO_RECOVERY, WSANO_DATA, WSATYPE_NOT_FOUND (service),
 * WSAESOCKTNOSUPPORT, WSAEAFNOSUPPORT, WSAEINVAL (flags), WSA_NOT_ENOUGH_MEMORY, WSANOTINITIALISED. Source:
 * ws2tcpip.h, functions getaddrinfo and GetAddrInfoW.
 */
WINSOCK_API_LINKAGE INT WSAAPI WS_getaddrinfo(PCSTR pNodeName, PCSTR pServiceName, const ADDRINFOA* pHints,
                                              PADDRINFOA* ppResult) WOSA_LABEL("WS_getaddrinfo");
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoW(PCWSTR pNodeName, PCWSTR pServiceName, const ADDRINFOW* pHints,
                                            PADDRINFOW* ppResult);

/* Free a whole list; NULL is accepted. Never block or fail. Source: ws2tcpip.h, freeaddrinfo and
 * FreeAddrInfoW. */
WINSOCK_API_LINKAGE VOID WSAAPI WS_freeaddrinfo(PADDRINFOA pAddrInfo) WOSA_LABEL("WS_freeaddrinfo");
WINSOCK_API_LINKAGE VOID WSAAPI FreeAddrInfoW(PADDRINFOW pAddrInfo);

/*
 * Host name and service name of an address into the caller's buffers (NI_MAXHOST and NI_MAXSERV characters
 * suffice); numbers where there is no name. May block on the resolver. Any thread. Returns 0, or the error:
 * WSAEINVAL (no buffer at all, flags), WSAEFAULT (too short), WSAEAFNOSUPPORT, WSAHOST_NOT_FOUND
 * (NI_NAMEREQD), WSATRY_AGAIN, WSANO_RECOVERY, WSA_NOT_ENOUGH_MEMORY, WSANOTINITIALISED. Source: ws2tcpip.h,
 * functions getnameinfo and GetNameInfoW.
 */
WINSOCK_API_LINKAGE INT WSAAPI WS_getnameinfo(const SOCKADDR* pSockaddr, WS_socklen_t SockaddrLength,
                                              PCHAR pNodeBuffer, DWORD NodeBufferSize, PCHAR pServiceBuffer,
                                              DWORD ServiceBufferSize, INT Flags)
    WOSA_LABEL("WS_getnameinfo");
WINSOCK_API_LINKAGE INT WSAAPI GetNameInfoW(const SOCKADDR* pSockaddr, WS_socklen_t SockaddrLength,
                                            PWCHAR pNodeBuffer, DWORD NodeBufferSize, PWCHAR pServiceBuffer,
                                            DWORD ServiceBufferSize, INT Flags);

/*
 * Text to IPv4 or IPv6 address in network byte order, strictly: four decimal numbers, no scope. Never block.
 * Any thread. Return 1; 0 when the text means no address; -1 with WSAEAFNOSUPPORT or WSAEFAULT (NULL).
 * Source: ws2tcpip.h, functions inet_pton and InetPtonW.
 */
WINSOCK_API_LINKAGE INT WSAAPI WS_inet_pton(INT Family, PCSTR pszAddrString, PVOID pAddrBuf)
    WOSA_LABEL("WS_inet_pton");
WINSOCK_API_LINKAGE INT WSAAPI InetPtonW(INT Family, PCWSTR pszAddrString, PVOID pAddrBuf);

/*
 * Address to text, into the caller's buffer of that many characters (INET6_ADDRSTRLEN suffices). Never block.
 * Any thread. Return the buffer; NULL with WSAEAFNOSUPPORT or ERROR_INVALID_PARAMETER (too short, NULL).
 * Source: ws2tcpip.h, functions inet_ntop and InetNtopW.
 */
WINSOCK_API_LINKAGE PCSTR WSAAPI WS_inet_ntop(INT Family, const VOID* pAddr, PSTR pStringBuf,
                                              size_t StringBufSize) WOSA_LABEL("WS_inet_ntop");
WINSOCK_API_LINKAGE PCWSTR WSAAPI InetNtopW(INT Family, const VOID* pAddr, PWSTR pStringBuf,
                                            size_t StringBufSize);

/*
 * The text of a getaddrinfo error, in a buffer of the calling thread that is good until its next such call.
 * Never block or fail. Source: ws2tcpip.h, functions gai_strerrorA and gai_strerrorW.
 */
WINSOCK_API_LINKAGE char* WSAAPI gai_strerrorA(int ecode);
WINSOCK_API_LINKAGE WCHAR* WSAAPI gai_strerrorW(int ecode);

WOSA_END_DECLS
#endif

#define GetAddrInfoA WS_getaddrinfo
#define FreeAddrInfoA WS_freeaddrinfo
#define GetNameInfoA WS_getnameinfo
#define InetPtonA WS_inet_pton
#define InetNtopA WS_inet_ntop

#ifdef UNICODE
typedef ADDRINFOW ADDRINFOT, *PADDRINFOT;
#define GetAddrInfo GetAddrInfoW
#define FreeAddrInfo FreeAddrInfoW
#define GetNameInfo GetNameInfoW
#define InetPton InetPtonW
#define InetNtop InetNtopW
#define WS_gai_strerror gai_strerrorW
#else
typedef ADDRINFOA ADDRINFOT, *PADDRINFOT;
#define GetAddrInfo GetAddrInfoA
#define FreeAddrInfo FreeAddrInfoA
#define GetNameInfo GetNameInfoA
#define InetPton InetPtonA
#define InetNtop InetNtopA
#define WS_gai_strerror gai_strerrorA
#endif

typedef ADDRINFOA* LPADDRINFO;

#ifndef WOSA_NO_BSD_NAMES
#define gai_strerror WS_gai_strerror
#endif

#if INCL_WINSOCK_API_TYPEDEFS && INCL_WINSOCK_API_PROTOTYPES
typedef __typeof__(&WS_getaddrinfo) LPFN_GETADDRINFO;
typedef __typeof__(&GetAddrInfoW) LPFN_GETADDRINFOW;
typedef __typeof__(&WS_freeaddrinfo) LPFN_FREEADDRINFO;
typedef __typeof__(&FreeAddrInfoW) LPFN_FREEADDRINFOW;
typedef __typeof__(&WS_getnameinfo) LPFN_GETNAMEINFO;
typedef __typeof__(&GetNameInfoW) LPFN_GETNAMEINFOW;
typedef __typeof__(&WS_inet_pton) LPFN_INET_PTONA;
typedef __typeof__(&InetPtonW) LPFN_INET_PTONW;
typedef __typeof__(&WS_inet_ntop) LPFN_INET_NTOPA;
typedef __typeof__(&InetNtopW) LPFN_INET_NTOPW;
#endif
