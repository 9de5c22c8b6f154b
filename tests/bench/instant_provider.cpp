// SPDX-License-Identifier: MIT
// A provider whose procedures return at once: what remains of a call over it is the way from the API to a
// provider.
#include <cstddef>
#include <cstring>

#include "ws2spi.h"

namespace {

WSPUPCALLTABLE upcalls;
DWORD entry_id;

int WSPAPI instant_send(SOCKET, LPWSABUF buffers, DWORD, LPDWORD sent, DWORD, LPWSAOVERLAPPED,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT) noexcept {
  *sent = buffers->len;
  return 0;
}

SOCKET WSPAPI instant_socket(int, int, int, LPWSAPROTOCOL_INFOW info, GROUP, DWORD, LPINT error) noexcept {
  entry_id = info->dwCatalogEntryId;
  return upcalls.lpWPUCreateSocketHandle(entry_id, 0, error);
}

int WSPAPI instant_close(SOCKET s, LPINT error) noexcept { return upcalls.lpWPUCloseSocketHandle(s, error); }

// Hands out the address of its WSPSend, so that the benchmark can call it without the API.
int WSPAPI instant_ioctl(SOCKET, DWORD, LPVOID, DWORD, LPVOID out, DWORD, LPDWORD, LPWSAOVERLAPPED,
                         LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT) noexcept {
  const LPWSPSEND send = &instant_send;
  std::memcpy(out, &send, sizeof send);
  return 0;
}

int WSPAPI instant_cleanup(LPINT) noexcept { return 0; }
int refuse() noexcept { return SOCKET_ERROR; }

}  // namespace

extern "C" __attribute__((visibility("default"))) int WSPAPI WSPStartup(WORD, LPWSPDATA data,
                                                                        LPWSAPROTOCOL_INFOW,
                                                                        WSPUPCALLTABLE table,
                                                                        LPWSPPROC_TABLE procedures) {
  upcalls = table;
  data->wVersion = data->wHighVersion = MAKEWORD(2, 2);
  void (*every[30])();
  for (auto& one : every) one = reinterpret_cast<void (*)()>(&refuse);
  static_assert(sizeof every == sizeof *procedures);
  std::memcpy(static_cast<void*>(procedures), every, sizeof every);
  procedures->lpWSPSend = &instant_send;
  procedures->lpWSPSocket = &instant_socket;
  procedures->lpWSPCloseSocket = &instant_close;
  procedures->lpWSPIoctl = &instant_ioctl;
  procedures->lpWSPCleanup = &instant_cleanup;
  return 0;
}
