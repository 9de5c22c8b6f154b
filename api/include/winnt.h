/* SPDX-License-Identifier: MIT */
/* Characters, handles, wide integers, status values and the small macros that all other Windows headers use.
 */
#pragma once

#include <stddef.h>
#include <string.h>
#include <wchar.h>

#include "basetsd.h"
#include "guiddef.h"
#include "sal.h"
#include "wosa/msvc_words.h"

#ifndef VOID
#define VOID void
#endif
#ifndef CONST
#define CONST const
#endif

typedef char CHAR;
typedef short SHORT;
typedef int LONG;
typedef unsigned char BOOLEAN, *PBOOLEAN;
typedef SHORT* PSHORT;
typedef LONG* PLONG;
typedef void* PVOID;
typedef void *HANDLE, **PHANDLE;
typedef LONG HRESULT;
typedef LONG NTSTATUS;
typedef DWORD32 ACCESS_MASK;
typedef DWORD32 LCID;
typedef UINT16 LANGID;

WOSA_EXTENSION typedef signed long long LONGLONG, *PLONGLONG;
WOSA_EXTENSION typedef unsigned long long ULONGLONG, *PULONGLONG;
typedef ULONGLONG DWORDLONG, *PDWORDLONG;

/* wchar_t has 32 bits on Linux; see the list of deviations. */
typedef wchar_t WCHAR;

typedef CHAR *PCHAR, *LPCH, *PCH, *NPSTR, *LPSTR, *PSTR;
typedef const CHAR *LPCCH, *PCCH, *LPCSTR, *PCSTR, *PCZZSTR;
typedef WCHAR *PWCHAR, *LPWCH, *PWCH, *NWPSTR, *LPWSTR, *PWSTR;
typedef const WCHAR *LPCWCH, *PCWCH, *LPCWSTR, *PCWSTR;

#ifdef UNICODE
typedef WCHAR TCHAR, *PTCHAR;
typedef LPWSTR LPTCH, PTCH, PTSTR, LPTSTR;
typedef LPCWSTR PCTSTR, LPCTSTR;
#define WOSA_TEXT(quote) L##quote
#else
typedef char TCHAR, *PTCHAR;
typedef LPSTR LPTCH, PTCH, PTSTR, LPTSTR;
typedef LPCSTR PCTSTR, LPCTSTR;
#define WOSA_TEXT(quote) quote
#endif
#ifndef TEXT
#define TEXT(quote) WOSA_TEXT(quote)
#endif
#ifndef _T
#define _T(quote) WOSA_TEXT(quote)
#endif
#ifndef _TEXT
#define _TEXT(quote) WOSA_TEXT(quote)
#endif

typedef union _LARGE_INTEGER {
  WOSA_EXTENSION struct {
    DWORD32 LowPart;
    LONG HighPart;
  };
  struct {
    DWORD32 LowPart;
    LONG HighPart;
  } u;
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef union _ULARGE_INTEGER {
  WOSA_EXTENSION struct {
    DWORD32 LowPart;
    DWORD32 HighPart;
  };
  struct {
    DWORD32 LowPart;
    DWORD32 HighPart;
  } u;
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;

typedef struct _PROCESSOR_NUMBER {
  UINT16 Group;
  UINT8 Number;
  UINT8 Reserved;
} PROCESSOR_NUMBER, *PPROCESSOR_NUMBER;

/* Handles of different kinds are different types, so that one is not passed for the other. */
#define DECLARE_HANDLE(name) \
  struct name##__ {          \
    int unused;              \
  };                         \
  typedef struct name##__* name

/* Layout and arrays. */
#ifndef FIELD_OFFSET
#define FIELD_OFFSET(type, field) ((LONG)offsetof(type, field))
#endif
#ifndef CONTAINING_RECORD
#define CONTAINING_RECORD(address, type, field) ((type*)((char*)(address)-offsetof(type, field)))
#endif
#ifndef RTL_NUMBER_OF
#define RTL_NUMBER_OF(array) (sizeof(array) / sizeof((array)[0]))
#endif
#ifndef ARRAYSIZE
#define ARRAYSIZE(array) RTL_NUMBER_OF(array)
#endif
#ifndef _countof
#define _countof(array) RTL_NUMBER_OF(array)
#endif
#define RTL_FIELD_SIZE(type, field) (sizeof(((type*)0)->field))
#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define DBG_UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define DBG_UNREFERENCED_LOCAL_VARIABLE(variable) ((void)(variable))

/* Memory. */
#define RtlEqualMemory(a, b, length) (!memcmp((a), (b), (length)))
#define RtlMoveMemory(destination, source, length) memmove((destination), (source), (length))
#define RtlCopyMemory(destination, source, length) memcpy((destination), (source), (length))
#define RtlFillMemory(destination, length, fill) memset((destination), (fill), (length))
#define RtlZeroMemory(destination, length) memset((destination), 0, (length))
#define MoveMemory RtlMoveMemory
#define CopyMemory RtlCopyMemory
#define FillMemory RtlFillMemory
#define ZeroMemory RtlZeroMemory

/*
 * Fills memory with zeros; the compiler may not leave the stores out although nobody reads them. Returns its
 * argument. Never blocks, any thread. Source: winbase.h, function SecureZeroMemory.
 */
WOSA_INLINE PVOID RtlSecureZeroMemory(PVOID memory, SIZE_T size) {
  volatile unsigned char* bytes = (volatile unsigned char*)memory;
  while (size != 0) {
    *bytes++ = 0;
    --size;
  }
  return memory;
}
#define SecureZeroMemory RtlSecureZeroMemory

/* Limits. */
#define MINCHAR 0x80
#define MAXCHAR 0x7f
#define MINSHORT 0x8000
#define MAXSHORT 0x7fff
#define MINLONG 0x80000000
#define MAXLONG 0x7fffffff
#define MAXBYTE 0xff
#define MAXWORD 0xffff
#define MAXDWORD 0xffffffff
#define MAXUSHORT 0xffff
#define MAXULONG 0xffffffff
#define MAXULONG_PTR (~((ULONG_PTR)0))
#define MAXSIZE_T ((SIZE_T) ~((SIZE_T)0))

#include "wosa/win32/nt_values.h"
