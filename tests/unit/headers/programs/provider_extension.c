/* SPDX-License-Identifier: MIT */
/* A provider that takes part in waits, written with Winsock's plain names. */
#include <ws2spi.h>

#include <wosa/spi/extension.h>

static const WOSA_RUNTIME_EXTENSION *g_runtime;

static int WSAAPI my_query(SOCKET s, DWORD conditions, DWORD *ready, INT *lpErrno) {
  WOSA_POLLFD waiting;
  int count = 0;
  waiting.fd = (int)s;
  waiting.events = WOSA_POLLIN | WOSA_POLLPRI | WOSA_POLLOUT;
  waiting.revents = 0;
  if (g_runtime->pScheduler->lpPoll(&waiting, 1, 0, &count) != 0) {
    *lpErrno = WSAENOBUFS;
    return SOCKET_ERROR;
  }
  *ready = (waiting.revents & WOSA_POLLIN) != 0 ? conditions & WOSA_READY_READ : 0;
  return 0;
}

int my_registration(const WSPUPCALLTABLE *upcalls, const GUID *id) {
  static WOSA_PROVIDER_EXTENSION table;
  WSAPOLLFD another;
  another.events = POLLIN;
  (void)another;
  table.cbSize = sizeof(table);
  table.dwVersion = WOSA_EXTENSION_VERSION;
  table.lpQueryReadiness = my_query;
  g_runtime = WosaRuntimeExtension(upcalls);
  if (g_runtime == NULL || !WOSA_EXTENSION_HAS(WOSA_RUNTIME_EXTENSION, g_runtime, lpRegisterProvider)) return 1;
  return g_runtime->lpRegisterProvider(id, &table);
}
