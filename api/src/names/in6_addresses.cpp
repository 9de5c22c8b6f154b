// SPDX-License-Identifier: MIT
#include "ws2tcpip.h"

extern "C" {
const IN6_ADDR WS_in6addr_any = {};
const IN6_ADDR WS_in6addr_loopback = {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}};
}
