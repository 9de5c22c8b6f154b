// SPDX-License-Identifier: MIT
// A condition variable is a word that every wake-up changes, on which waiters sleep, and the number of those
// who sleep, so that a wake-up without sleepers costs no system call.
#include "synchapi.h"
#include "win32/guard.hpp"
#include "win32/lock_words.hpp"

namespace {

using wosa::runtime::fail;
using wosa::runtime::Word;
using wosa::runtime::word_of;

static_assert(sizeof(CONDITION_VARIABLE) == 2 * sizeof(Word));

template <typename Leave, typename Enter>
BOOL sleep(PCONDITION_VARIABLE variable, DWORD milliseconds, Leave&& leave, Enter&& enter) noexcept {
  Word& turn = word_of(variable);
  Word& sleepers = word_of(variable, 1);
  const auto end = wosa::kernel::deadline_after(milliseconds);
  sleepers.fetch_add(1, std::memory_order_seq_cst);
  const auto seen = turn.load(std::memory_order_seq_cst);
  leave();
  wosa::kernel::sleep_while(turn, seen, end);
  sleepers.fetch_sub(1, std::memory_order_relaxed);
  const bool timed_out = turn.load(std::memory_order_relaxed) == seen && end != wosa::kernel::kNever &&
                         wosa::kernel::now() >= end;
  enter();
  return timed_out ? fail(ERROR_TIMEOUT, FALSE) : TRUE;
}

void wake(PCONDITION_VARIABLE variable, int count) noexcept {
  Word& turn = word_of(variable);
  turn.fetch_add(1, std::memory_order_seq_cst);
  if (word_of(variable, 1).load(std::memory_order_seq_cst) != 0) wosa::kernel::wake(turn, count);
}

}  // namespace

VOID WINAPI InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
  ConditionVariable->Ptr = nullptr;
}

BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable, PCRITICAL_SECTION CriticalSection,
                                     DWORD dwMilliseconds) {
  return sleep(
      ConditionVariable, dwMilliseconds, [=] { LeaveCriticalSection(CriticalSection); },
      [=] { EnterCriticalSection(CriticalSection); });
}

BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable, PSRWLOCK SRWLock,
                                      DWORD dwMilliseconds, ULONG Flags) {
  if ((Flags & ~ULONG{CONDITION_VARIABLE_LOCKMODE_SHARED}) != 0) return fail(ERROR_INVALID_PARAMETER, FALSE);
  if ((Flags & CONDITION_VARIABLE_LOCKMODE_SHARED) != 0) {
    return sleep(
        ConditionVariable, dwMilliseconds, [=] { ReleaseSRWLockShared(SRWLock); },
        [=] { AcquireSRWLockShared(SRWLock); });
  }
  return sleep(
      ConditionVariable, dwMilliseconds, [=] { ReleaseSRWLockExclusive(SRWLock); },
      [=] { AcquireSRWLockExclusive(SRWLock); });
}

VOID WINAPI WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable) { wake(ConditionVariable, 1); }

VOID WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
  wake(ConditionVariable, INT32_MAX);
}
