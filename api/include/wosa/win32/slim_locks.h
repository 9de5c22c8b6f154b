/* SPDX-License-Identifier: MIT */
/*
 * Slim reader/writer locks, condition variables and one-time initialization: one word each, in the program's
 * memory, set to zero by their _INIT value or their Initialize function, neither moved nor copied while in
 * use, never freed. Uncontended there is no system call. Waits are not alertable.
 */
#pragma once

#include "../../minwinbase.h"
#include "critical_sections.h"

typedef struct _RTL_SRWLOCK {
  PVOID Ptr;
} SRWLOCK, *PSRWLOCK;
typedef struct _RTL_CONDITION_VARIABLE {
  PVOID Ptr;
} CONDITION_VARIABLE, *PCONDITION_VARIABLE;
typedef union _RTL_RUN_ONCE {
  PVOID Ptr;
} INIT_ONCE, *PINIT_ONCE, *LPINIT_ONCE;

/* clang-format off */
#define SRWLOCK_INIT {0}
#define CONDITION_VARIABLE_INIT {0}
#define INIT_ONCE_STATIC_INIT {0}
/* clang-format on */

#define CONDITION_VARIABLE_LOCKMODE_SHARED 0x1
#define INIT_ONCE_CHECK_ONLY 0x00000001
#define INIT_ONCE_ASYNC 0x00000002
#define INIT_ONCE_INIT_FAILED 0x00000004
#define INIT_ONCE_CTX_RESERVED_BITS 2

typedef BOOL(WINAPI* PINIT_ONCE_FN)(PINIT_ONCE InitOnce, PVOID Parameter, PVOID* Context);

WOSA_BEGIN_DECLS

/* A lock that nobody holds. Source: synchapi.h, function InitializeSRWLock. */
WINBASEAPI VOID WINAPI InitializeSRWLock(PSRWLOCK SRWLock);

/*
 * Take the lock alone, or together with other readers. Block until that is possible; as a rule a
 * thread that waits to take it alone comes before readers that arrive later. Not recursive. Source:
 * synchapi.h, functions AcquireSRWLockExclusive, AcquireSRWLockShared.
 */
WINBASEAPI VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock);
WINBASEAPI VOID WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock);

/* The same if it needs no waiting: TRUE. Source: synchapi.h, functions TryAcquireSRWLockExclusive,
 * TryAcquireSRWLockShared. */
WINBASEAPI BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock);
WINBASEAPI BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock);

/* Give the lock back, which the caller must hold in that way. Never block. Source: synchapi.h, functions
 * ReleaseSRWLockExclusive, ReleaseSRWLockShared. */
WINBASEAPI VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock);
WINBASEAPI VOID WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock);

/* A condition variable without waiters. Source: synchapi.h, function InitializeConditionVariable. */
WINBASEAPI VOID WINAPI InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable);

/*
 * Leave the section (once: the caller must own it exactly once) or the lock, wait to be woken, and take it
 * again. Wake-ups without reason happen: look at the condition again. TRUE, or FALSE with ERROR_TIMEOUT
 * (1460) when the time is over; the section or lock is held all the same. ERROR_INVALID_PARAMETER (87) for
 * unknown flags, and then nothing is left. Source: synchapi.h, functions SleepConditionVariableCS,
 * SleepConditionVariableSRW.
 */
WINBASEAPI BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable,
                                                PCRITICAL_SECTION CriticalSection, DWORD dwMilliseconds);
WINBASEAPI BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable, PSRWLOCK SRWLock,
                                                 DWORD dwMilliseconds, ULONG Flags);

/* Wake one or all of those who sleep. Never block. Source: synchapi.h, functions WakeConditionVariable,
 * WakeAllConditionVariable. */
WINBASEAPI VOID WINAPI WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable);
WINBASEAPI VOID WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable);

/* Nothing done yet. Source: synchapi.h, function InitOnceInitialize. */
WINBASEAPI VOID WINAPI InitOnceInitialize(PINIT_ONCE InitOnce);

/*
 * Calls `InitFn` once for all threads; others block until it has returned. The context, whose two lowest bits
 * must be 0, goes to everybody who asks for it. FALSE if the function answered FALSE, and then the next call
 * tries again. Source: synchapi.h, function InitOnceExecuteOnce.
 */
WINBASEAPI BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE InitOnce, PINIT_ONCE_FN InitFn, PVOID Parameter,
                                           LPVOID* Context);

/*
 * The same in two steps. `*fPending` TRUE: the caller initializes and then calls InitOnceComplete; others
 * block meanwhile, or with INIT_ONCE_ASYNC are told the same, and the first to complete wins. FALSE: it is
 * done, here is the context. INIT_ONCE_CHECK_ONLY never begins. FALSE with ERROR_INVALID_PARAMETER (87:
 * flags, or begun in the other way), ERROR_GEN_FAILURE (31: checked, and not done). Source: synchapi.h,
 * function InitOnceBeginInitialize.
 */
WINBASEAPI BOOL WINAPI InitOnceBeginInitialize(LPINIT_ONCE lpInitOnce, DWORD dwFlags, PBOOL fPending,
                                               LPVOID* lpContext);

/*
 * Ends what InitOnceBeginInitialize began, with the same INIT_ONCE_ASYNC; INIT_ONCE_INIT_FAILED (not with it)
 * lets another try. FALSE with ERROR_INVALID_PARAMETER (87: flags, context), ERROR_GEN_FAILURE (31: not
 * begun, or another thread was first). Source: synchapi.h, function InitOnceComplete.
 */
WINBASEAPI BOOL WINAPI InitOnceComplete(LPINIT_ONCE lpInitOnce, DWORD dwFlags, LPVOID lpContext);

WOSA_END_DECLS

#define RTL_SRWLOCK_INIT SRWLOCK_INIT
#define RTL_CONDITION_VARIABLE_INIT CONDITION_VARIABLE_INIT
#define RTL_RUN_ONCE_INIT INIT_ONCE_STATIC_INIT
