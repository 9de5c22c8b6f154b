/* SPDX-License-Identifier: MIT */
/*
 * Critical sections: mutexes of one process without a handle. The program owns the record, initializes it
 * before use, neither moves nor copies it, and deletes it when nobody uses it any more. The members are the
 * library's. Uncontended there is no system call.
 */
#pragma once

#include "../../minwinbase.h"

typedef struct _RTL_CRITICAL_SECTION {
  PVOID DebugInfo;
  LONG LockCount; /* 0 free, 1 held, 2 held and waited for */
  LONG RecursionCount;
  HANDLE OwningThread;
  HANDLE LockSemaphore;
  ULONG_PTR SpinCount;
} CRITICAL_SECTION, *PCRITICAL_SECTION, *LPCRITICAL_SECTION;

WOSA_BEGIN_DECLS

/* Make a section that nobody owns. The spin count is stored and has no other effect. Never fail. Source:
 * synchapi.h, functions InitializeCriticalSection, InitializeCriticalSectionAndSpinCount. */
WINBASEAPI VOID WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
WINBASEAPI BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
                                                             DWORD dwSpinCount);

/* Takes the section; its owner may take it again. Blocks until it is free, not alertably. Source: synchapi.h,
 * function EnterCriticalSection. */
WINBASEAPI VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);

/* Takes it if that needs no waiting: TRUE. Source: synchapi.h, function TryEnterCriticalSection. */
WINBASEAPI BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);

/* Releases it once. The caller must own it; otherwise nothing happens. Never blocks. Source: synchapi.h,
 * function LeaveCriticalSection. */
WINBASEAPI VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection);

/* Ends the use of a section that nobody owns. Source: synchapi.h, function DeleteCriticalSection. */
WINBASEAPI VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection);

WOSA_END_DECLS
