// SPDX-License-Identifier: MIT
#pragma once

// The numbers under which Windows Sockets 1.1 exported its functions, and which GetProcAddress still
// understands.

#include "minwindef.h"
#include "win32/module_names.hpp"

namespace wosa::runtime {

// The function's name; nullptr for a module without numbers, or a number without function.
[[nodiscard]] const char* name_of_ordinal(OwnModule module, WORD ordinal) noexcept;

}  // namespace wosa::runtime
