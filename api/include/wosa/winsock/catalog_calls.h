/* SPDX-License-Identifier: MIT */
/* What is installed, and addresses as text of any installed family. Any thread may make these calls. */
#pragma once

#include "protocol_info.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/*
 * Copies the catalog's base protocols and chains, in catalog order, into the caller's buffer of
 * `*lpdwBufferLength` bytes. `lpiProtocols` (0 ends it) keeps those protocols only; NULL keeps all. Reads the
 * catalog's files, loads no provider. Returns how many, or SOCKET_ERROR with WSAENOBUFS (too short: the
 * needed size is stored; NULL and 0 ask for it), WSAEFAULT, WSAEINVAL, WSANOTINITIALISED, WSAENETDOWN.
 * Source: winsock2.h, function WSAEnumProtocolsA/W.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAEnumProtocolsA(LPINT lpiProtocols, LPWSAPROTOCOL_INFOA lpProtocolBuffer,
                                                 LPDWORD lpdwBufferLength);
WINSOCK_API_LINKAGE int WSAAPI WSAEnumProtocolsW(LPINT lpiProtocols, LPWSAPROTOCOL_INFOW lpProtocolBuffer,
                                                 LPDWORD lpdwBufferLength);

/*
 * An address as text, with port and scope where they are not 0, into `*lpdwAddressStringLength` characters
 * (in; used with NUL out). `lpProtocolInfo` may name the provider. Never blocks. 0, or SOCKET_ERROR with
 * WSAEFAULT (too short: the needed length is stored; or bad pointer), WSAEINVAL (address, family),
 * WSAENOBUFS, WSANOTINITIALISED. Source: winsock2.h, function WSAAddressToStringA/W.
 */
WINSOCK_API_LINKAGE INT WSAAPI WSAAddressToStringA(LPSOCKADDR lpsaAddress, DWORD dwAddressLength,
                                                   LPWSAPROTOCOL_INFOA lpProtocolInfo,
                                                   LPSTR lpszAddressString, LPDWORD lpdwAddressStringLength);
WINSOCK_API_LINKAGE INT WSAAPI WSAAddressToStringW(LPSOCKADDR lpsaAddress, DWORD dwAddressLength,
                                                   LPWSAPROTOCOL_INFOW lpProtocolInfo,
                                                   LPWSTR lpszAddressString, LPDWORD lpdwAddressStringLength);

/*
 * The address that a numeric text means, with port and scope if it has them, into `*lpAddressLength` bytes
 * (in; used out). Resolves no names, never blocks. 0, or SOCKET_ERROR with WSAEINVAL (no such address),
 * WSAEFAULT (too short: the needed length is stored; or bad pointer), WSA_NOT_ENOUGH_MEMORY,
 * WSANOTINITIALISED. Source: winsock2.h, function WSAStringToAddressA/W.
 */
WINSOCK_API_LINKAGE INT WSAAPI WSAStringToAddressA(LPSTR AddressString, INT AddressFamily,
                                                   LPWSAPROTOCOL_INFOA lpProtocolInfo, LPSOCKADDR lpAddress,
                                                   LPINT lpAddressLength);
WINSOCK_API_LINKAGE INT WSAAPI WSAStringToAddressW(LPWSTR AddressString, INT AddressFamily,
                                                   LPWSAPROTOCOL_INFOW lpProtocolInfo, LPSOCKADDR lpAddress,
                                                   LPINT lpAddressLength);

WOSA_END_DECLS
#endif

#ifdef UNICODE
#define WSAEnumProtocols WSAEnumProtocolsW
#define WSAAddressToString WSAAddressToStringW
#define WSAStringToAddress WSAStringToAddressW
#else
#define WSAEnumProtocols WSAEnumProtocolsA
#define WSAAddressToString WSAAddressToStringA
#define WSAStringToAddress WSAStringToAddressA
#endif
