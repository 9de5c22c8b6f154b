// SPDX-License-Identifier: MIT
#pragma once

// What a fork does to kernel objects. The child has a copy of every object, and its handles are valid. Waits
// of the parent's other threads are gone; mutexes that those owned are abandoned, and they themselves have
// ended. The locks of the name space, the gate and the handle table are held across the fork, in this order;
// the lock of a single object is not, so a timer that another thread was setting at that moment may come out
// half set.

namespace wosa::kernel {

void before_fork() noexcept;
void after_fork_in_parent() noexcept;
void after_fork_in_child() noexcept;

void forget_waiters_of_process() noexcept;

}  // namespace wosa::kernel
