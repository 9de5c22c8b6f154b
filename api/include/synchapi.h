/* SPDX-License-Identifier: MIT */
/* Waiting, and what can be waited for. */
#pragma once

#include "wosa/win32/critical_sections.h"
#include "wosa/win32/event_objects.h"
#include "wosa/win32/semaphores_and_mutexes.h"
#include "wosa/win32/slim_locks.h"
#include "wosa/win32/waitable_timers.h"
#include "wosa/win32/waits.h"

WOSA_BEGIN_DECLS

/*
 * Suspends the calling thread for at least `dwMilliseconds`; 0 gives up the rest of its time slice, INFINITE
 * never returns. Not alertable. Any thread. Never fails. Source: synchapi.h, function Sleep.
 */
WINBASEAPI VOID WINAPI Sleep(DWORD dwMilliseconds);

WOSA_END_DECLS
