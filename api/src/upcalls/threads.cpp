// SPDX-License-Identifier: MIT
// Threads and APCs for providers. A WSATHREADID holds a handle of the thread: the one that procedures receive
// is closed when the thread ends, so that an id which a provider kept is recognised as stale.
#include "kernel/objects.hpp"
#include "kernel/thread.hpp"
#include "runtime/runtime.hpp"
#include "upcalls/upcall_table.hpp"
#include "winerror.h"

namespace wosa::runtime {

namespace {

int refuse(LPINT error, INT code) noexcept {
  if (error != nullptr) *error = code;
  return SOCKET_ERROR;
}

}  // namespace

int WSAAPI upcall_queue_apc(LPWSATHREADID thread, LPWSAUSERAPC routine, DWORD_PTR context,
                            LPINT error) noexcept {
  if (thread == nullptr || routine == nullptr) return refuse(error, WSAEFAULT);
  switch (kernel::queue_user_call(thread->ThreadHandle, routine, context)) {
    case ERROR_SUCCESS: return 0;
    case ERROR_NOT_ENOUGH_MEMORY: return refuse(error, WSAENOBUFS);
    default: return refuse(error, WSAEFAULT);  // no thread, or one that has ended
  }
}

int WSAAPI upcall_open_current_thread(LPWSATHREADID thread, LPINT error) noexcept {
  if (!the_runtime.started()) return refuse(error, WSANOTINITIALISED);
  if (thread == nullptr) return refuse(error, WSAEFAULT);
  HANDLE handle = nullptr;
  if (kernel::duplicate_handle(kernel::kCurrentThread, &handle) != 0) return refuse(error, WSAENOBUFS);
  *thread = WSATHREADID{handle, 0};
  return 0;
}

int WSAAPI upcall_close_thread(LPWSATHREADID thread, LPINT error) noexcept {
  if (thread == nullptr) return refuse(error, WSAEFAULT);
  const bool is_thread = kernel::handle_table.find(thread->ThreadHandle).as<kernel::Thread>() != nullptr;
  if (!is_thread || !kernel::handle_table.close(thread->ThreadHandle))
    return refuse(error, WSA_INVALID_HANDLE);
  return 0;
}

}  // namespace wosa::runtime
