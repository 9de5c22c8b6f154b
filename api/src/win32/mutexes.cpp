// SPDX-License-Identifier: MIT
#include "kernel/mutex.hpp"

#include "kernel/thread.hpp"
#include "synchapi.h"
#include "win32/named_objects.hpp"

namespace {

using wosa::kernel::Mutex;
using wosa::kernel::Thread;
using wosa::runtime::fail;

// One that the caller is to own is taken before others can find it by its name.
Mutex* make(Thread* owner) noexcept {
  auto* mutex = new (std::nothrow) Mutex;
  bool abandoned = false;
  if (mutex != nullptr && owner != nullptr) mutex->try_take(*owner, abandoned);
  return mutex;
}

template <typename Character>
HANDLE create(const Character* name, BOOL owned, wosa::runtime::CallName call) {
  Thread* owner = nullptr;
  if (owned != FALSE && (owner = wosa::kernel::current_thread()) == nullptr)
    return fail(ERROR_NOT_ENOUGH_MEMORY, HANDLE{}, call);
  Mutex* made = nullptr;
  HANDLE handle = wosa::runtime::create_object(
      name, [&] { return made = make(owner); }, call);
  // It was not needed: what the name stands for existed, or nothing was made.
  if (owner != nullptr && made != nullptr && (handle == nullptr || GetLastError() == ERROR_ALREADY_EXISTS))
    static_cast<void>(made->release_by(*owner));
  return handle;
}

}  // namespace

HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES, BOOL bInitialOwner, LPCSTR lpName) {
  return create(lpName, bInitialOwner, {__func__});
}

HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES, BOOL bInitialOwner, LPCWSTR lpName) {
  return create(lpName, bInitialOwner, {__func__});
}

BOOL WINAPI ReleaseMutex(HANDLE hMutex) {
  const auto reference = wosa::kernel::handle_table.find(hMutex);
  auto* mutex = reference.as<Mutex>();
  if (mutex == nullptr) return fail(ERROR_INVALID_HANDLE, FALSE);
  Thread* thread = wosa::kernel::current_thread();
  if (thread == nullptr) return fail(ERROR_NOT_OWNER, FALSE);
  return wosa::runtime::succeed_or_fail(mutex->release_by(*thread));
}
