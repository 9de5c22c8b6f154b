/* SPDX-License-Identifier: MIT */
/*
 * Windows Sockets 1.1: the calls that version 2 kept. winsock2.h has them too and may be included afterwards,
 * or before, when this header adds nothing. Option values are version 2's also here. Source page: winsock.h.
 */
#ifndef _WINSOCKAPI_
#define _WINSOCKAPI_

#include "windows.h"
#include "wosa/constants/ip_options.h"
#include "wosa/ip_multicast.h"
#include "wosa/winsock/byte_order.h"
#include "wosa/winsock/database_calls.h"
#include "wosa/winsock/message_words.h"
#include "wosa/winsock/socket_calls.h"
#include "wosa/winsock/startup_calls.h"

#endif
