// SPDX-License-Identifier: MIT
// A provider that starts, makes sockets, and throws from everything else that it is asked: procedures, its
// clean-up, and the functions of its extension table.
#include <wosa/spi/extension.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace {

WSPUPCALLTABLE g_upcalls;

[[noreturn]] void throw_it() { throw std::runtime_error("a provider that throws"); }

int WSPAPI any_procedure() { throw_it(); }

SOCKET WSPAPI make_socket(int, int, int, LPWSAPROTOCOL_INFOW info, GROUP, DWORD, LPINT error) {
  return g_upcalls.lpWPUCreateSocketHandle(info->dwCatalogEntryId, 1, error);
}

BOOL WSAAPI interrupt(SOCKET, void*) { throw_it(); }
void WSAAPI release(SOCKET, void*, BOOL) { throw_it(); }
int WSAAPI query_readiness(SOCKET, DWORD, DWORD*, INT*) { throw_it(); }
int WSAAPI arm_readiness(SOCKET, DWORD, DWORD*, short*, INT*) { throw_it(); }
void WSAAPI disarm_readiness(SOCKET, DWORD) { throw_it(); }
int WSAAPI poll_array(WSAPOLLFD*, ULONG, INT, INT*) { throw_it(); }
void WSAAPI thread_exit() { throw_it(); }
void WSAAPI forked() { throw_it(); }
int WSAAPI send_one(SOCKET, void*, const char*, int, INT*) { throw_it(); }
int WSAAPI receive_one(SOCKET, void*, char*, int, INT*) { throw_it(); }

constexpr WOSA_PROVIDER_EXTENSION kExtension{
    sizeof kExtension, WOSA_EXTENSION_VERSION, &interrupt,  &release,     &query_readiness,
    &arm_readiness,    &disarm_readiness,      &poll_array, &thread_exit, &forked,
    &send_one,         &receive_one,
};

}  // namespace

extern "C" int WSPAPI WSPStartup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                                 WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
  g_upcalls = upcalls;
  const WOSA_RUNTIME_EXTENSION* runtime = WosaRuntimeExtension(&upcalls);
  if (runtime == nullptr || runtime->lpRegisterProvider(&info->ProviderId, &kExtension) != 0)
    return WSASYSNOTREADY;
  data->wVersion = requested;
  data->wHighVersion = MAKEWORD(2, 2);
  const auto filler = reinterpret_cast<std::uintptr_t>(&any_procedure);
  for (std::size_t i = 0; i + sizeof filler <= sizeof *table; i += sizeof filler) {
    std::memcpy(reinterpret_cast<char*>(table) + i, &filler, sizeof filler);
  }
  table->lpWSPSocket = &make_socket;
  return 0;
}
