// SPDX-License-Identifier: MIT
// A provider that notices when its contexts are released under it. Its sockets are loops: what is sent to one
// is received from the same one.
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstring>

#include "checked_context.hpp"
#include "checked_readiness.hpp"
#include "complete_table.hpp"

namespace wosa::stress {

namespace {

std::atomic<DWORD> g_entry_id{0};

int fail(LPINT error, int code) {
  *error = code;
  return SOCKET_ERROR;
}

SOCKET make_socket(LPINT error) {
  Context* context = new_context();
  const int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  SOCKET s = INVALID_SOCKET;
  *error = WSAENOBUFS;
  if (context != nullptr && descriptor >= 0)
    s = g_runtime->lpBindSocket(g_entry_id, descriptor, context, error);
  if (s != INVALID_SOCKET) return s;
  if (context != nullptr) free_context(context);
  if (descriptor >= 0) close(descriptor);
  return INVALID_SOCKET;
}

SOCKET WSPAPI checked_socket(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD, LPINT error) {
  return make_socket(error);
}

int WSPAPI checked_close(SOCKET s, LPINT error) {
  const Inside inside(s);
  if (!inside) return fail(error, WSAENOTSOCK);
  const int code = g_runtime->lpBeginClose(s);
  return code == 0 ? 0 : fail(error, code);
}

int WSPAPI checked_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD, LPWSAOVERLAPPED,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) {
  Inside inside(s);
  if (!inside) return fail(error, WSAENOTSOCK);
  *sent = 0;
  for (DWORD i = 0; i < count; ++i) *sent += buffers[i].len;
  {
    const std::lock_guard lock(inside.context().mutex);
    if (inside.lost()) return fail(error, WSAEINTR);
    if (inside.context().tokens.size() < 64) inside.context().tokens.push_back(inside.serial());
  }
  wake(s, inside.context());
  return 0;
}

int WSPAPI checked_recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD, LPWSAOVERLAPPED,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) {
  Inside inside(s);
  if (!inside) return fail(error, WSAENOTSOCK);
  std::uint32_t token = 0;
  const int code = wait_for(s, inside, [&token](Context& context) {
    if (context.tokens.empty()) return false;
    token = context.tokens.front();
    context.tokens.pop_front();
    return true;
  });
  if (code != 0) return fail(error, code);
  if (token != inside.serial()) count_foreign_data();
  *received = count > 0 && buffers[0].len >= sizeof token ? sizeof token : 0;
  if (*received != 0) std::memcpy(buffers[0].buf, &token, sizeof token);
  return 0;
}

SOCKET WSPAPI checked_accept(SOCKET s, WS_sockaddr*, LPINT, LPCONDITIONPROC, DWORD_PTR, LPINT error) {
  Inside inside(s);
  int code = WSAENOTSOCK;
  if (inside) {
    code = wait_for(s, inside, [](Context& context) {
      if (context.connections == 0) return false;
      --context.connections;
      return true;
    });
  }
  if (code == 0) return make_socket(error);
  *error = code;
  return INVALID_SOCKET;
}

int WSPAPI checked_ioctl(SOCKET s, DWORD code, LPVOID, DWORD, LPVOID, DWORD, LPDWORD returned,
                         LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) {
  Inside inside(s);
  if (!inside) return fail(error, WSAENOTSOCK);
  if (code != kAddConnection) return fail(error, WSAEOPNOTSUPP);
  {
    const std::lock_guard lock(inside.context().mutex);
    if (inside.lost()) return fail(error, WSAEINTR);
    if (inside.context().connections < 8) ++inside.context().connections;
  }
  wake(s, inside.context());
  *returned = 0;
  return 0;
}

int WSPAPI checked_getsockopt(SOCKET s, int, int option, char* value, LPINT length, LPINT error) {
  const Inside inside(s);
  if (!inside) return fail(error, WSAENOTSOCK);
  const DWORD type = WS_SOCK_STREAM;
  if (option != WS_SO_TYPE || *length < int{sizeof type}) return fail(error, WSAENOPROTOOPT);
  std::memcpy(value, &type, sizeof type);
  *length = sizeof type;
  return 0;
}

int WSPAPI checked_cleanup(LPINT) { return 0; }

}  // namespace

}  // namespace wosa::stress

extern "C" WOSA_EXPORT void wosa_stress_report(wosa::stress::Report* report) {
  wosa::stress::read_report(*report);
}

extern "C" int WSPAPI WSPStartup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                                 WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
  using namespace wosa::stress;
  g_runtime = WosaRuntimeExtension(&upcalls);
  if (g_runtime == nullptr) return WSASYSNOTREADY;
  // A layer that calls this table directly starts the provider once more; it is registered already then. The
  // first start-up carries the record of this provider's own entry.
  if (g_entry_id == 0) g_entry_id = info->dwCatalogEntryId;
  g_runtime->lpRegisterProvider(&info->ProviderId, &checked_extension());
  *table = {};
  table->lpWSPSocket = &checked_socket;
  table->lpWSPCloseSocket = &checked_close;
  table->lpWSPSend = &checked_send;
  table->lpWSPRecv = &checked_recv;
  table->lpWSPAccept = &checked_accept;
  table->lpWSPIoctl = &checked_ioctl;
  table->lpWSPGetSockOpt = &checked_getsockopt;
  table->lpWSPSelect = &checked_select;
  table->lpWSPCleanup = &checked_cleanup;
  complete_table(*table);
  data->wVersion = requested;
  data->wHighVersion = MAKEWORD(2, 2);
  return 0;
}
