// SPDX-License-Identifier: MIT
#pragma once

// Threads as kernel objects: signalled when they have ended. Every thread that has a thread block is one,
// whoever started it; the record outlives the thread as long as there are handles.
//
// What is marked "own" is used by the thread itself alone. A thread that is found running under its lock as
// an object does not end before that is released, so its id is its own.

#include <atomic>

#include "kernel/apc.hpp"
#include "kernel/object.hpp"
#include "minwinbase.h"
#include "tl/expected.hpp"

namespace wosa::runtime {
struct ThreadBlock;
}

namespace wosa::kernel {

class Mutex;
struct TimerCall;
struct LocalStorage;

class Thread final : public Object {
 public:
  static constexpr Type kType = Type::kThread;

  Thread() noexcept : Object(kType, 0) {}

  // Queues a call and ends an alertable wait of the thread. False: it has ended, and the call is the caller's
  // again.
  [[nodiscard]] bool queue(Apc& apc) noexcept;

  [[nodiscard]] bool has_ended() const noexcept {
    return (state_.load(std::memory_order_acquire) & kEnded) != 0;
  }

  // Own, as its last act: mutexes are abandoned, calls are dropped, waiters are satisfied.
  void end() noexcept;

  [[nodiscard]] bool is_signalled_for(const Thread& /*thread*/) noexcept override { return value() != 0; }
  void forget_other_threads(const Thread* self) noexcept override;

  ApcQueue apcs;
  std::atomic<Waiter*> waiter{nullptr};  // set when the thread begins to run
  std::atomic<std::uint32_t> tid{0};     // Linux' id, which is another thread's once this one has ended
  std::atomic<DWORD> exit_code{0};
  Mutex* owned = nullptr;                 // own: the mutexes that it owns
  TimerCall* timer_calls = nullptr;       // own: the timers whose routines it runs
  LocalStorage* local_storage = nullptr;  // own: what TlsSetValue stored
  HANDLE id = nullptr;                    // what providers know the thread by; closed when it ends

 private:
  static constexpr std::uint64_t kEnded = 1;
};

// The calling thread's record; nullptr: no memory.
[[nodiscard]] Thread* current_thread() noexcept;

// A thread block is taken and given back by its thread. False: no memory.
[[nodiscard]] bool attach_thread(runtime::ThreadBlock& block) noexcept;
void detach_thread(runtime::ThreadBlock& block) noexcept;

using ThreadRoutine = DWORD(WINAPI*)(void*);

// Starts a thread. `id` receives its id; nullptr: it is not waited for. ERROR_NOT_ENOUGH_MEMORY,
// ERROR_INVALID_PARAMETER (stack size), ERROR_MAX_THRDS_REACHED.
tl::expected<HANDLE, DWORD> start_thread(ThreadRoutine routine, void* argument, std::size_t stack_size,
                                         DWORD* id) noexcept;

// Ends the calling thread; destructors of its frames run.
[[noreturn]] void exit_thread(DWORD code);

// Queues a call of the program. ERROR_INVALID_HANDLE, ERROR_GEN_FAILURE (the thread has ended),
// ERROR_NOT_ENOUGH_MEMORY; 0 for success.
[[nodiscard]] DWORD queue_user_call(HANDLE thread, void(CALLBACK* routine)(ULONG_PTR),
                                    ULONG_PTR data) noexcept;

}  // namespace wosa::kernel
