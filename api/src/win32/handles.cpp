// SPDX-License-Identifier: MIT
#include "handleapi.h"

#include "kernel/objects.hpp"
#include "win32/named_objects.hpp"
#include "wosa/spi/user_memory.hpp"

namespace {

using wosa::kernel::find_object;
using wosa::runtime::fail;

bool is_this_process(HANDLE handle) noexcept {
  return find_object(handle).as<wosa::kernel::Process>() != nullptr;
}

DWORD duplicate(HANDLE source, HANDLE* target, DWORD options) noexcept {
  constexpr DWORD kOptions = DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS;
  if ((options & ~kOptions) != 0) return ERROR_INVALID_PARAMETER;
  if (target == nullptr) {
    if ((options & DUPLICATE_CLOSE_SOURCE) == 0) return ERROR_INVALID_PARAMETER;
    return find_object(source) ? ERROR_SUCCESS : ERROR_INVALID_HANDLE;
  }
  if (!wosa::spi::plausible(target, sizeof *target)) return ERROR_NOACCESS;
  return wosa::kernel::duplicate_handle(source, target);
}

}  // namespace

BOOL WINAPI CloseHandle(HANDLE hObject) {
  return wosa::runtime::succeed_or_fail(wosa::kernel::close_handle(hObject));
}

BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle, HANDLE hTargetProcessHandle,
                            LPHANDLE lpTargetHandle, DWORD, BOOL, DWORD dwOptions) {
  if (!is_this_process(hSourceProcessHandle)) return fail(ERROR_INVALID_HANDLE, FALSE);
  // The source is closed whatever happens.
  DWORD error = is_this_process(hTargetProcessHandle) ? duplicate(hSourceHandle, lpTargetHandle, dwOptions)
                                                      : ERROR_INVALID_HANDLE;
  if ((dwOptions & DUPLICATE_CLOSE_SOURCE) != 0) static_cast<void>(wosa::kernel::close_handle(hSourceHandle));
  return wosa::runtime::succeed_or_fail(error);
}
