/* SPDX-License-Identifier: MIT */
#define INCL_WINSOCK_API_TYPEDEFS 1
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>

LPFN_WSASTARTUP start = WSAStartup;
LPFN_SEND p_send = send;
LPFN_SELECT p_select = select;
LPFN_WSASOCKETW p_socket = WSASocketW;
LPFN_GETADDRINFO p_getaddrinfo = getaddrinfo;
LPFN_ACCEPTEX p_accept_ex = NULL;
LPFN_WSAPOLL p_poll = WSAPoll;
