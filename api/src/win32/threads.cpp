// SPDX-License-Identifier: MIT
// Threads by Win32's names and by those of Microsoft's C library.
#include "kernel/thread.hpp"

#include <sys/resource.h>

#include <cerrno>

#include "kernel/objects.hpp"
#include "process.h"
#include "processthreadsapi.h"
#include "win32/guard.hpp"
#include "wosa/spi/user_memory.hpp"

namespace {

using wosa::kernel::find_object;
using wosa::kernel::Thread;
using wosa::runtime::CallName;
using wosa::runtime::fail;

struct Nice {
  int priority;
  int value;
};

constexpr Nice kNiceValues[] = {
    {THREAD_PRIORITY_IDLE, 19},           {THREAD_PRIORITY_LOWEST, 10},
    {THREAD_PRIORITY_BELOW_NORMAL, 5},    {THREAD_PRIORITY_NORMAL, 0},
    {THREAD_PRIORITY_ABOVE_NORMAL, -5},   {THREAD_PRIORITY_HIGHEST, -10},
    {THREAD_PRIORITY_TIME_CRITICAL, -20},
};

const Nice* nice_of(int priority) noexcept {
  for (const auto& one : kNiceValues) {
    if (one.priority == priority) return &one;
  }
  return nullptr;
}

DWORD set_nice(Thread& thread, int value) noexcept {
  // One that we started may not run yet.
  while (thread.tid.load(std::memory_order_acquire) == 0) wosa::kernel::sleep_while(thread.tid, 0);
  const int saved = errno;
  DWORD error = ERROR_GEN_FAILURE;
  thread.guard();  // it does not end meanwhile
  if (!thread.has_ended()) {
    const auto tid = thread.tid.load(std::memory_order_relaxed);
    error = setpriority(PRIO_PROCESS, tid, value) == 0 ? ERROR_SUCCESS : ERROR_ACCESS_DENIED;
  }
  thread.unguard();
  errno = saved;
  return error;
}

HANDLE start(SIZE_T stack, LPTHREAD_START_ROUTINE routine, void* argument, DWORD flags, DWORD* id,
             CallName call) noexcept {
  if (routine == nullptr) return fail(ERROR_INVALID_PARAMETER, HANDLE{}, call);
  if ((flags & ~DWORD{STACK_SIZE_PARAM_IS_A_RESERVATION}) != 0)
    return fail(ERROR_NOT_SUPPORTED, HANDLE{}, call);
  if (id != nullptr && !wosa::spi::plausible(id, sizeof *id)) return fail(ERROR_NOACCESS, HANDLE{}, call);
  const auto started = wosa::kernel::start_thread(routine, argument, stack, id);
  return started ? *started : fail(started.error(), HANDLE{}, call);
}

}  // namespace

HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES, SIZE_T dwStackSize, LPTHREAD_START_ROUTINE lpStartAddress,
                           LPVOID lpParameter, DWORD dwCreationFlags, LPDWORD lpThreadId) {
  return start(dwStackSize, lpStartAddress, lpParameter, dwCreationFlags, lpThreadId, {__func__});
}

VOID WINAPI ExitThread(DWORD dwExitCode) { wosa::kernel::exit_thread(dwExitCode); }

BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode) {
  const auto reference = find_object(hThread);
  const auto* thread = reference.as<Thread>();
  if (thread == nullptr) return fail(ERROR_INVALID_HANDLE, FALSE);
  if (!wosa::spi::plausible(lpExitCode, sizeof *lpExitCode)) return fail(ERROR_NOACCESS, FALSE);
  *lpExitCode = thread->has_ended() ? thread->exit_code.load() : STILL_ACTIVE;
  return TRUE;
}

HANDLE WINAPI GetCurrentThread(void) { return wosa::kernel::kCurrentThread; }

HANDLE WINAPI GetCurrentProcess(void) { return wosa::kernel::kCurrentProcess; }

BOOL WINAPI SetThreadPriority(HANDLE hThread, int nPriority) {
  const auto reference = find_object(hThread);
  auto* thread = reference.as<Thread>();
  if (thread == nullptr) return fail(ERROR_INVALID_HANDLE, FALSE);
  const Nice* nice = nice_of(nPriority);
  if (nice == nullptr) return fail(ERROR_INVALID_PARAMETER, FALSE);
  const DWORD error = set_nice(*thread, nice->value);
  return error == 0 ? TRUE : fail(error, FALSE);
}

DWORD WINAPI QueueUserAPC(PAPCFUNC pfnAPC, HANDLE hThread, ULONG_PTR dwData) {
  if (pfnAPC == nullptr) return fail(ERROR_INVALID_PARAMETER, DWORD{0});
  const DWORD error = wosa::kernel::queue_user_call(hThread, pfnAPC, dwData);
  return error == 0 ? 1 : fail(error, DWORD{0});
}

uintptr_t __cdecl _beginthreadex(void*, unsigned stack_size, unsigned(__stdcall* start_address)(void*),
                                 void* arglist, unsigned initflag, unsigned* thrdaddr) {
  HANDLE handle = start(stack_size, start_address, arglist, initflag, thrdaddr, {__func__});
  if (handle != nullptr) return reinterpret_cast<uintptr_t>(handle);
  switch (wosa::runtime::last_error) {
    case ERROR_NOT_ENOUGH_MEMORY: errno = ENOMEM; break;
    case ERROR_MAX_THRDS_REACHED: errno = EAGAIN; break;
    default: errno = EINVAL;
  }
  return 0;
}

void __cdecl _endthreadex(unsigned retval) { wosa::kernel::exit_thread(retval); }
