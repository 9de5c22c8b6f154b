// SPDX-License-Identifier: MIT
#pragma once

// All waiting, reading of time and thread start and exit of the library, except blocking system calls of
// tcpip.

#include <cstddef>
#include <cstdint>

#include "wosa/spi/extension.h"

namespace wosa::runtime {

// The scheduler in force: the system's clock, futexes and threads.
[[nodiscard]] const WOSA_SCHEDULER& scheduler() noexcept;

// Blocks the calling thread; a time of 0 yields the processor, a negative one never ends.
void sleep_for(std::int64_t nanoseconds) noexcept;

// Starts a thread that nobody joins. `stack_size` 0: the usual one; else at least so many bytes. Errors:
// EAGAIN, ENOMEM, EINVAL (a stack of that size cannot be).
[[nodiscard]] int start_detached_thread(void (*routine)(void*), void* argument,
                                        std::size_t stack_size) noexcept;

// Ends the calling thread; destructors of its frames run.
[[noreturn]] void exit_this_thread();

// The time of day: nanoseconds since the beginning of 1970 (UTC).
[[nodiscard]] std::int64_t wall_clock() noexcept;

}  // namespace wosa::runtime
