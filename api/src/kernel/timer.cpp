// SPDX-License-Identifier: MIT
#include "kernel/timer.hpp"

#include <algorithm>
#include <new>

#include "kernel/thread.hpp"
#include "runtime/file_time.hpp"
#include "runtime/scheduler.hpp"

namespace wosa::kernel {

std::uint64_t Timer::set(std::int64_t due, std::int64_t period, bool has_call) noexcept {
  return change_and_satisfy(*this, [&] {
    due_.store(due, std::memory_order_release);
    period_ = period;
    has_call_ = has_call;
    call_due_ = kNever;
    signalled_ = false;
    nudge_waiters();
    return ++serial_;
  });
}

void Timer::cancel() noexcept {
  guard();
  due_.store(kNever, std::memory_order_release);
  has_call_ = false;
  call_due_ = kNever;
  ++serial_;
  unguard();
}

// Guarded.
void Timer::look_at_clock() noexcept {
  const auto due = due_.load(std::memory_order_relaxed);
  if (due == kNever) return;
  const auto moment = now();
  if (moment < due) return;
  signalled_ = true;
  auto last = due;
  auto next = kNever;
  if (period_ > 0) {
    last = due + (moment - due) / period_ * period_;
    next = last + period_;
  }
  if (has_call_) call_due_ = last;
  due_.store(next, std::memory_order_release);
}

bool Timer::is_signalled_for(const Thread& /*thread*/) noexcept {
  look_at_clock();
  return signalled_;
}

bool Timer::take_for(Thread& /*thread*/) noexcept {
  if (!manual_reset_) signalled_ = false;
  return false;
}

Timer::CallState Timer::look_at_call(std::uint64_t serial, bool take) noexcept {
  CallState state;
  guard();
  if (serial == serial_) {
    look_at_clock();
    state.valid = true;
    state.next = due_.load(std::memory_order_relaxed);
    state.due_now = call_due_ != kNever;
    state.was_due = call_due_;
    if (take) call_due_ = kNever;
  }
  unguard();
  return state;
}

namespace {

// What of a call is left: the list's part, the queue's part.
void forget(TimerCall& call) noexcept {
  if (call.listed || call.queued) return;
  call.timer->release();
  delete &call;
}

void run_call(Apc& apc) {
  auto& call = static_cast<TimerCall&>(apc);
  const auto routine = call.routine;
  void* const argument = call.argument;
  const auto time = call.file_time;
  // Set anew or stopped since it was queued: then it is not run.
  const bool valid = call.timer->look_at_call(call.serial, false).valid;
  call.queued = false;
  forget(call);
  if (valid) routine(argument, static_cast<DWORD>(time), static_cast<DWORD>(time >> 32));
}

void discard_call(Apc& apc) noexcept {
  auto& call = static_cast<TimerCall&>(apc);
  call.queued = false;
  forget(call);
}

}  // namespace

namespace {

// The thread's calls for earlier settings of this timer.
void forget_earlier_calls(Thread& thread, const Timer& timer) noexcept {
  for (TimerCall** place = &thread.timer_calls; *place != nullptr;) {
    TimerCall& call = **place;
    if (call.timer != &timer) {
      place = &call.next_of_thread;
      continue;
    }
    *place = call.next_of_thread;
    call.listed = false;
    forget(call);
  }
}

}  // namespace

bool set_timer_with_call(Timer& timer, std::int64_t due, std::int64_t period, TimerRoutine routine,
                         void* argument) noexcept {
  Thread* thread = current_thread();
  auto* call = thread == nullptr ? nullptr : new (std::nothrow) TimerCall;
  if (call == nullptr) return false;
  timer.retain();
  call->run = &run_call;
  call->discard = &discard_call;
  call->timer = &timer;
  call->routine = routine;
  call->argument = argument;
  forget_earlier_calls(*thread, timer);
  call->serial = timer.set(due, period, true);
  call->next_of_thread = thread->timer_calls;
  thread->timer_calls = call;
  return true;
}

std::int64_t queue_due_calls(Thread& thread) noexcept {
  std::int64_t next = kNever;
  for (TimerCall** place = &thread.timer_calls; *place != nullptr;) {
    TimerCall& call = **place;
    const auto state = call.timer->look_at_call(call.serial, !call.queued);
    if (state.due_now && !call.queued) {
      call.file_time = runtime::file_time(runtime::wall_clock() - (now() - state.was_due));
      call.queued = true;
      thread.apcs.push_own(call);
    }
    if (!state.valid || (state.next == kNever && call.queued)) {
      *place = call.next_of_thread;
      call.listed = false;
      forget(call);
      continue;
    }
    next = std::min(next, state.next);
    place = &call.next_of_thread;
  }
  return next;
}

void cancel_timer_calls(Thread& thread) noexcept {
  while (TimerCall* call = thread.timer_calls) {
    thread.timer_calls = call->next_of_thread;
    if (call->timer->look_at_call(call->serial, false).valid) call->timer->cancel();
    call->listed = false;
    forget(*call);
  }
}

}  // namespace wosa::kernel
