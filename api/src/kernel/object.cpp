// SPDX-License-Identifier: MIT
#include "kernel/object.hpp"

namespace wosa::kernel {

constinit Lock gate;

namespace {

// What a satisfied wait returns: WAIT_ABANDONED_0 stands above WAIT_OBJECT_0 by this.
constexpr DWORD kAbandoned = 0x80;

}  // namespace

void Object::guard() noexcept {
  lock_.lock();
  state_.fetch_or(kGuarded, std::memory_order_acq_rel);
}

void Object::unguard() noexcept {
  if (first_ == nullptr && !always_guarded_) state_.fetch_and(~kGuarded, std::memory_order_acq_rel);
  lock_.unlock();
}

void Object::link(WaitBlock& block) noexcept {
  block.previous = last_;
  block.next = nullptr;
  (last_ == nullptr ? first_ : last_->next) = &block;
  last_ = &block;
  block.linked = true;
  if (block.set->all) ++waits_for_all_;
}

void Object::unlink(WaitBlock& block) noexcept {
  if (!block.linked) return;
  (block.previous == nullptr ? first_ : block.previous->next) = block.next;
  (block.next == nullptr ? last_ : block.next->previous) = block.previous;
  block.linked = false;
  if (block.set->all) --waits_for_all_;
}

void Object::satisfy_waiters() noexcept {
  for (WaitBlock* block = first_; block != nullptr;) {
    // After the wait is finished its blocks do not exist any more.
    WaitBlock* const next = block->next;
    WaitSet& set = *block->set;
    Waiter& waiter = *set.waiter;
    if (!is_signalled_for(*waiter.thread)) {
      // Only a mutex can be signalled for one thread and not for another: for its owner.
      if (type_ != Type::kMutex) return;
    } else if (set.all) {
      try_satisfy_all(set);
    } else if (waiter.reserve()) {
      const DWORD index = block->index;
      unlink(*block);
      const bool abandoned = take_for(*waiter.thread);
      waiter.finish(abandoned ? kAbandoned + index : index);
    }
    block = next;
  }
}

// Behind the gate, and this object is guarded: the wait is satisfied if every object of it is signalled.
void Object::try_satisfy_all(WaitSet& set) noexcept {
  for (auto& block : set.blocks) {
    if (block.object != this) block.object->guard();
  }
  Thread& thread = *set.waiter->thread;
  bool satisfied = true;
  for (const auto& block : set.blocks) satisfied = satisfied && block.object->is_signalled_for(thread);
  satisfied = satisfied && set.waiter->reserve();
  bool abandoned = false;
  if (satisfied) {
    for (auto& block : set.blocks) {
      abandoned = block.object->take_for(thread) || abandoned;
      block.object->unlink(block);
    }
  }
  for (auto& block : set.blocks) {
    if (block.object != this) block.object->unguard();
  }
  if (satisfied) set.waiter->finish(abandoned ? kAbandoned : 0);
}

void Object::nudge_waiters() noexcept {
  for (auto* block = first_; block != nullptr; block = block->next) block->set->waiter->nudge();
}

void Object::forget_other_threads(const Thread* /*self*/) noexcept {
  lock_.renew();
  first_ = nullptr;
  last_ = nullptr;
  waits_for_all_ = 0;
  if (!always_guarded_) state_.fetch_and(~kGuarded, std::memory_order_relaxed);
}

}  // namespace wosa::kernel
