/* SPDX-License-Identifier: MIT */
/* Control codes of the RSVP provider. Values only: no provider here has it. Source page: qossp.h. */
#pragma once

#include "winsock2.h"

#include "qos.h"

#define SIO_CHK_QOS 0xdc000001
