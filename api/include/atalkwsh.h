/* SPDX-License-Identifier: MIT */
/* Options of AppleTalk sockets. Values only: no provider here has the protocol. Source page: atalkwsh.h. */
#pragma once

#include "winsock2.h"

#define SO_REGISTER_NAME 0xa000            /* WSH_REGISTER_NAME, set */
#define SO_DEREGISTER_NAME 0xa001          /* WSH_REGISTER_NAME, set */
#define SO_LOOKUP_NAME 0xa002              /* WSH_LOOKUP_NAME, get */
#define SO_CONFIRM_NAME 0xa003             /* WSH_NBP_TUPLE, get */
#define SO_LOOKUP_MYZONE 0xa004            /* char[], get */
#define SO_LOOKUP_ZONES 0xa005             /* WSH_LOOKUP_ZONES, get */
#define SO_LOOKUP_ZONES_ON_ADAPTER 0xa006  /* WSH_LOOKUP_ZONES, get */
#define SO_LOOKUP_NETDEF_ON_ADAPTER 0xa007 /* WSH_LOOKUP_NETDEF_ON_ADAPTER, get */
#define SO_PAP_SET_SERVER_STATUS 0xa007    /* char[], set */
#define SO_PAP_GET_SERVER_STATUS 0xa008    /* WSH_PAP_GET_SERVER_STATUS, get */
#define SO_PAP_PRIME_READ 0xa009           /* char[], set */
