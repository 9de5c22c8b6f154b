// SPDX-License-Identifier: MIT
#include "kernel/objects.hpp"

#include <atomic>
#include <new>

#include "kernel/fork.hpp"
#include "kernel/thread.hpp"
#include "winerror.h"

namespace wosa::kernel {

namespace {

// Made when first asked for, never freed.
constinit std::atomic<Process*> the_process{nullptr};

Process* process() noexcept {
  Process* found = the_process.load(std::memory_order_acquire);
  if (found != nullptr) return found;
  auto* made = new (std::nothrow) Process;
  if (made == nullptr) return nullptr;
  if (the_process.compare_exchange_strong(found, made, std::memory_order_acq_rel)) return made;
  made->release();
  return found;
}

}  // namespace

void forget_waiters_of_process() noexcept {
  if (Process* made = the_process.load(std::memory_order_relaxed)) made->forget_other_threads(nullptr);
}

ObjectReference find_pseudo_object(HANDLE handle) noexcept {
  Object* object = nullptr;
  if (handle == kCurrentThread) object = current_thread();
  if (handle == kCurrentProcess) object = process();
  if (object == nullptr) return {};
  object->retain();
  return {*object, nullptr};
}

DWORD duplicate_handle(HANDLE handle, HANDLE* duplicate) noexcept {
  const ObjectReference reference = find_object(handle);
  if (!reference) return ERROR_INVALID_HANDLE;
  reference->retain();
  *duplicate = open_handle(&*reference);
  return *duplicate != nullptr ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

DWORD close_handle(HANDLE handle) noexcept {
  if (handle == kCurrentThread || handle == kCurrentProcess) return ERROR_SUCCESS;  // has no effect
  return handle_table.close(handle) ? ERROR_SUCCESS : ERROR_INVALID_HANDLE;
}

}  // namespace wosa::kernel
