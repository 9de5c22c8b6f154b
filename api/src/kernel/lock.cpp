// SPDX-License-Identifier: MIT
#include "kernel/lock.hpp"

#include "kernel/sleep.hpp"

namespace wosa::kernel {

void Lock::lock_contended() noexcept {
  while (word_.exchange(kContended, std::memory_order_acquire) != kFree) sleep_while(word_, kContended);
}

void Lock::wake_one() noexcept { wake(word_, 1); }

}  // namespace wosa::kernel
