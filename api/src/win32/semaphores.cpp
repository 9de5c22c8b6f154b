// SPDX-License-Identifier: MIT
#include "kernel/semaphore.hpp"

#include "synchapi.h"
#include "win32/named_objects.hpp"
#include "wosa/spi/user_memory.hpp"

namespace {

using wosa::kernel::Semaphore;
using wosa::runtime::fail;

template <typename Character>
HANDLE create(const Character* name, LONG initial, LONG maximum, wosa::runtime::CallName call) {
  if (maximum < 1 || initial < 0 || initial > maximum) return fail(ERROR_INVALID_PARAMETER, HANDLE{}, call);
  return wosa::runtime::create_object(
      name,
      [=] {
        return new (std::nothrow)
            Semaphore(static_cast<std::uint32_t>(initial), static_cast<std::uint32_t>(maximum));
      },
      call);
}

}  // namespace

HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES, LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName) {
  return create(lpName, lInitialCount, lMaximumCount, {__func__});
}

HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES, LONG lInitialCount, LONG lMaximumCount,
                               LPCWSTR lpName) {
  return create(lpName, lInitialCount, lMaximumCount, {__func__});
}

BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount, LPLONG lpPreviousCount) {
  const auto reference = wosa::kernel::handle_table.find(hSemaphore);
  auto* semaphore = reference.as<Semaphore>();
  if (semaphore == nullptr) return fail(ERROR_INVALID_HANDLE, FALSE);
  if (lReleaseCount < 1) return fail(ERROR_INVALID_PARAMETER, FALSE);
  if (lpPreviousCount != nullptr && !wosa::spi::plausible(lpPreviousCount, sizeof *lpPreviousCount))
    return fail(ERROR_NOACCESS, FALSE);
  std::uint32_t before = 0;
  if (const DWORD error = semaphore->post(static_cast<std::uint32_t>(lReleaseCount), before); error != 0)
    return fail(error, FALSE);
  if (lpPreviousCount != nullptr) *lpPreviousCount = static_cast<LONG>(before);
  return TRUE;
}
