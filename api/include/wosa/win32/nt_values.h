/* SPDX-License-Identifier: MIT */
/* Values and records of winnt.h that Winsock programs name: status codes, heap flags, languages, versions. */
#pragma once

#include "../../basetsd.h"

/* Status values; an OVERLAPPED's Internal holds one, and waits return some. */
#define STATUS_WAIT_0 ((UINT32)0x00000000)
#define STATUS_ABANDONED_WAIT_0 ((UINT32)0x00000080)
#define STATUS_USER_APC ((UINT32)0x000000C0)
#define STATUS_TIMEOUT ((UINT32)0x00000102)
#define STATUS_PENDING ((UINT32)0x00000103)

/* Flags of HeapCreate, HeapAlloc, HeapReAlloc, HeapFree and HeapSize. */
#define HEAP_NO_SERIALIZE 0x00000001
#define HEAP_GROWABLE 0x00000002
#define HEAP_GENERATE_EXCEPTIONS 0x00000004
#define HEAP_ZERO_MEMORY 0x00000008
#define HEAP_REALLOC_IN_PLACE_ONLY 0x00000010
#define HEAP_CREATE_ENABLE_EXECUTE 0x00040000

/* Language identifiers; messages are in English whichever is asked for. */
#define LANG_NEUTRAL 0x00
#define LANG_ENGLISH 0x09
#define SUBLANG_NEUTRAL 0x00
#define SUBLANG_DEFAULT 0x01
#define SUBLANG_SYS_DEFAULT 0x02
#define SUBLANG_ENGLISH_US 0x01
#define MAKELANGID(primary, sub) ((((UINT16)(sub)) << 10) | (UINT16)(primary))
#define PRIMARYLANGID(language) ((UINT16)(language)&0x3ff)
#define SUBLANGID(language) ((UINT16)(language) >> 10)
#define LANG_SYSTEM_DEFAULT (MAKELANGID(LANG_NEUTRAL, SUBLANG_SYS_DEFAULT))
#define LANG_USER_DEFAULT (MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT))

/* Reasons that a provider's DllMain is told. */
#define DLL_PROCESS_DETACH 0
#define DLL_PROCESS_ATTACH 1
#define DLL_THREAD_ATTACH 2
#define DLL_THREAD_DETACH 3

#define GENERIC_READ 0x80000000
#define GENERIC_WRITE 0x40000000
#define GENERIC_EXECUTE 0x20000000
#define GENERIC_ALL 0x10000000

#define VER_PLATFORM_WIN32s 0
#define VER_PLATFORM_WIN32_WINDOWS 1
#define VER_PLATFORM_WIN32_NT 2
#define VER_NT_WORKSTATION 1
#define VER_NT_DOMAIN_CONTROLLER 2
#define VER_NT_SERVER 3

#define PROCESSOR_ARCHITECTURE_INTEL 0
#define PROCESSOR_ARCHITECTURE_ARM 5
#define PROCESSOR_ARCHITECTURE_AMD64 9
#define PROCESSOR_ARCHITECTURE_ARM64 12
#define PROCESSOR_ARCHITECTURE_UNKNOWN 0xFFFF

/* What GetVersionExA fills in; dwOSVersionInfoSize is set by the caller to the size of the record it passes.
 */
typedef struct _OSVERSIONINFOA {
  UINT32 dwOSVersionInfoSize;
  UINT32 dwMajorVersion;
  UINT32 dwMinorVersion;
  UINT32 dwBuildNumber;
  UINT32 dwPlatformId;
  char szCSDVersion[128];
} OSVERSIONINFOA, *POSVERSIONINFOA, *LPOSVERSIONINFOA;

typedef struct _OSVERSIONINFOEXA {
  UINT32 dwOSVersionInfoSize;
  UINT32 dwMajorVersion;
  UINT32 dwMinorVersion;
  UINT32 dwBuildNumber;
  UINT32 dwPlatformId;
  char szCSDVersion[128];
  UINT16 wServicePackMajor;
  UINT16 wServicePackMinor;
  UINT16 wSuiteMask;
  UINT8 wProductType;
  UINT8 wReserved;
} OSVERSIONINFOEXA, *POSVERSIONINFOEXA, *LPOSVERSIONINFOEXA;

#ifndef UNICODE
typedef OSVERSIONINFOA OSVERSIONINFO, *POSVERSIONINFO, *LPOSVERSIONINFO;
typedef OSVERSIONINFOEXA OSVERSIONINFOEX, *POSVERSIONINFOEX, *LPOSVERSIONINFOEX;
#endif
