// SPDX-License-Identifier: MIT
#pragma once

// The one place where a thread sleeps for an object: until a word of its own changes. A thread that is to
// drive I/O while it waits does so here, in place of the sleep.

#include <atomic>
#include <cstdint>

namespace wosa::kernel {

// A moment of the scheduler's clock; kNever for a wait without end.
inline constexpr std::int64_t kNever = INT64_MAX;

// The scheduler's clock.
[[nodiscard]] std::int64_t now() noexcept;

// `milliseconds` from now; INFINITE is kNever.
[[nodiscard]] std::int64_t deadline_after(std::uint32_t milliseconds) noexcept;

// Sleeps until `word` is not `value` any more, until it is woken, or until the moment `until`.
void sleep_while(const std::atomic<std::uint32_t>& word, std::uint32_t value,
                 std::int64_t until = kNever) noexcept;

// Wakes up to `count` threads that sleep on `word`, which need not exist any more.
void wake(const std::atomic<std::uint32_t>& word, int count) noexcept;

}  // namespace wosa::kernel
