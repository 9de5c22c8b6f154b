/* SPDX-License-Identifier: MIT */
/* Records that I/O calls share: OVERLAPPED, SYSTEMTIME, SECURITY_ATTRIBUTES. */
#pragma once

#include "minwindef.h"

/*
 * One overlapped operation. The caller owns it and keeps it unchanged until the operation completes. Internal
 * is the status (STATUS_PENDING until then), InternalHigh the number of bytes. Source page: minwinbase.h,
 * OVERLAPPED.
 */
typedef struct _OVERLAPPED {
  ULONG_PTR Internal;
  ULONG_PTR InternalHigh;
  WOSA_EXTENSION union {
    WOSA_EXTENSION struct {
      DWORD Offset;
      DWORD OffsetHigh;
    };
    PVOID Pointer;
  };
  HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;

/* One packet of a completion port. */
typedef struct _OVERLAPPED_ENTRY {
  ULONG_PTR lpCompletionKey;
  LPOVERLAPPED lpOverlapped;
  ULONG_PTR Internal;
  DWORD dwNumberOfBytesTransferred;
} OVERLAPPED_ENTRY, *LPOVERLAPPED_ENTRY;

typedef struct _SYSTEMTIME {
  WORD wYear;
  WORD wMonth;
  WORD wDayOfWeek;
  WORD wDay;
  WORD wHour;
  WORD wMinute;
  WORD wSecond;
  WORD wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;

/* Accepted where Windows has it; only bInheritHandle has an effect. */
typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;
