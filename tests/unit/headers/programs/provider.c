/* SPDX-License-Identifier: MIT */
/* What a layered provider's source does with the tables. */
#include <ws2spi.h>

static WSPUPCALLTABLE g_upcalls;
static WSPPROC_TABLE g_next;

static int WSPAPI my_select(int nfds, fd_set FAR *readfds, fd_set FAR *writefds, fd_set FAR *exceptfds,
                            const struct timeval FAR *timeout, LPINT lpErrno) {
  return g_next.lpWSPSelect(nfds, readfds, writefds, exceptfds, timeout, lpErrno);
}

static int WSPAPI my_connect(SOCKET s, const struct sockaddr FAR *name, int namelen, LPWSABUF lpCallerData,
                             LPWSABUF lpCalleeData, LPQOS lpSQOS, LPQOS lpGQOS, LPINT lpErrno) {
  return g_next.lpWSPConnect(s, name, namelen, lpCallerData, lpCalleeData, lpSQOS, lpGQOS, lpErrno);
}

int WSPAPI WSPStartup(WORD wVersionRequested, LPWSPDATA lpWSPData, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                      WSPUPCALLTABLE UpcallTable, LPWSPPROC_TABLE lpProcTable) {
  if (wVersionRequested != MAKEWORD(2, 2)) return WSAVERNOTSUPPORTED;
  if (lpProtocolInfo->ProtocolChain.ChainLen < 1) return WSAEINVALIDPROVIDER;
  g_upcalls = UpcallTable;
  lpProcTable->lpWSPSelect = my_select;
  lpProcTable->lpWSPConnect = my_connect;
  lpWSPData->wVersion = MAKEWORD(2, 2);
  lpWSPData->wHighVersion = MAKEWORD(2, 2);
  return g_upcalls.lpWPUFDIsSet == NULL;
}
