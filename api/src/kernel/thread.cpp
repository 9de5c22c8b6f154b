// SPDX-License-Identifier: MIT
#include "kernel/thread.hpp"

#include <unistd.h>

#include <cerrno>
#include <new>

#include "kernel/handle_table.hpp"
#include "kernel/local_storage.hpp"
#include "kernel/mutex.hpp"
#include "kernel/objects.hpp"
#include "kernel/timer.hpp"
#include "runtime/scheduler.hpp"
#include "runtime/thread_block.hpp"
#include "winerror.h"

namespace wosa::kernel {

namespace {

// The record that a thread which we started finds when it takes its block.
constinit thread_local Thread* prepared = nullptr;

struct Start {
  Thread* thread;
  ThreadRoutine routine;
  void* argument;
};

void run_thread(void* argument) {
  const Start start = *static_cast<Start*>(argument);
  delete static_cast<Start*>(argument);
  prepared = start.thread;
  start.thread->tid.store(static_cast<std::uint32_t>(gettid()), std::memory_order_release);
  wake(start.thread->tid, 1);
  if (runtime::thread_block() == nullptr) {
    prepared = nullptr;
    start.thread->exit_code.store(ERROR_NOT_ENOUGH_MEMORY);
    start.thread->end();
    start.thread->release();
    return;
  }
  start.thread->apcs.run_all();
  const DWORD code = start.routine(start.argument);
  start.thread->exit_code.store(code);
}

struct UserCall : Apc {
  void(CALLBACK* routine)(ULONG_PTR) = nullptr;
  ULONG_PTR data = 0;
};

void run_user_call(Apc& apc) {
  const UserCall call = static_cast<UserCall&>(apc);
  delete &static_cast<UserCall&>(apc);
  call.routine(call.data);
}

void discard_user_call(Apc& apc) noexcept { delete &static_cast<UserCall&>(apc); }

}  // namespace

bool Thread::queue(Apc& apc) noexcept {
  if (!apcs.push(apc)) return false;
  // A thread that does not run yet looks into the queue when it does.
  if (Waiter* place = waiter.load(std::memory_order_seq_cst)) place->alert();
  return true;
}

void Thread::end() noexcept {
  apcs.close();
  cancel_timer_calls(*this);
  abandon_mutexes(*this);
  release_local_storage(*this);
  if (id != nullptr) handle_table.close(std::exchange(id, nullptr));
  change_and_satisfy(*this, [this] {
    set_value(kEnded);
    return 0;
  });
}

void Thread::forget_other_threads(const Thread* self) noexcept {
  Object::forget_other_threads(self);
  if (this == self) {
    tid.store(static_cast<std::uint32_t>(gettid()), std::memory_order_relaxed);
  } else {
    state_.store(kEnded, std::memory_order_relaxed);
    apcs.close_after_fork();
  }
}

Thread* current_thread() noexcept {
  const auto* block = runtime::thread_block();
  return block == nullptr ? nullptr : block->thread;
}

bool attach_thread(runtime::ThreadBlock& block) noexcept {
  Thread* thread = prepared != nullptr ? prepared : new (std::nothrow) Thread;
  if (thread == nullptr) return false;
  thread->retain();
  thread->id = open_handle(thread);
  if (thread->id == nullptr) {
    if (thread != prepared) thread->release();
    return false;
  }
  prepared = nullptr;
  block.thread = thread;
  block.waiter.thread = thread;
  thread->waiter.store(&block.waiter, std::memory_order_seq_cst);
  thread->tid.store(static_cast<std::uint32_t>(gettid()), std::memory_order_release);
  return true;
}

void detach_thread(runtime::ThreadBlock& block) noexcept {
  Thread* thread = std::exchange(block.thread, nullptr);
  if (thread == nullptr) return;
  thread->end();
  block.waiter.thread = nullptr;
  thread->release();
}

tl::expected<HANDLE, DWORD> start_thread(ThreadRoutine routine, void* argument, std::size_t stack_size,
                                         DWORD* id) noexcept {
  auto* thread = new (std::nothrow) Thread;
  if (thread == nullptr) return tl::unexpected(DWORD{ERROR_NOT_ENOUGH_MEMORY});
  thread->retain();  // the caller's, while the new thread may end
  const ObjectReference keep(*thread, nullptr);
  auto* start = new (std::nothrow) Start{thread, routine, argument};
  if (start == nullptr) {
    thread->release();
    return tl::unexpected(DWORD{ERROR_NOT_ENOUGH_MEMORY});
  }
  thread->retain();  // the handle's
  HANDLE handle = open_handle(thread);
  if (handle == nullptr) {
    delete start;
    thread->release();
    return tl::unexpected(DWORD{ERROR_NOT_ENOUGH_MEMORY});
  }
  if (const int error = runtime::start_detached_thread(&run_thread, start, stack_size); error != 0) {
    delete start;
    handle_table.close(handle);
    thread->release();
    return tl::unexpected(error == EINVAL ? DWORD{ERROR_INVALID_PARAMETER} : DWORD{ERROR_MAX_THRDS_REACHED});
  }
  if (id != nullptr) {
    std::uint32_t tid = 0;
    while ((tid = thread->tid.load(std::memory_order_acquire)) == 0) sleep_while(thread->tid, 0);
    *id = tid;
  }
  return handle;
}

void exit_thread(DWORD code) {
  if (Thread* thread = current_thread()) thread->exit_code.store(code);
  runtime::exit_this_thread();
}

DWORD queue_user_call(HANDLE handle, void(CALLBACK* routine)(ULONG_PTR), ULONG_PTR data) noexcept {
  const ObjectReference reference = find_object(handle);
  auto* thread = reference.as<Thread>();
  if (thread == nullptr) return ERROR_INVALID_HANDLE;
  auto* call = new (std::nothrow) UserCall;
  if (call == nullptr) return ERROR_NOT_ENOUGH_MEMORY;
  call->run = &run_user_call;
  call->discard = &discard_user_call;
  call->routine = routine;
  call->data = data;
  if (thread->queue(*call)) return ERROR_SUCCESS;
  delete call;
  return ERROR_GEN_FAILURE;
}

}  // namespace wosa::kernel
