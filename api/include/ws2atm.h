/* SPDX-License-Identifier: MIT */
/* Control codes of ATM sockets. Values only: no provider here has the protocol. Source page: ws2atm.h. */
#pragma once

#include "winsock2.h"

#define SIO_GET_NUMBER_OF_ATM_DEVICES 0x50160001
#define SIO_GET_ATM_ADDRESS 0xd0160002
#define SIO_ASSOCIATE_PVC 0x90160003
#define SIO_GET_ATM_CONNECTION_ID 0x50160004
