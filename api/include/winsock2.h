/* SPDX-License-Identifier: MIT */
/*
 * Windows Sockets 2. Includes windows.h; may come before or after it, with and without WIN32_LEAN_AND_MEAN. A
 * program may define FD_SETSIZE before, for larger sets of select. Source page: winsock2.h.
 *
 * Names: `struct sockaddr`, `send` and the like are the program's usual ones. A file that must also include
 * POSIX socket headers defines WOSA_NO_BSD_NAMES and uses WS_sockaddr, WS_send, WS_AF_INET and so on; names
 * that only Winsock has are the same in both.
 */
#ifndef _WINSOCK2API_
#define _WINSOCK2API_

/* Keeps windows.h from including winsock.h, all of which is below. */
#ifndef _WINSOCKAPI_
#define _WINSOCKAPI_
#endif

#include "wosa/libc_first.h"

#include "windows.h"
#include "wosa/winsock/byte_order.h"
#include "wosa/winsock/catalog_calls.h"
#include "wosa/winsock/database_calls.h"
#include "wosa/winsock/event_calls.h"
#include "wosa/winsock/events.h"
#include "wosa/winsock/lookup_records.h"
#include "wosa/winsock/message_words.h"
#include "wosa/winsock/network_event_calls.h"
#include "wosa/winsock/protocol_info.h"
#include "wosa/winsock/socket_calls.h"
#include "wosa/winsock/startup_calls.h"
#include "wosa/winsock/wide_byte_order.h"
#include "wosa/winsock/wsa_calls.h"

#define WINSOCK_VERSION MAKEWORD(2, 2)

#if INCL_WINSOCK_API_TYPEDEFS
#include "wosa/winsock/function_types.h"
#endif

#endif
