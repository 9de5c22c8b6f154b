/* SPDX-License-Identifier: MIT */
/* LocalAlloc and GlobalAlloc: fixed memory only, which is what a Winsock program asks for and what
 * FormatMessage gives. */
#pragma once

#include "../../minwindef.h"

#define LMEM_FIXED 0x0000
#define LMEM_MOVEABLE 0x0002
#define LMEM_ZEROINIT 0x0040
#define LPTR (LMEM_FIXED | LMEM_ZEROINIT)
#define NONZEROLPTR LMEM_FIXED
#define GMEM_FIXED 0x0000
#define GMEM_MOVEABLE 0x0002
#define GMEM_ZEROINIT 0x0040
#define GPTR (GMEM_FIXED | GMEM_ZEROINIT)

WOSA_BEGIN_DECLS

/*
 * A block of memory, zeroed with LMEM_ZEROINIT / GMEM_ZEROINIT; the handle is its address, also with the
 * MOVEABLE flag. The caller owns it. NULL with ERROR_NOT_ENOUGH_MEMORY (8). Never block. Any thread. Source:
 * winbase.h, functions LocalAlloc and GlobalAlloc.
 */
WINBASEAPI HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes);
WINBASEAPI HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes);

/*
 * Free such a block, also one that FormatMessage allocated; NULL is accepted. NULL; the block itself, with
 * ERROR_INVALID_HANDLE (6), when it is none. Source: winbase.h, functions LocalFree and GlobalFree.
 */
WINBASEAPI HLOCAL WINAPI LocalFree(HLOCAL hMem);
WINBASEAPI HGLOBAL WINAPI GlobalFree(HGLOBAL hMem);

WOSA_END_DECLS
