/* SPDX-License-Identifier: MIT */
/* Options of IPX and SPX. Values only: no provider here has the protocols. Source page: wsnwlink.h. */
#pragma once

#include "winsock2.h"

#define NSPROTO_IPX 1000
#define NSPROTO_SPX 1256
#define NSPROTO_SPXII 1257

#define IPX_PTYPE 0x4000                  /* DWORD, get/set */
#define IPX_FILTERPTYPE 0x4001            /* DWORD, get/set */
#define IPX_DSTYPE 0x4002                 /* DWORD, get/set */
#define IPX_STOPFILTERPTYPE 0x4003        /* DWORD, set */
#define IPX_EXTENDED_ADDRESS 0x4004       /* BOOL, set */
#define IPX_RECVHDR 0x4005                /* BOOL, set */
#define IPX_MAXSIZE 0x4006                /* DWORD, get */
#define IPX_ADDRESS 0x4007                /* IPX_ADDRESS_DATA, get */
#define IPX_GETNETINFO 0x4008             /* IPX_NETNUM_DATA, get */
#define IPX_GETNETINFO_NORIP 0x4009       /* IPX_NETNUM_DATA, get */
#define IPX_SPXGETCONNECTIONSTATUS 0x400b /* IPX_SPXCONNSTATUS_DATA, get */
#define IPX_ADDRESS_NOTIFY 0x400c         /* IPX_ADDRESS_DATA, get */
#define IPX_MAX_ADAPTER_NUM 0x400d        /* DWORD, get */
#define IPX_RERIPNETNUMBER 0x400e         /* IPX_NETNUM_DATA, get */
#define IPX_RECEIVE_BROADCAST 0x400f      /* BOOL, set */
#define IPX_IMMEDIATESPXACK 0x4010        /* BOOL, set */
