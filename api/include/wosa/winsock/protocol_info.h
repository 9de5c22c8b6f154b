/* SPDX-License-Identifier: MIT */
/* A catalog entry as programs see it. Source page: winsock2.h, WSAPROTOCOL_INFOW. */
#pragma once

#include "sockets.h"

#define MAX_PROTOCOL_CHAIN 7
#define BASE_PROTOCOL 1
#define LAYERED_PROTOCOL 0
#define WSAPROTOCOL_LEN 255

/* 1 entry: a base protocol. More: catalog entry ids from the top layer down to the base protocol. 0: a layer
 * alone. */
typedef struct _WSAPROTOCOLCHAIN {
  int ChainLen;
  DWORD ChainEntries[MAX_PROTOCOL_CHAIN];
} WSAPROTOCOLCHAIN, *LPWSAPROTOCOLCHAIN;

typedef struct _WSAPROTOCOL_INFOA {
  DWORD dwServiceFlags1;
  DWORD dwServiceFlags2;
  DWORD dwServiceFlags3;
  DWORD dwServiceFlags4;
  DWORD dwProviderFlags;
  GUID ProviderId;
  DWORD dwCatalogEntryId;
  WSAPROTOCOLCHAIN ProtocolChain;
  int iVersion;
  int iAddressFamily;
  int iMaxSockAddr;
  int iMinSockAddr;
  int iSocketType;
  int iProtocol;
  int iProtocolMaxOffset;
  int iNetworkByteOrder;
  int iSecurityScheme;
  DWORD dwMessageSize;
  DWORD dwProviderReserved;
  CHAR szProtocol[WSAPROTOCOL_LEN + 1];
} WSAPROTOCOL_INFOA, *LPWSAPROTOCOL_INFOA;

typedef struct _WSAPROTOCOL_INFOW {
  DWORD dwServiceFlags1;
  DWORD dwServiceFlags2;
  DWORD dwServiceFlags3;
  DWORD dwServiceFlags4;
  DWORD dwProviderFlags;
  GUID ProviderId;
  DWORD dwCatalogEntryId;
  WSAPROTOCOLCHAIN ProtocolChain;
  int iVersion;
  int iAddressFamily;
  int iMaxSockAddr;
  int iMinSockAddr;
  int iSocketType;
  int iProtocol;
  int iProtocolMaxOffset;
  int iNetworkByteOrder;
  int iSecurityScheme;
  DWORD dwMessageSize;
  DWORD dwProviderReserved;
  WCHAR szProtocol[WSAPROTOCOL_LEN + 1];
} WSAPROTOCOL_INFOW, *LPWSAPROTOCOL_INFOW;

/* dwProviderFlags. */
#define PFL_MULTIPLE_PROTO_ENTRIES 0x00000001  /* the protocol has several entries */
#define PFL_RECOMMENDED_PROTO_ENTRY 0x00000002 /* this is the preferred one of them */
#define PFL_HIDDEN 0x00000004                  /* not enumerated, not chosen by itself */
#define PFL_MATCHES_PROTOCOL_ZERO 0x00000008   /* serves protocol 0 */
#define PFL_NETWORKDIRECT_PROVIDER 0x00000010

/* dwServiceFlags1. */
#define XP1_CONNECTIONLESS 0x00000001      /* datagrams */
#define XP1_GUARANTEED_DELIVERY 0x00000002 /* what is sent arrives, or the sender is told */
#define XP1_GUARANTEED_ORDER 0x00000004    /* in the order of sending, never twice */
#define XP1_MESSAGE_ORIENTED 0x00000008    /* boundaries are kept */
#define XP1_PSEUDO_STREAM 0x00000010       /* messages, but received without their boundaries */
#define XP1_GRACEFUL_CLOSE 0x00000020      /* a close lets the data in flight arrive */
#define XP1_EXPEDITED_DATA 0x00000040      /* urgent data */
#define XP1_CONNECT_DATA 0x00000080        /* data with a connect request */
#define XP1_DISCONNECT_DATA 0x00000100     /* data with a disconnect */
#define XP1_SUPPORT_BROADCAST 0x00000200
#define XP1_SUPPORT_MULTIPOINT 0x00000400
#define XP1_MULTIPOINT_CONTROL_PLANE 0x00000800 /* rooted control plane */
#define XP1_MULTIPOINT_DATA_PLANE 0x00001000    /* rooted data plane */
#define XP1_QOS_SUPPORTED 0x00002000
#define XP1_INTERRUPT 0x00004000
#define XP1_UNI_SEND 0x00008000        /* sends only */
#define XP1_UNI_RECV 0x00010000        /* receives only */
#define XP1_IFS_HANDLES 0x00020000     /* its sockets are handles of the system */
#define XP1_PARTIAL_MESSAGE 0x00040000 /* MSG_PARTIAL */
#define XP1_SAN_SUPPORT_SDP 0x00080000

#define BIGENDIAN 0x0000
#define LITTLEENDIAN 0x0001
#define SECURITY_PROTOCOL_NONE 0x0000

/* As family, type or protocol of WSASocket: what the given entry says. */
#define FROM_PROTOCOL_INFO (-1)

#ifdef UNICODE
typedef WSAPROTOCOL_INFOW WSAPROTOCOL_INFO, *LPWSAPROTOCOL_INFO;
#else
typedef WSAPROTOCOL_INFOA WSAPROTOCOL_INFO, *LPWSAPROTOCOL_INFO;
#endif
