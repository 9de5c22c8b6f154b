/* SPDX-License-Identifier: MIT */
/* Waiting. */
#pragma once

#include "minwinbase.h"

#ifndef INFINITE
#define INFINITE 0xFFFFFFFF
#endif
#define WAIT_FAILED ((DWORD)0xFFFFFFFF)
#define WAIT_OBJECT_0 ((STATUS_WAIT_0) + 0)
#define WAIT_ABANDONED ((STATUS_ABANDONED_WAIT_0) + 0)
#define WAIT_ABANDONED_0 ((STATUS_ABANDONED_WAIT_0) + 0)
#define WAIT_IO_COMPLETION STATUS_USER_APC
#define MAXIMUM_WAIT_OBJECTS 64

WOSA_BEGIN_DECLS

/*
 * Suspends the calling thread for at least `dwMilliseconds`; 0 gives up the rest of its time slice, INFINITE
 * never returns. Not alertable. Any thread. Never fails. Source: synchapi.h, function Sleep.
 */
WINBASEAPI VOID WINAPI Sleep(DWORD dwMilliseconds);

WOSA_END_DECLS
