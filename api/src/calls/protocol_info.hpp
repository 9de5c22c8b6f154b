// SPDX-License-Identifier: MIT
#pragma once

#include "winsock2.h"
#include "wosa/spi/user_memory.hpp"

namespace wosa::runtime {

// The same record with its name in the other width; names are UTF-8 in the narrow form.
[[nodiscard]] WSAPROTOCOL_INFOW to_wide(const WSAPROTOCOL_INFOA& info) noexcept;
[[nodiscard]] WSAPROTOCOL_INFOA to_narrow(const WSAPROTOCOL_INFOW& info) noexcept;

}  // namespace wosa::runtime
