// SPDX-License-Identifier: MIT
// The two functions that the library exports: WSPStartup, and the one that sets the interface.
//
// The runtime starts the provider when the first socket is asked for, the test sets its interface when it
// likes. Whichever comes second starts the interface, and whichever is taken back first ends it.
#include <cstring>

#include "forward.hpp"

namespace wosa::mock {

namespace {

constexpr WORD kVersion = MAKEWORD(2, 2);
constexpr WCHAR kDescription[] = L"WOSA Sockets mock: forwards to an interface of the test process";

bool is_complete(const WOSA_RUNTIME_EXTENSION& table) noexcept {
  return table.cbSize >= sizeof(WOSA_RUNTIME_EXTENSION) && table.pScheduler != nullptr &&
         table.pScheduler->cbSize >= sizeof(WOSA_SCHEDULER);
}

// Waits for the turn, but not while the thread keeps somebody waiting who may have it.
bool begin_turn() noexcept {
  if (Inside::here()) return try_take_turn();
  take_turn();
  return true;
}

void describe(WSPDATA& data) noexcept {
  data.wVersion = kVersion;
  data.wHighVersion = kVersion;
  std::memcpy(data.szDescription, kDescription, sizeof kDescription);
}

int start_interface(Procedures& interface, WSPDATA& data) noexcept {
  INT thrown = 0;
  const int code = guarded(interface, SOCKET_ERROR, &thrown, [&](Procedures& to) {
    WSAPROTOCOL_INFOW info = g_provider.info;
    return to.WSPStartup(kVersion, &data, &info, upcalls_for_interface(g_provider.upcalls));
  });
  return thrown != 0 ? thrown : code;
}

int end_interface(Procedures& interface, LPINT error) noexcept {
  return guarded(interface, SOCKET_ERROR, error, [&](Procedures& to) { return to.WSPCleanup(error); });
}

int start(WSPDATA& data, const WSAPROTOCOL_INFOW& info, const WSPUPCALLTABLE& upcalls) noexcept {
  const WOSA_RUNTIME_EXTENSION* table = WosaRuntimeExtension(&upcalls);
  if (table != nullptr && is_complete(*table)) {
    g_provider.runtime.store(table);
    if (const int code = table->lpRegisterProvider(&info.ProviderId, &kExtension); code != 0) return code;
  }
  if (!begin_turn()) return WSASYSNOTREADY;
  int code = 0;
  if (g_provider.startups == 0) {
    g_provider.info = info;
    g_provider.upcalls = upcalls;
    if (Procedures* interface = g_provider.current.load(); interface != nullptr)
      code = start_interface(*interface, data);
  }
  if (code == 0) ++g_provider.startups;
  give_turn();
  return code;
}

// The former interface is ended while calls still reach it: it closes its sockets, and the threads that are
// inside are woken through it.
INT replace(Procedures* next) noexcept {
  Procedures* const former = g_provider.current.load();
  if (former == next) return 0;
  const bool started = g_provider.startups > 0;
  INT ignored = 0;
  if (former != nullptr && started) end_interface(*former, &ignored);
  g_provider.current.store(nullptr);
  wait_until_left();
  if (next != nullptr && started) {
    WSPDATA data{};
    describe(data);
    if (const int code = start_interface(*next, data); code != 0) return code;
  }
  g_provider.current.store(next);
  return 0;
}

}  // namespace

int WSPAPI clean_up(LPINT error) noexcept {
  if (!begin_turn()) {
    store(error, WSAEINPROGRESS);
    return SOCKET_ERROR;
  }
  int result = 0;
  if (g_provider.startups == 0) {
    store(error, WSANOTINITIALISED);
    result = SOCKET_ERROR;
  } else if (--g_provider.startups == 0) {
    if (Procedures* interface = g_provider.current.load(); interface != nullptr)
      result = end_interface(*interface, error);
  }
  give_turn();
  return result;
}

}  // namespace wosa::mock

extern "C" WOSA_EXPORT int WSPAPI WSPStartup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                                             WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE procedures) {
  using namespace wosa::mock;
  if (data == nullptr || info == nullptr || procedures == nullptr) return WSAEFAULT;
  if (LOBYTE(requested) < LOBYTE(kVersion)) return WSAVERNOTSUPPORTED;
  describe(*data);
  fill_table(*procedures);
  return start(*data, *info, upcalls);
}

extern "C" INT WSAAPI wosa_mock_set_procedures(wosa::mock::Procedures* procedures) {
  using namespace wosa::mock;
  if (Inside::here() || !try_take_turn()) return WSAEINPROGRESS;
  const INT code = replace(procedures);
  give_turn();
  return code;
}
