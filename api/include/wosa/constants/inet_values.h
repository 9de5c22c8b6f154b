/* SPDX-License-Identifier: MIT */
/*
 * Well-known IPv4 addresses, in host byte order, and the old address classes.
 * Source page: ws2def.h.
 */
#pragma once

#define WS_INADDR_ANY ((ULONG)0x00000000)
#define WS_INADDR_LOOPBACK 0x7f000001
#define WS_INADDR_BROADCAST ((ULONG)0xffffffff)
#define WS_INADDR_NONE 0xffffffff
#define WS_ADDR_ANY WS_INADDR_ANY

/* Classes of an address in host byte order. */
#define WS_IN_CLASSA(a) (((ULONG)(a)&0x80000000) == 0)
#define WS_IN_CLASSA_NET 0xff000000
#define WS_IN_CLASSA_NSHIFT 24
#define WS_IN_CLASSA_HOST 0x00ffffff
#define WS_IN_CLASSA_MAX 128
#define WS_IN_CLASSB(a) (((ULONG)(a)&0xc0000000) == 0x80000000)
#define WS_IN_CLASSB_NET 0xffff0000
#define WS_IN_CLASSB_NSHIFT 16
#define WS_IN_CLASSB_HOST 0x0000ffff
#define WS_IN_CLASSB_MAX 65536
#define WS_IN_CLASSC(a) (((ULONG)(a)&0xe0000000) == 0xc0000000)
#define WS_IN_CLASSC_NET 0xffffff00
#define WS_IN_CLASSC_NSHIFT 8
#define WS_IN_CLASSC_HOST 0x000000ff
#define WS_IN_CLASSD(a) (((ULONG)(a)&0xf0000000) == 0xe0000000)
#define WS_IN_CLASSD_NET 0xf0000000
#define WS_IN_CLASSD_NSHIFT 28
#define WS_IN_CLASSD_HOST 0x0fffffff
#define WS_IN_MULTICAST(a) WS_IN_CLASSD(a)

/* Names that Linux does not have: plain in both modes. */
#define ADDR_ANY WS_ADDR_ANY
#define IN_CLASSD_NET WS_IN_CLASSD_NET
#define IN_CLASSD_NSHIFT WS_IN_CLASSD_NSHIFT
#define IN_CLASSD_HOST WS_IN_CLASSD_HOST

/* Names that Linux has too. */
#ifndef WOSA_NO_BSD_NAMES
#define INADDR_ANY WS_INADDR_ANY
#define INADDR_LOOPBACK WS_INADDR_LOOPBACK
#define INADDR_BROADCAST WS_INADDR_BROADCAST
#define INADDR_NONE WS_INADDR_NONE
#define IN_CLASSA(a) WS_IN_CLASSA(a)
#define IN_CLASSA_NET WS_IN_CLASSA_NET
#define IN_CLASSA_NSHIFT WS_IN_CLASSA_NSHIFT
#define IN_CLASSA_HOST WS_IN_CLASSA_HOST
#define IN_CLASSA_MAX WS_IN_CLASSA_MAX
#define IN_CLASSB(a) WS_IN_CLASSB(a)
#define IN_CLASSB_NET WS_IN_CLASSB_NET
#define IN_CLASSB_NSHIFT WS_IN_CLASSB_NSHIFT
#define IN_CLASSB_HOST WS_IN_CLASSB_HOST
#define IN_CLASSB_MAX WS_IN_CLASSB_MAX
#define IN_CLASSC(a) WS_IN_CLASSC(a)
#define IN_CLASSC_NET WS_IN_CLASSC_NET
#define IN_CLASSC_NSHIFT WS_IN_CLASSC_NSHIFT
#define IN_CLASSC_HOST WS_IN_CLASSC_HOST
#define IN_CLASSD(a) WS_IN_CLASSD(a)
#define IN_MULTICAST(a) WS_IN_MULTICAST(a)
#endif
