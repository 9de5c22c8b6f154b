/* SPDX-License-Identifier: MIT */
/* The computer, its clocks and its names. */
#pragma once

#include "minwinbase.h"

typedef struct _SYSTEM_INFO {
  WOSA_EXTENSION union {
    DWORD dwOemId;
    WOSA_EXTENSION struct {
      WORD wProcessorArchitecture;
      WORD wReserved;
    };
  };
  DWORD dwPageSize;
  LPVOID lpMinimumApplicationAddress;
  LPVOID lpMaximumApplicationAddress;
  DWORD_PTR dwActiveProcessorMask;
  DWORD dwNumberOfProcessors;
  DWORD dwProcessorType;
  DWORD dwAllocationGranularity;
  WORD wProcessorLevel;
  WORD wProcessorRevision;
} SYSTEM_INFO, *LPSYSTEM_INFO;

/* Which name GetComputerNameEx gives. The physical names are the same as the logical ones: there are no
 * clusters. */
typedef enum _COMPUTER_NAME_FORMAT {
  ComputerNameNetBIOS,
  ComputerNameDnsHostname,
  ComputerNameDnsDomain,
  ComputerNameDnsFullyQualified,
  ComputerNamePhysicalNetBIOS,
  ComputerNamePhysicalDnsHostname,
  ComputerNamePhysicalDnsDomain,
  ComputerNamePhysicalDnsFullyQualified,
  ComputerNameMax
} COMPUTER_NAME_FORMAT;

#define MAX_COMPUTERNAME_LENGTH 15

WOSA_BEGIN_DECLS

/* Milliseconds since the system started; wraps after 49.7 days. Never blocks or fails. Source: sysinfoapi.h,
 * GetTickCount. */
WINBASEAPI DWORD WINAPI GetTickCount(void);

/* Milliseconds since the system started. Never blocks or fails. Source: sysinfoapi.h, GetTickCount64. */
WINBASEAPI ULONGLONG WINAPI GetTickCount64(void);

/*
 * Processors, page size and address range, into a record that the caller owns. Never blocks or fails; NULL is
 * ignored. Source: sysinfoapi.h, function GetSystemInfo.
 */
WINBASEAPI VOID WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo);

/* The local time of day, or UTC in 100 ns since 1601. Never block or fail; NULL is ignored. Source:
 * sysinfoapi.h. */
WINBASEAPI VOID WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime);
WINBASEAPI VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime);

/*
 * The version of the Windows that is offered to programs: 10.0, VER_PLATFORM_WIN32_NT. The caller sets
 * dwOSVersionInfoSize to the size of OSVERSIONINFOA or OSVERSIONINFOEXA. TRUE; FALSE with
 * ERROR_INSUFFICIENT_BUFFER (122) for another size, ERROR_NOACCESS (998) for NULL. Never blocks. Source:
 * sysinfoapi.h, function GetVersionExA.
 */
WINBASEAPI BOOL WINAPI GetVersionExA(LPOSVERSIONINFOA lpVersionInformation);

/*
 * The host's name up to the first dot, in capitals and cut to MAX_COMPUTERNAME_LENGTH, NUL-terminated.
 * `*nSize` is the buffer's size in characters, and on return the length without NUL. FALSE with
 * ERROR_BUFFER_OVERFLOW (111) and the needed size in `*nSize` when it is short. Never blocks. Source:
 * winbase.h, function GetComputerNameA/W.
 */
WINBASEAPI BOOL WINAPI GetComputerNameA(LPSTR lpBuffer, LPDWORD nSize);
WINBASEAPI BOOL WINAPI GetComputerNameW(LPWSTR lpBuffer, LPDWORD nSize);

/*
 * One of the host's names by `NameType`: NetBIOS as GetComputerName, the DNS host name, its domain, both.
 * `*nSize` as there. FALSE with ERROR_MORE_DATA (234) and the needed size when the buffer is short,
 * ERROR_INVALID_PARAMETER (87) for another type, a NULL size or a NULL buffer whose size is not 0. Never
 * blocks. Source: sysinfoapi.h, function GetComputerNameExA/W.
 */
WINBASEAPI BOOL WINAPI GetComputerNameExA(COMPUTER_NAME_FORMAT NameType, LPSTR lpBuffer, LPDWORD nSize);
WINBASEAPI BOOL WINAPI GetComputerNameExW(COMPUTER_NAME_FORMAT NameType, LPWSTR lpBuffer, LPDWORD nSize);

WOSA_END_DECLS

#ifdef UNICODE
#define GetComputerName GetComputerNameW
#define GetComputerNameEx GetComputerNameExW
#else
#define GetComputerName GetComputerNameA
#define GetComputerNameEx GetComputerNameExA
#define GetVersionEx GetVersionExA
#endif
