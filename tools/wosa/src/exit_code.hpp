// SPDX-License-Identifier: MIT
#pragma once

namespace wosa::tool {

/// What the command tells its caller. The numbers are fixed: scripts test them.
enum class ExitCode {
  ok = 0,
  problem = 1,     ///< a problem was found, or nothing serves the request
  usage = 2,       ///< the command line cannot be understood
  not_found = 3,   ///< what was asked for is not there
  permission = 4,  ///< the caller lacks the right
};

}  // namespace wosa::tool
