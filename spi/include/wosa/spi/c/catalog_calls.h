/* SPDX-License-Identifier: MIT */
/* The whole catalog, and the types and values of installing. Source page: ws2spi.h, WSC functions. */
#pragma once

/* Categories of layers, which a program may be limited to. */
#define LSP_SYSTEM 0x80000000
#define LSP_INSPECTOR 0x00000001
#define LSP_REDIRECTOR 0x00000002
#define LSP_PROXY 0x00000004
#define LSP_FIREWALL 0x00000008
#define LSP_INBOUND_MODIFY 0x00000010
#define LSP_OUTBOUND_MODIFY 0x00000020
#define LSP_CRYPTO_COMPRESS 0x00000040
#define LSP_LOCAL_CACHE 0x00000080

/* Extra data of a catalog entry. */
typedef enum _WSC_PROVIDER_INFO_TYPE {
  ProviderInfoLspCategories = 0,
  ProviderInfoAudit
} WSC_PROVIDER_INFO_TYPE;

typedef struct _WSC_PROVIDER_AUDIT_INFO {
  DWORD RecordSize;
  PVOID Reserved;
} WSC_PROVIDER_AUDIT_INFO, *PWSC_PROVIDER_AUDIT_INFO;

typedef int(WSPAPI* LPWSCENUMPROTOCOLS)(LPINT lpiProtocols, LPWSAPROTOCOL_INFOW lpProtocolBuffer,
                                        LPDWORD lpdwBufferLength, LPINT lpErrno);
typedef int(WSPAPI* LPWSCGETPROVIDERPATH)(LPGUID lpProviderId, WCHAR* lpszProviderDllPath,
                                          LPINT lpProviderDllPathLen, LPINT lpErrno);
typedef int(WSPAPI* LPWSCINSTALLPROVIDER)(LPGUID lpProviderId, const WCHAR* lpszProviderDllPath,
                                          const LPWSAPROTOCOL_INFOW lpProtocolInfoList,
                                          DWORD dwNumberOfEntries, LPINT lpErrno);
typedef int(WSPAPI* LPWSCUPDATEPROVIDER)(LPGUID lpProviderId, const WCHAR* lpszProviderDllPath,
                                         const LPWSAPROTOCOL_INFOW lpProtocolInfoList,
                                         DWORD dwNumberOfEntries, LPINT lpErrno);
typedef int(WSPAPI* LPWSCDEINSTALLPROVIDER)(LPGUID lpProviderId, LPINT lpErrno);

WOSA_BEGIN_DECLS

/*
 * As WSAEnumProtocolsW, but with everything: hidden entries and layers too, in catalog order. Loads no
 * provider. Any thread, also before WSAStartup. Returns how many, or SOCKET_ERROR with WSAENOBUFS (too short:
 * the needed size is stored), WSAEFAULT, WSAEINVAL in `*lpErrno`. Source: ws2spi.h, function
 * WSCEnumProtocols.
 */
WINSOCK_API_LINKAGE int WSPAPI WSCEnumProtocols(LPINT lpiProtocols, LPWSAPROTOCOL_INFOW lpProtocolBuffer,
                                                LPDWORD lpdwBufferLength, LPINT lpErrno);

/*
 * The path of a provider's library, into `*lpProviderDllPathLen` characters (in; used with NUL out).
 * Environment strings in it are not expanded. Any thread, also before WSAStartup. 0, or SOCKET_ERROR with
 * WSAEINVAL (unknown GUID), WSAEFAULT (too short: the needed length is stored; or bad pointer) in `*lpErrno`.
 * Source: ws2spi.h, function WSCGetProviderPath.
 */
WINSOCK_API_LINKAGE int WSPAPI WSCGetProviderPath(LPGUID lpProviderId, WCHAR* lpszProviderDllPath,
                                                  LPINT lpProviderDllPathLen, LPINT lpErrno);

WOSA_END_DECLS
