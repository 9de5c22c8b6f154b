/* SPDX-License-Identifier: MIT */
/* Options and control codes of Bluetooth sockets. Values only: no provider here has it. Source page:
 * ws2bth.h. */
#pragma once

#include "winsock2.h"

#define BTHPROTO_RFCOMM 0x0003
#define BTHPROTO_L2CAP 0x0100
#define SOL_RFCOMM BTHPROTO_RFCOMM
#define SOL_L2CAP BTHPROTO_L2CAP
#define SOL_SDP 0x0101

#define SO_BTH_AUTHENTICATE 0x80000001 /* ULONG, get/set */
#define SO_BTH_ENCRYPT 0x00000002      /* ULONG, get/set */
#define SO_BTH_MTU 0x80000007          /* ULONG, get/set */
#define SO_BTH_MTU_MAX 0x80000008      /* ULONG, get/set */
#define SO_BTH_MTU_MIN 0x8000000a      /* ULONG, get/set */

#define SIO_BTH_PING _WSAIORW(IOC_VENDOR, 8)
#define SIO_BTH_INFO _WSAIORW(IOC_VENDOR, 9)
#define SIO_RFCOMM_SEND_COMMAND _WSAIORW(IOC_VENDOR, 101)
#define SIO_RFCOMM_WAIT_COMMAND _WSAIORW(IOC_VENDOR, 102)
#define SIO_RFCOMM_SESSION_FLOW_OFF _WSAIORW(IOC_VENDOR, 103)
#define SIO_RFCOMM_TEST _WSAIORW(IOC_VENDOR, 104)
#define SIO_RFCOMM_USECFC _WSAIORW(IOC_VENDOR, 105)
