// SPDX-License-Identifier: MIT
// Events by Win32's names.
#include "kernel/event.hpp"

#include "synchapi.h"
#include "win32/named_objects.hpp"

namespace {

using wosa::kernel::Event;
using wosa::runtime::fail;
using wosa::runtime::guarded;
using wosa::runtime::succeed_or_fail;

template <typename Character>
HANDLE create(const Character* name, bool manual_reset, bool signalled, wosa::runtime::CallName call) {
  return wosa::runtime::create_object(
      name, [=] { return new (std::nothrow) Event(manual_reset, signalled); }, call);
}

template <typename Character>
HANDLE create_ex(const Character* name, DWORD flags, wosa::runtime::CallName call) {
  constexpr DWORD kFlags = CREATE_EVENT_MANUAL_RESET | CREATE_EVENT_INITIAL_SET;
  if ((flags & ~kFlags) != 0) return fail(ERROR_INVALID_PARAMETER, HANDLE{}, call);
  return create(name, (flags & CREATE_EVENT_MANUAL_RESET) != 0, (flags & CREATE_EVENT_INITIAL_SET) != 0,
                call);
}

template <typename Character>
HANDLE open(const Character* name, wosa::runtime::CallName call) {
  if (name == nullptr) return fail(ERROR_INVALID_PARAMETER, HANDLE{}, call);
  return guarded(HANDLE{}, [&] {
    const auto opened = wosa::kernel::open_named(wosa::runtime::object_name(name), Event::kType);
    return opened ? *opened : fail(opened.error(), HANDLE{}, call);
  });
}

}  // namespace

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES, BOOL bManualReset, BOOL bInitialState, LPCSTR lpName) {
  return create(lpName, bManualReset != FALSE, bInitialState != FALSE, {__func__});
}

HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES, BOOL bManualReset, BOOL bInitialState, LPCWSTR lpName) {
  return create(lpName, bManualReset != FALSE, bInitialState != FALSE, {__func__});
}

HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES, LPCSTR lpName, DWORD dwFlags, DWORD) {
  return create_ex(lpName, dwFlags, {__func__});
}

HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES, LPCWSTR lpName, DWORD dwFlags, DWORD) {
  return create_ex(lpName, dwFlags, {__func__});
}

HANDLE WINAPI OpenEventA(DWORD, BOOL, LPCSTR lpName) { return open(lpName, {__func__}); }

HANDLE WINAPI OpenEventW(DWORD, BOOL, LPCWSTR lpName) { return open(lpName, {__func__}); }

BOOL WINAPI SetEvent(HANDLE hEvent) { return succeed_or_fail(wosa::kernel::set_event(hEvent)); }

BOOL WINAPI ResetEvent(HANDLE hEvent) { return succeed_or_fail(wosa::kernel::reset_event(hEvent)); }
