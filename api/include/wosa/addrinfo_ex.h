/* SPDX-License-Identifier: MIT */
/* Extended results of name resolution: which name space and provider they came from. Source page: ws2def.h,
 * ADDRINFOEXW. */
#pragma once

#include "winsock/events.h"

typedef struct addrinfoExA {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  char* ai_canonname;
  struct WS_sockaddr* ai_addr;
  void* ai_blob;
  size_t ai_bloblen;
  LPGUID ai_provider;
  struct addrinfoExA* ai_next;
} ADDRINFOEXA, *PADDRINFOEXA, *LPADDRINFOEXA;

typedef struct addrinfoExW {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  PWSTR ai_canonname;
  struct WS_sockaddr* ai_addr;
  void* ai_blob;
  size_t ai_bloblen;
  LPGUID ai_provider;
  struct addrinfoExW* ai_next;
} ADDRINFOEXW, *PADDRINFOEXW, *LPADDRINFOEXW;

/* Versions 2 to 4 of the record, which AI_EXTENDED asks for; each begins with the members of the one before.
 */
#define ADDRINFOEX_VERSION_2 2
#define ADDRINFOEX_VERSION_3 3
#define ADDRINFOEX_VERSION_4 4

typedef struct addrinfoex2W {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  PWSTR ai_canonname;
  struct WS_sockaddr* ai_addr;
  void* ai_blob;
  size_t ai_bloblen;
  LPGUID ai_provider;
  struct addrinfoex2W* ai_next;
  int ai_version;
  PWSTR ai_fqdn;
} ADDRINFOEX2W, *PADDRINFOEX2W, *LPADDRINFOEX2W;

typedef struct addrinfoex3W {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  PWSTR ai_canonname;
  struct WS_sockaddr* ai_addr;
  void* ai_blob;
  size_t ai_bloblen;
  LPGUID ai_provider;
  struct addrinfoex3W* ai_next;
  int ai_version;
  PWSTR ai_fqdn;
  int ai_interfaceindex;
} ADDRINFOEX3W, *PADDRINFOEX3W, *LPADDRINFOEX3W;

typedef struct addrinfoex4 {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  PWSTR ai_canonname;
  struct WS_sockaddr* ai_addr;
  void* ai_blob;
  size_t ai_bloblen;
  GUID* ai_provider;
  struct addrinfoex4* ai_next;
  int ai_version;
  PWSTR ai_fqdn;
  int ai_interfaceindex;
  HANDLE ai_resolutionhandle;
} ADDRINFOEX4, *PADDRINFOEX4, *LPADDRINFOEX4;

/* Called when an asynchronous lookup has ended. */
typedef void(CALLBACK* LPLOOKUPSERVICE_COMPLETION_ROUTINE)(DWORD dwError, DWORD dwBytes,
                                                           LPWSAOVERLAPPED lpOverlapped);

#ifdef UNICODE
typedef ADDRINFOEXW ADDRINFOEX, *PADDRINFOEX;
#else
typedef ADDRINFOEXA ADDRINFOEX, *PADDRINFOEX;
#endif
