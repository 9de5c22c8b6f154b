/* SPDX-License-Identifier: MIT */
/* Options of infrared sockets. Values only: no provider here has the protocol. Source page: af_irda.h. */
#pragma once

#include "winsock2.h"

#define SOL_IRLMP 0x00FF

#define IRLMP_ENUMDEVICES 0x10    /* DEVICELIST, get */
#define IRLMP_IAS_SET 0x11        /* IAS_SET, set */
#define IRLMP_IAS_QUERY 0x12      /* IAS_QUERY, get */
#define IRLMP_SEND_PDU_LEN 0x13   /* DWORD, get */
#define IRLMP_EXCLUSIVE_MODE 0x14 /* BOOL, get/set */
#define IRLMP_IRLPT_MODE 0x15     /* BOOL, set */
#define IRLMP_9WIRE_MODE 0x16     /* BOOL, get/set */
#define IRLMP_TINYTP_MODE 0x17    /* BOOL, set */
#define IRLMP_PARAMETERS 0x18     /* struct, get/set */
#define IRLMP_DISCOVERY_MODE 0x19 /* DWORD, get/set */
#define IRLMP_SHARP_MODE 0x20     /* BOOL, set */

#define SIO_LAZY_DISCOVERY WOSA_IOR('t', 127, WS_u_long) /* out: DEVICELIST */
