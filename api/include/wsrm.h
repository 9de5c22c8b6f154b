/* SPDX-License-Identifier: MIT */
/* Options of reliable multicast (PGM). Values only: no provider here has the protocol. Source page: wsrm.h.
 */
#pragma once

#include "winsock2.h"

#define IPPROTO_RM WS_IPPROTO_PGM
#define MAX_MCAST_TTL 255
#define RM_OPTIONSBASE 1000

#define RM_RATE_WINDOW_SIZE 1001             /* RM_SEND_WINDOW, get/set */
#define RM_SET_MESSAGE_BOUNDARY 1002         /* ULONG, set */
#define RM_FLUSHCACHE 1003                   /* none, set */
#define RM_SENDER_WINDOW_ADVANCE_METHOD 1004 /* ULONG, get/set */
#define RM_SENDER_STATISTICS 1005            /* RM_SENDER_STATS, get */
#define RM_LATEJOIN 1006                     /* ULONG, get/set */
#define RM_SET_SEND_IF 1007                  /* ULONG, get/set */
#define RM_ADD_RECEIVE_IF 1008               /* ULONG, set */
#define RM_DEL_RECEIVE_IF 1009               /* ULONG, set */
#define RM_SEND_WINDOW_ADV_RATE 1010         /* ULONG, get/set */
#define RM_USE_FEC 1011                      /* RM_FEC_INFO, get/set */
#define RM_SET_MCAST_TTL 1012                /* ULONG, set */
#define RM_RECEIVER_STATISTICS 1013          /* RM_RECEIVER_STATS, get */
#define RM_HIGH_SPEED_INTRANET_OPT 1014      /* ULONG, get/set */
