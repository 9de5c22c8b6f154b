// SPDX-License-Identifier: MIT
#include "kernel/event.hpp"

#include <new>

#include "kernel/handle_table.hpp"
#include "winerror.h"

namespace wosa::kernel {

void Event::satisfy_guarded() noexcept {
  change_and_satisfy(*this, [] { return 0; });
}

void Event::reset_guarded() noexcept {
  guard();
  set_value(0);
  unguard();
}

HANDLE make_event(bool manual_reset, bool signalled) noexcept {
  return open_handle(new (std::nothrow) Event(manual_reset, signalled));
}

DWORD set_event(HANDLE handle) noexcept {
  const auto reference = handle_table.find(handle);
  auto* event = reference.as<Event>();
  if (event == nullptr) [[unlikely]]
    return ERROR_INVALID_HANDLE;
  event->set();
  return ERROR_SUCCESS;
}

DWORD reset_event(HANDLE handle) noexcept {
  const auto reference = handle_table.find(handle);
  auto* event = reference.as<Event>();
  if (event == nullptr) return ERROR_INVALID_HANDLE;
  event->reset();
  return ERROR_SUCCESS;
}

DWORD close_event(HANDLE handle) noexcept {
  return handle_table.find(handle).as<Event>() != nullptr && handle_table.close(handle)
             ? ERROR_SUCCESS
             : ERROR_INVALID_HANDLE;
}

}  // namespace wosa::kernel
