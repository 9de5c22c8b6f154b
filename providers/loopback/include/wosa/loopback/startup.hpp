// SPDX-License-Identifier: MIT
#pragma once

// The built-in provider's entry: WSPStartup under a name that can be linked into the runtime's library beside
// the WSPStartup of others. Contract and errors are WSPStartup's; WSASYSNOTREADY where the upcalls do not
// come from our runtime. Thread-safe; never blocks.

#include "ws2spi.h"

extern "C" int WSPAPI wosa_loopback_WSPStartup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                                               WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE procedures);
