// SPDX-License-Identifier: MIT
#pragma once

// All waiting, reading of time and thread start and exit of the library, except blocking system calls of
// tcpip.

#include <cstdint>

#include "wosa/spi/extension.h"

namespace wosa::runtime {

// The scheduler in force: the system's clock, futexes and threads.
[[nodiscard]] const WOSA_SCHEDULER& scheduler() noexcept;

// Blocks the calling thread; a time of 0 yields the processor, a negative one never ends.
void sleep_for(std::int64_t nanoseconds) noexcept;

// The time of day: nanoseconds since the beginning of 1970 (UTC).
[[nodiscard]] std::int64_t wall_clock() noexcept;

}  // namespace wosa::runtime
