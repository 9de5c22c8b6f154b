// SPDX-License-Identifier: MIT
#pragma once

// Waitable timers. A timer is signalled by whoever looks at it after its due time: those who wait for it
// sleep no longer than until then, and a timer that nobody waits for costs nothing. Its completion routine is
// a call of the thread that set it; that thread's alertable waits sleep no longer than until then either.
//
// Everything but `due` is guarded by the timer's lock; `due` is written under it and may be read without.

#include "kernel/apc.hpp"
#include "kernel/object.hpp"
#include "minwinbase.h"

namespace wosa::kernel {

using TimerRoutine = void(CALLBACK*)(LPVOID argument, DWORD low, DWORD high);

class Timer;

// A timer whose routine a thread runs; on that thread's list as long as the timer is set as it was.
struct TimerCall : Apc {
  Timer* timer = nullptr;  // referenced
  std::uint64_t serial = 0;
  TimerRoutine routine = nullptr;
  void* argument = nullptr;
  std::uint64_t file_time = 0;  // when it was due
  bool queued = false;
  bool listed = true;
  TimerCall* next_of_thread = nullptr;
};

class Timer final : public Object {
 public:
  static constexpr Type kType = Type::kTimer;

  explicit Timer(bool manual_reset) noexcept
      : Object(kType, 0, /*always_guarded=*/true), manual_reset_(manual_reset) {}

  // Starts it: not signalled until `due`, a moment of the scheduler's clock, and again every `period`
  // nanoseconds (0: once). Answers the serial number of this setting.
  std::uint64_t set(std::int64_t due, std::int64_t period, bool has_call) noexcept;

  // Stops it; the state stays as it is.
  void cancel() noexcept;

  // When it will be signalled next; kNever while it is stopped.
  [[nodiscard]] std::int64_t due() const noexcept { return due_.load(std::memory_order_acquire); }

  // For the thread that runs the routine: whether the setting is still that of `serial`; whether the routine
  // is due, once for all periods that went by; and when it will be due next.
  struct CallState {
    bool valid = false;
    bool due_now = false;
    std::int64_t was_due = 0;
    std::int64_t next = kNever;
  };
  [[nodiscard]] CallState look_at_call(std::uint64_t serial, bool take) noexcept;

  [[nodiscard]] bool is_signalled_for(const Thread& /*thread*/) noexcept override;
  bool take_for(Thread& /*thread*/) noexcept override;

 private:
  void look_at_clock() noexcept;

  std::atomic<std::int64_t> due_{kNever};
  std::int64_t period_ = 0;
  std::uint64_t serial_ = 0;
  std::int64_t call_due_ = kNever;  // the routine has been due since then
  bool has_call_ = false;
  bool signalled_ = false;
  const bool manual_reset_;
};

// Has the calling thread run `routine` whenever the timer is due. Sets the timer. False: no memory.
[[nodiscard]] bool set_timer_with_call(Timer& timer, std::int64_t due, std::int64_t period,
                                       TimerRoutine routine, void* argument) noexcept;

// The calling thread: queues the routines that are due, and tells when the next one will be.
std::int64_t queue_due_calls(Thread& thread) noexcept;

// The thread ends: timers whose routines it ran are stopped.
void cancel_timer_calls(Thread& thread) noexcept;

}  // namespace wosa::kernel
