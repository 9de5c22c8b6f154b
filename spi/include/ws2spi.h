/* SPDX-License-Identifier: MIT */
/*
 * The service provider interface of Windows Sockets 2: what a transport or a layer exports and is given. The
 * order of the tables is the documented one and part of the binary interface. Source page: ws2spi.h.
 */
#ifndef _WINSOCK2SPI_
#define _WINSOCK2SPI_

#include "winsock2.h"

#define WSPDESCRIPTION_LEN 255
#define WSPAPI WSAAPI

/* In an OVERLAPPED's Internal: begun and not yet complete. */
#define WSS_OPERATION_IN_PROGRESS (0x00000103)

/* What WSPStartup tells of the provider. */
typedef struct WSPData {
  WORD wVersion;
  WORD wHighVersion;
  WCHAR szDescription[WSPDESCRIPTION_LEN + 1];
} WSPDATA, *LPWSPDATA;

/* A thread that completion routines can be queued to; from WPUOpenCurrentThread or the runtime. */
typedef struct _WSATHREADID {
  HANDLE ThreadHandle;
  DWORD_PTR Reserved;
} WSATHREADID, *LPWSATHREADID;

typedef BOOL(CALLBACK* LPBLOCKINGCALLBACK)(DWORD_PTR dwContext);
typedef VOID(CALLBACK* LPWSAUSERAPC)(DWORD_PTR dwContext);

#include "wosa/spi/c/catalog_calls.h"
#include "wosa/spi/c/name_space_procedures.h"
#include "wosa/spi/c/procedures.h"
#include "wosa/spi/c/upcalls.h"

WOSA_BEGIN_DECLS

/*
 * The one function that a transport provider or layer exports. Negotiates the version (2.2), receives the
 * catalog entry (for a layer: the chain's) and the upcalls, and fills in all 30 procedures of `lpProcTable`.
 * Called once for each use; each success is matched by one WSPCleanup. Any thread, not in parallel for one
 * provider. Returns 0, or the error: WSAVERNOTSUPPORTED, WSASYSNOTREADY, WSAEPROCLIM, WSAEFAULT. Source:
 * ws2spi.h, function WSPStartup.
 */
WOSA_EXPORT int WSPAPI WSPStartup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                                  LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                                  LPWSPPROC_TABLE lpProcTable);

/*
 * The one function that a name space provider exports: fills in `lpnspRoutines`, whose cbSize says how much
 * there is room for. Each success is matched by one NSPCleanup. Returns 0, or SOCKET_ERROR with the last
 * error set. Source: ws2spi.h, function NSPStartup.
 */
WOSA_EXPORT INT WSAAPI NSPStartup(LPGUID lpProviderId, LPNSP_ROUTINE lpnspRoutines);

WOSA_END_DECLS

typedef int(WSPAPI* LPWSPSTARTUP)(WORD wVersionRequested, LPWSPDATA lpWSPData,
                                  LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                                  LPWSPPROC_TABLE lpProcTable);
typedef INT(WSAAPI* LPNSPSTARTUP)(LPGUID lpProviderId, LPNSP_ROUTINE lpnspRoutines);

#endif
