/* SPDX-License-Identifier: MIT */
/*
 * Integers of a stated size, and integers as wide as a pointer. The 32-bit ones are int: long has 64 bits on
 * Linux, and Windows' structures count on 32.
 */
#pragma once

#include <stddef.h>

#include "wosa/config.h"

typedef signed char INT8, *PINT8;
typedef signed short INT16, *PINT16;
typedef signed int INT32, *PINT32;
typedef unsigned char UINT8, *PUINT8;
typedef unsigned short UINT16, *PUINT16;
typedef unsigned int UINT32, *PUINT32;
typedef signed int LONG32, *PLONG32;
typedef unsigned int ULONG32, *PULONG32;
typedef unsigned int DWORD32, *PDWORD32;

WOSA_EXTENSION typedef signed long long INT64, *PINT64;
WOSA_EXTENSION typedef unsigned long long UINT64, *PUINT64;
WOSA_EXTENSION typedef signed long long LONG64, *PLONG64;
WOSA_EXTENSION typedef unsigned long long ULONG64, *PULONG64;
WOSA_EXTENSION typedef unsigned long long DWORD64, *PDWORD64;

/* As wide as a pointer; unsigned long, so that a SIZE_T is a size_t to the compiler. */
typedef long INT_PTR, *PINT_PTR;
typedef unsigned long UINT_PTR, *PUINT_PTR;
typedef long LONG_PTR, *PLONG_PTR;
typedef unsigned long ULONG_PTR, *PULONG_PTR;
typedef ULONG_PTR DWORD_PTR, *PDWORD_PTR;
typedef ULONG_PTR SIZE_T, *PSIZE_T;
typedef LONG_PTR SSIZE_T, *PSSIZE_T;
typedef ULONG_PTR KAFFINITY, *PKAFFINITY;
