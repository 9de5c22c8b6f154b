/* SPDX-License-Identifier: MIT */
/* Types of pointers to Winsock's functions, for programs that fetch them at run time
 * (INCL_WINSOCK_API_TYPEDEFS). */
#pragma once

#include "byte_order.h"
#include "catalog_calls.h"
#include "database_calls.h"
#include "socket_calls.h"
#include "startup_calls.h"
#include "wsa_calls.h"

#if INCL_WINSOCK_API_PROTOTYPES
typedef __typeof__(&WS_accept) LPFN_ACCEPT;
typedef __typeof__(&WS_bind) LPFN_BIND;
typedef __typeof__(&WS_connect) LPFN_CONNECT;
typedef __typeof__(&WS_gethostbyaddr) LPFN_GETHOSTBYADDR;
typedef __typeof__(&WS_gethostbyname) LPFN_GETHOSTBYNAME;
typedef __typeof__(&WS_gethostname) LPFN_GETHOSTNAME;
typedef __typeof__(&WS_getpeername) LPFN_GETPEERNAME;
typedef __typeof__(&WS_getprotobyname) LPFN_GETPROTOBYNAME;
typedef __typeof__(&WS_getprotobynumber) LPFN_GETPROTOBYNUMBER;
typedef __typeof__(&WS_getservbyname) LPFN_GETSERVBYNAME;
typedef __typeof__(&WS_getservbyport) LPFN_GETSERVBYPORT;
typedef __typeof__(&WS_getsockname) LPFN_GETSOCKNAME;
typedef __typeof__(&WS_getsockopt) LPFN_GETSOCKOPT;
typedef __typeof__(&WS_htonl) LPFN_HTONL;
typedef __typeof__(&WS_htons) LPFN_HTONS;
typedef __typeof__(&WS_inet_addr) LPFN_INET_ADDR;
typedef __typeof__(&WS_inet_ntoa) LPFN_INET_NTOA;
typedef __typeof__(&WS_listen) LPFN_LISTEN;
typedef __typeof__(&WS_ntohl) LPFN_NTOHL;
typedef __typeof__(&WS_ntohs) LPFN_NTOHS;
typedef __typeof__(&WS_recv) LPFN_RECV;
typedef __typeof__(&WS_recvfrom) LPFN_RECVFROM;
typedef __typeof__(&WS_select) LPFN_SELECT;
typedef __typeof__(&WS_send) LPFN_SEND;
typedef __typeof__(&WS_sendto) LPFN_SENDTO;
typedef __typeof__(&WS_setsockopt) LPFN_SETSOCKOPT;
typedef __typeof__(&WS_shutdown) LPFN_SHUTDOWN;
typedef __typeof__(&WS_socket) LPFN_SOCKET;
typedef __typeof__(&closesocket) LPFN_CLOSESOCKET;
typedef __typeof__(&ioctlsocket) LPFN_IOCTLSOCKET;
typedef __typeof__(&WSAStartup) LPFN_WSASTARTUP;
typedef __typeof__(&WSACleanup) LPFN_WSACLEANUP;
typedef __typeof__(&WSAGetLastError) LPFN_WSAGETLASTERROR;
typedef __typeof__(&WSASetLastError) LPFN_WSASETLASTERROR;
typedef __typeof__(&WSAAccept) LPFN_WSAACCEPT;
typedef __typeof__(&WSAAddressToStringA) LPFN_WSAADDRESSTOSTRINGA;
typedef __typeof__(&WSAAddressToStringW) LPFN_WSAADDRESSTOSTRINGW;
typedef __typeof__(&WSAConnect) LPFN_WSACONNECT;
typedef __typeof__(&WSAEnumProtocolsA) LPFN_WSAENUMPROTOCOLSA;
typedef __typeof__(&WSAEnumProtocolsW) LPFN_WSAENUMPROTOCOLSW;
typedef __typeof__(&WSAHtonl) LPFN_WSAHTONL;
typedef __typeof__(&WSAHtons) LPFN_WSAHTONS;
typedef __typeof__(&WSAIoctl) LPFN_WSAIOCTL;
typedef __typeof__(&WSANtohl) LPFN_WSANTOHL;
typedef __typeof__(&WSANtohs) LPFN_WSANTOHS;
typedef __typeof__(&WSAPoll) LPFN_WSAPOLL;
typedef __typeof__(&WSARecv) LPFN_WSARECV;
typedef __typeof__(&WSARecvFrom) LPFN_WSARECVFROM;
typedef __typeof__(&WSASend) LPFN_WSASEND;
typedef __typeof__(&WSASendTo) LPFN_WSASENDTO;
typedef __typeof__(&WSASocketA) LPFN_WSASOCKETA;
typedef __typeof__(&WSASocketW) LPFN_WSASOCKETW;
typedef __typeof__(&WSAStringToAddressA) LPFN_WSASTRINGTOADDRESSA;
typedef __typeof__(&WSAStringToAddressW) LPFN_WSASTRINGTOADDRESSW;

#ifdef UNICODE
#define LPFN_WSAADDRESSTOSTRING LPFN_WSAADDRESSTOSTRINGW
#define LPFN_WSAENUMPROTOCOLS LPFN_WSAENUMPROTOCOLSW
#define LPFN_WSASOCKET LPFN_WSASOCKETW
#define LPFN_WSASTRINGTOADDRESS LPFN_WSASTRINGTOADDRESSW
#else
#define LPFN_WSAADDRESSTOSTRING LPFN_WSAADDRESSTOSTRINGA
#define LPFN_WSAENUMPROTOCOLS LPFN_WSAENUMPROTOCOLSA
#define LPFN_WSASOCKET LPFN_WSASOCKETA
#define LPFN_WSASTRINGTOADDRESS LPFN_WSASTRINGTOADDRESSA
#endif
#endif
