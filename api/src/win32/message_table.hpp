// SPDX-License-Identifier: MIT
#pragma once

// The texts of system error codes.

#include <string_view>

#include "minwindef.h"

namespace wosa::runtime {

// One English sentence without line end and without percent signs; empty when the code has none.
[[nodiscard]] std::string_view system_message(DWORD code) noexcept;

}  // namespace wosa::runtime
