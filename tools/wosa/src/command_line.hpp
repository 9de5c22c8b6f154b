// SPDX-License-Identifier: MIT
#pragma once

#include "exit_code.hpp"

namespace wosa::tool {

/// Understands the command line, does what it says, and answers what the process shall exit with. Writes to
/// standard output and standard error. Throws only for lack of memory.
ExitCode run(int argc, const char* const* argv);

}  // namespace wosa::tool
