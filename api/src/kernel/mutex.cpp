// SPDX-License-Identifier: MIT
#include "kernel/mutex.hpp"

#include "kernel/thread.hpp"
#include "winerror.h"

namespace wosa::kernel {

Attempt Mutex::try_take(Thread& thread, bool& abandoned) noexcept {
  auto state = state_.load(std::memory_order_acquire);
  for (;;) {
    if ((state & ~kGuarded) == bits_of(thread)) {  // its own: nobody else changes owner or depth
      ++depth_;
      return Attempt::kTaken;
    }
    if ((state & kGuarded) != 0) return Attempt::kGuarded;
    if ((state & ~kAbandoned) != 0) return Attempt::kNotSignalled;
    if (!state_.compare_exchange_weak(state, bits_of(thread), std::memory_order_acq_rel)) continue;
    abandoned = (state & kAbandoned) != 0;
    depth_ = 1;
    note_owned(thread);
    return Attempt::kTaken;
  }
}

void Mutex::note_owned(Thread& thread) noexcept {
  if (depth_ != 1) return;  // taken again
  retain();
  previous_ = nullptr;
  next_ = thread.owned;
  if (next_ != nullptr) next_->previous_ = this;
  thread.owned = this;
}

// May delete the mutex: what the owner did not reference any more.
void Mutex::give_up(Thread& thread, std::uint64_t left) noexcept {
  (previous_ == nullptr ? thread.owned : previous_->next_) = next_;
  if (next_ != nullptr) next_->previous_ = previous_;
  depth_ = 0;
  auto state = state_.load(std::memory_order_relaxed);
  for (;;) {
    if ((state & kGuarded) != 0) {
      change_and_satisfy(*this, [this, left] {
        set_value(left);
        return 0;
      });
      break;
    }
    if (state_.compare_exchange_weak(state, left, std::memory_order_acq_rel)) break;
  }
  release();
}

DWORD Mutex::release_by(Thread& thread) noexcept {
  if ((state_.load(std::memory_order_acquire) & ~kGuarded) != bits_of(thread)) return ERROR_NOT_OWNER;
  if (depth_ > 1) {
    --depth_;
  } else {
    give_up(thread, 0);
  }
  return ERROR_SUCCESS;
}

void Mutex::abandon(Thread& thread) noexcept {
  retain();
  give_up(thread, kAbandoned);
  release();
}

bool Mutex::is_signalled_for(const Thread& thread) noexcept {
  const auto owner = value() & ~kAbandoned;
  return owner == 0 || owner == bits_of(thread);
}

bool Mutex::take_for(Thread& thread) noexcept {
  const auto before = value();
  if (before == bits_of(thread)) {
    ++depth_;
    return false;
  }
  set_value(bits_of(thread));
  depth_ = 1;
  return (before & kAbandoned) != 0;
}

void Mutex::forget_other_threads(const Thread* self) noexcept {
  Object::forget_other_threads(self);
  const auto owner = value() & ~kAbandoned;
  if (owner == 0 || owner == reinterpret_cast<std::uint64_t>(self)) return;
  state_.store(kAbandoned, std::memory_order_relaxed);
  depth_ = 0;
}

void abandon_mutexes(Thread& thread) noexcept {
  while (thread.owned != nullptr) thread.owned->abandon(thread);
}

}  // namespace wosa::kernel
