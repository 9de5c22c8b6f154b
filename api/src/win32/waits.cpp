// SPDX-License-Identifier: MIT
// The wait functions. None of them is noexcept: an APC may end its thread.
#include "kernel/wait.hpp"

#include "kernel/event.hpp"
#include "kernel/mutex.hpp"
#include "kernel/objects.hpp"
#include "kernel/semaphore.hpp"
#include "kernel/thread.hpp"
#include "synchapi.h"
#include "win32/guard.hpp"

namespace {

using wosa::kernel::WaitResult;
using wosa::runtime::CallName;
using wosa::runtime::fail;

DWORD answer(const WaitResult& result, CallName call = {__builtin_FUNCTION()}) noexcept {
  return result.error == 0 ? result.value : fail(result.error, WAIT_FAILED, call);
}

// Sets, posts or releases; 0 for success.
DWORD signal(HANDLE handle) noexcept {
  const auto reference = wosa::kernel::handle_table.find(handle);
  if (auto* event = reference.as<wosa::kernel::Event>()) {
    event->set();
    return ERROR_SUCCESS;
  }
  if (auto* semaphore = reference.as<wosa::kernel::Semaphore>()) {
    std::uint32_t before = 0;
    return semaphore->post(1, before);
  }
  if (auto* mutex = reference.as<wosa::kernel::Mutex>()) {
    wosa::kernel::Thread* thread = wosa::kernel::current_thread();
    return thread == nullptr ? DWORD{ERROR_NOT_OWNER} : mutex->release_by(*thread);
  }
  return ERROR_INVALID_HANDLE;
}

}  // namespace

DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds) {
  return answer(wosa::kernel::wait_for_one(hHandle, dwMilliseconds, false));
}

DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable) {
  return answer(wosa::kernel::wait_for_one(hHandle, dwMilliseconds, bAlertable != FALSE));
}

DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                    DWORD dwMilliseconds) {
  return answer(
      wosa::kernel::wait_for_several(lpHandles, nCount, {dwMilliseconds, bWaitAll != FALSE, false}));
}

DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                      DWORD dwMilliseconds, BOOL bAlertable) {
  return answer(wosa::kernel::wait_for_several(lpHandles, nCount,
                                               {dwMilliseconds, bWaitAll != FALSE, bAlertable != FALSE}));
}

DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn, DWORD dwMilliseconds,
                                 BOOL bAlertable) {
  // Nothing is signalled in vain.
  if (!wosa::kernel::find_object(hObjectToWaitOn)) return fail(ERROR_INVALID_HANDLE, WAIT_FAILED);
  if (const DWORD error = signal(hObjectToSignal); error != 0) return fail(error, WAIT_FAILED);
  return WaitForSingleObjectEx(hObjectToWaitOn, dwMilliseconds, bAlertable);
}

DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL bAlertable) {
  if (bAlertable != FALSE) {
    const WaitResult result = wosa::kernel::wait_for_calls(dwMilliseconds);
    if (result.value == WAIT_IO_COMPLETION) return WAIT_IO_COMPLETION;
    if (result.error == 0 && dwMilliseconds != 0) return 0;
  }
  Sleep(dwMilliseconds);
  return 0;
}
