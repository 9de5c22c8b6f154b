/* SPDX-License-Identifier: MIT */
/* Flags of an interface, in INTERFACE_INFO. Source page: ws2ipdef.h. */
#pragma once

#define WS_IFF_UP 0x00000001
#define WS_IFF_BROADCAST 0x00000002
#define WS_IFF_LOOPBACK 0x00000004
#define WS_IFF_POINTTOPOINT 0x00000008
#define WS_IFF_MULTICAST 0x00000010

/* Names that Linux does not have: plain in both modes. */
#define IFF_POINTTOPOINT WS_IFF_POINTTOPOINT

/* Names that Linux has too. */
#ifndef WOSA_NO_BSD_NAMES
#define IFF_UP WS_IFF_UP
#define IFF_BROADCAST WS_IFF_BROADCAST
#define IFF_LOOPBACK WS_IFF_LOOPBACK
#define IFF_MULTICAST WS_IFF_MULTICAST
#endif
