// SPDX-License-Identifier: MIT
#include "kernel/sleep.hpp"

#include "runtime/scheduler.hpp"
#include "synchapi.h"

namespace wosa::kernel {

namespace {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));

const std::uint32_t* address_of(const std::atomic<std::uint32_t>& word) noexcept {
  return reinterpret_cast<const std::uint32_t*>(&word);
}

}  // namespace

std::int64_t now() noexcept { return runtime::scheduler().lpNow(); }

std::int64_t deadline_after(std::uint32_t milliseconds) noexcept {
  return milliseconds == INFINITE ? kNever : now() + std::int64_t{milliseconds} * 1'000'000;
}

void sleep_while(const std::atomic<std::uint32_t>& word, std::uint32_t value, std::int64_t until) noexcept {
  std::int64_t left = -1;
  if (until != kNever) {
    left = until - now();
    if (left <= 0) return;
  }
  runtime::scheduler().lpWait(address_of(word), value, left);
}

void wake(const std::atomic<std::uint32_t>& word, int count) noexcept {
  runtime::scheduler().lpWake(address_of(word), count);
}

}  // namespace wosa::kernel
