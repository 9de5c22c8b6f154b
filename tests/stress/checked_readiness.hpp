// SPDX-License-Identifier: MIT
#pragma once

// Waiting for several of the checked provider's sockets.

#include "wosa/spi/extension.h"

namespace wosa::stress {

int WSPAPI checked_select(int nfds, WS_fd_set* reads, WS_fd_set* writes, WS_fd_set* excepts,
                          const timeval* timeout, LPINT error);

const WOSA_PROVIDER_EXTENSION& checked_extension();

}  // namespace wosa::stress
