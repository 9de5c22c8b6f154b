// SPDX-License-Identifier: MIT

// WSPStartup and WSPCleanup: version, the runtime's extension table, and the count that pairs them.
//
// Without the extension table (another runtime than ours) start-up fails with WSASYSNOTREADY: pins, closing
// and the scheduler come from there, and a socket without them would be unsafe to close.

#include "wosa/tcpip/startup.hpp"

#include <cstring>
#include <mutex>

#include "wosa/spi/extension.h"

#include "close.hpp"
#include "errors.hpp"
#include "poll.hpp"
#include "procedures.hpp"
#include "provider.hpp"
#include "readiness.hpp"
#include "registry.hpp"
#include "socket.hpp"

namespace wosa::tcpip {
namespace {

constexpr WORD kHighestVersion = MAKEWORD(2, 2);
constexpr BYTE kLowestMajor = 2;
constexpr WCHAR kDescription[] = L"WOSA Sockets TCP/IP over the Linux kernel";

// Only async-signal-safe work: other threads are gone, with whatever locks they held.
void WSAAPI forked() noexcept { g_provider.fork_generation.fetch_add(1, std::memory_order_relaxed); }

}  // namespace

constinit const WOSA_PROVIDER_EXTENSION g_extension = {
    sizeof(WOSA_PROVIDER_EXTENSION),
    WOSA_EXTENSION_VERSION,
    interrupt_socket,
    release_socket,
    query_readiness,
    arm_readiness,
    disarm_readiness,
    poll_array,
    nullptr,
    forked,
    send_one,
    receive_one,
};

namespace {

bool is_complete(const WOSA_RUNTIME_EXTENSION& table) noexcept {
  return WOSA_EXTENSION_HAS(WOSA_RUNTIME_EXTENSION, &table, lpLog) && table.lpRegisterProvider != nullptr &&
         table.pScheduler != nullptr && table.pScheduler->cbSize >= sizeof(WOSA_SCHEDULER);
}

// The major number is in the low byte.
WORD negotiate(WORD requested) noexcept {
  const int wanted = LOBYTE(requested) << 8 | HIBYTE(requested);
  const int highest = LOBYTE(kHighestVersion) << 8 | HIBYTE(kHighestVersion);
  return wanted < highest ? requested : kHighestVersion;
}

int start(WORD requested, WSPDATA* data, const WSAPROTOCOL_INFOW* info, const WSPUPCALLTABLE& upcalls,
          WSPPROC_TABLE* procedures) noexcept {
  if (data == nullptr || info == nullptr || procedures == nullptr) return WSAEFAULT;
  if (LOBYTE(requested) < kLowestMajor) return WSAVERNOTSUPPORTED;
  const WOSA_RUNTIME_EXTENSION* table = WosaRuntimeExtension(&upcalls);
  if (table == nullptr || !is_complete(*table)) return WSASYSNOTREADY;
  g_provider.runtime.store(table, std::memory_order_relaxed);
  g_provider.set_event.store(upcalls.lpWPUSetEvent, std::memory_order_relaxed);
  g_provider.reset_event.store(upcalls.lpWPUResetEvent, std::memory_order_relaxed);
  const std::lock_guard guard(g_provider.lock);
  if (const int code = table->lpRegisterProvider(&info->ProviderId, &g_extension); code != 0) return code;
  data->wVersion = negotiate(requested);
  data->wHighVersion = kHighestVersion;
  std::memcpy(data->szDescription, kDescription, sizeof kDescription);
  fill_table(*procedures);
  ++g_provider.startups;
  return 0;
}

void close_remaining(SOCKET s) noexcept {
  const Pinned socket{s};
  if (socket) runtime().lpBeginClose(s);
}

}  // namespace

int WSPAPI wsp_cleanup(LPINT error) noexcept {
  {
    const std::lock_guard guard(g_provider.lock);
    if (g_provider.startups == 0) return fail(error, WSANOTINITIALISED);
    if (--g_provider.startups > 0) return 0;
  }
  for_each_socket(close_remaining);
  return 0;
}

}  // namespace wosa::tcpip

extern "C" int WSPAPI wosa_tcpip_WSPStartup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                                            WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE procedures) noexcept {
  return wosa::tcpip::start(requested, data, info, upcalls, procedures);
}
