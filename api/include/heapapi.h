/* SPDX-License-Identifier: MIT */
/*
 * Heaps. A block belongs to the caller until it is freed on the heap that gave it. Every heap is thread-safe,
 * whether or not HEAP_NO_SERIALIZE is given. Nothing here blocks.
 */
#pragma once

#include "minwindef.h"

WOSA_BEGIN_DECLS

/* The heap that every process has; never destroyed. Never fails. Source: heapapi.h, function GetProcessHeap.
 */
WINBASEAPI HANDLE WINAPI GetProcessHeap(void);

/*
 * Makes a heap; `dwMaximumSize` 0 lets it grow, else it is the most it will hold. NULL on failure, with
 * ERROR_NOT_ENOUGH_MEMORY (8), ERROR_INVALID_PARAMETER (87: the initial size is above the maximum) or
 * ERROR_NOT_SUPPORTED (50: HEAP_CREATE_ENABLE_EXECUTE). Source: heapapi.h, function HeapCreate.
 */
WINBASEAPI HANDLE WINAPI HeapCreate(DWORD flOptions, SIZE_T dwInitialSize, SIZE_T dwMaximumSize);

/*
 * Frees a heap with all its blocks. FALSE with ERROR_INVALID_HANDLE for the process heap or anything that is
 * no heap. Source: heapapi.h, function HeapDestroy.
 */
WINBASEAPI BOOL WINAPI HeapDestroy(HANDLE hHeap);

/*
 * A block of `dwBytes`, zeroed with HEAP_ZERO_MEMORY, aligned to 16. NULL when memory is short or the heap's
 * maximum is reached; as on Windows the last error is not set. Source: heapapi.h, function HeapAlloc.
 */
WINBASEAPI LPVOID WINAPI HeapAlloc(HANDLE hHeap, DWORD dwFlags, SIZE_T dwBytes);

/*
 * Changes a block's size, keeping its contents; HEAP_ZERO_MEMORY zeroes what is new,
 * HEAP_REALLOC_IN_PLACE_ONLY fails rather than move it. NULL on failure, and then the old block stays.
 * Source: heapapi.h, function HeapReAlloc.
 */
WINBASEAPI LPVOID WINAPI HeapReAlloc(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem, SIZE_T dwBytes);

/*
 * Frees a block; NULL is accepted. FALSE with ERROR_INVALID_PARAMETER (87) when the handle is no heap or the
 * block another heap's. Source: heapapi.h, function HeapFree.
 */
WINBASEAPI BOOL WINAPI HeapFree(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem);

/*
 * The size a block was asked for. (SIZE_T)-1 for NULL or a handle that is no heap. Source: heapapi.h,
 * function HeapSize.
 */
WINBASEAPI SIZE_T WINAPI HeapSize(HANDLE hHeap, DWORD dwFlags, LPCVOID lpMem);

WOSA_END_DECLS
