/* SPDX-License-Identifier: MIT */
/*
 * The procedures of a name space provider, versions 1 and 2. They return 0, or SOCKET_ERROR with the thread's
 * last error set (WSASetLastError). Any thread may call them. Source pages: ws2spi.h, NSP_ROUTINE and
 * NSPV2_ROUTINE.
 */
#pragma once

typedef INT(WSAAPI* LPNSPCLEANUP)(LPGUID lpProviderId);
typedef INT(WSAAPI* LPNSPLOOKUPSERVICEBEGIN)(LPGUID lpProviderId, LPWSAQUERYSETW lpqsRestrictions,
                                             LPWSASERVICECLASSINFOW lpServiceClassInfo, DWORD dwControlFlags,
                                             LPHANDLE lphLookup);
typedef INT(WSAAPI* LPNSPLOOKUPSERVICENEXT)(HANDLE hLookup, DWORD dwControlFlags, LPDWORD lpdwBufferLength,
                                            LPWSAQUERYSETW lpqsResults);
typedef INT(WSAAPI* LPNSPLOOKUPSERVICEEND)(HANDLE hLookup);
typedef INT(WSAAPI* LPNSPSETSERVICE)(LPGUID lpProviderId, LPWSASERVICECLASSINFOW lpServiceClassInfo,
                                     LPWSAQUERYSETW lpqsRegInfo, WSAESETSERVICEOP essOperation,
                                     DWORD dwControlFlags);
typedef INT(WSAAPI* LPNSPINSTALLSERVICECLASS)(LPGUID lpProviderId, LPWSASERVICECLASSINFOW lpServiceClassInfo);
typedef INT(WSAAPI* LPNSPREMOVESERVICECLASS)(LPGUID lpProviderId, LPGUID lpServiceClassId);
typedef INT(WSAAPI* LPNSPGETSERVICECLASSINFO)(LPGUID lpProviderId, LPDWORD lpdwBufSize,
                                              LPWSASERVICECLASSINFOW lpServiceClassInfo);
typedef INT(WSAAPI* LPNSPIOCTL)(HANDLE hLookup, DWORD dwControlCode, LPVOID lpvInBuffer, DWORD cbInBuffer,
                                LPVOID lpvOutBuffer, DWORD cbOutBuffer, LPDWORD lpcbBytesReturned,
                                LPWSACOMPLETION lpCompletion, LPWSATHREADID lpThreadId);

/* cbSize covers NSPIoctl only when the provider has it. */
typedef struct _NSP_ROUTINE {
  DWORD cbSize;
  DWORD dwMajorVersion;
  DWORD dwMinorVersion;
  LPNSPCLEANUP NSPCleanup;
  LPNSPLOOKUPSERVICEBEGIN NSPLookupServiceBegin;
  LPNSPLOOKUPSERVICENEXT NSPLookupServiceNext;
  LPNSPLOOKUPSERVICEEND NSPLookupServiceEnd;
  LPNSPSETSERVICE NSPSetService;
  LPNSPINSTALLSERVICECLASS NSPInstallServiceClass;
  LPNSPREMOVESERVICECLASS NSPRemoveServiceClass;
  LPNSPGETSERVICECLASSINFO NSPGetServiceClassInfo;
  LPNSPIOCTL NSPIoctl;
} NSP_ROUTINE, *LPNSP_ROUTINE;

typedef INT(WSAAPI* LPNSPV2STARTUP)(LPGUID lpProviderId, LPVOID* ppvClientSessionArg);
typedef INT(WSAAPI* LPNSPV2CLEANUP)(LPGUID lpProviderId, LPVOID pvClientSessionArg);
typedef INT(WSAAPI* LPNSPV2LOOKUPSERVICEBEGIN)(LPGUID lpProviderId, LPWSAQUERYSET2W lpqsRestrictions,
                                               DWORD dwControlFlags, LPVOID lpvClientSessionArg,
                                               LPHANDLE lphLookup);
typedef VOID(WSAAPI* LPNSPV2LOOKUPSERVICENEXTEX)(HANDLE hAsyncCall, HANDLE hLookup, DWORD dwControlFlags,
                                                 LPDWORD lpdwBufferLength, LPWSAQUERYSET2W lpqsResults);
typedef INT(WSAAPI* LPNSPV2LOOKUPSERVICEEND)(HANDLE hLookup);
typedef VOID(WSAAPI* LPNSPV2SETSERVICEEX)(HANDLE hAsyncCall, LPGUID lpProviderId, LPWSAQUERYSET2W lpqsRegInfo,
                                          WSAESETSERVICEOP essOperation, DWORD dwControlFlags,
                                          LPVOID lpvClientSessionArg);
typedef VOID(WSAAPI* LPNSPV2CLIENTSESSIONRUNDOWN)(LPGUID lpProviderId, LPVOID pvClientSessionArg);

/* The calls with a `hAsyncCall` return nothing; their result is reported by WSAProviderCompleteAsyncCall. */
typedef struct _NSPV2_ROUTINE {
  DWORD cbSize;
  DWORD dwMajorVersion;
  DWORD dwMinorVersion;
  LPNSPV2STARTUP NSPv2Startup;
  LPNSPV2CLEANUP NSPv2Cleanup;
  LPNSPV2LOOKUPSERVICEBEGIN NSPv2LookupServiceBegin;
  LPNSPV2LOOKUPSERVICENEXTEX NSPv2LookupServiceNextEx;
  LPNSPV2LOOKUPSERVICEEND NSPv2LookupServiceEnd;
  LPNSPV2SETSERVICEEX NSPv2SetServiceEx;
  LPNSPV2CLIENTSESSIONRUNDOWN NSPv2ClientSessionRundown;
} NSPV2_ROUTINE, *PNSPV2_ROUTINE;
typedef const NSPV2_ROUTINE *PCNSPV2_ROUTINE, *LPCNSPV2_ROUTINE;
