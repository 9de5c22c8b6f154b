// SPDX-License-Identifier: MIT
#include "kernel/fork.hpp"

#include "kernel/handle_table.hpp"
#include "kernel/names.hpp"
#include "kernel/thread.hpp"
#include "runtime/thread_block.hpp"

namespace wosa::kernel {

void before_fork() noexcept {
  lock_names_for_fork();
  gate.lock();
  handle_table.lock_for_fork();
}

void after_fork_in_parent() noexcept {
  handle_table.unlock_after_fork();
  gate.unlock();
  unlock_names_after_fork();
}

void after_fork_in_child() noexcept {
  const auto* block = runtime::current_block;
  handle_table.forget_other_threads(block == nullptr ? nullptr : block->thread);
  forget_waiters_of_process();
  after_fork_in_parent();
}

}  // namespace wosa::kernel
