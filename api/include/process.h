/* SPDX-License-Identifier: MIT */
/* Threads as Microsoft's C library starts them. Here they are the same as CreateThread's. */
#pragma once

#include <stdint.h>

#include "minwindef.h"

WOSA_BEGIN_DECLS

/*
 * As CreateThread, for a function that returns an unsigned int. 0 on failure, with errno EAGAIN (no more
 * threads), EINVAL (bad argument) or ENOMEM, and the last error of CreateThread. The handle, as an integer,
 * is the caller's to close. Any thread. Source: the C library's reference, _beginthread, _beginthreadex.
 */
WINBASEAPI uintptr_t __cdecl _beginthreadex(void* security, unsigned stack_size,
                                            unsigned(__stdcall* start_address)(void*), void* arglist,
                                            unsigned initflag, unsigned* thrdaddr);

/* As ExitThread. Source: the C library's reference, _endthread, _endthreadex. */
WINBASEAPI DECLSPEC_NORETURN void __cdecl _endthreadex(unsigned retval);

WOSA_END_DECLS
