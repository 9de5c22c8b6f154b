// SPDX-License-Identifier: MIT

// WSPStartup and WSPCleanup: version, the runtime's extension table, the transport, and the count that pairs
// them.
//
// Without the extension table (another runtime than ours) start-up fails with WSASYSNOTREADY: pins, closing
// and the scheduler come from there. A capability that the entry claims and the transport has no handler for
// fails it with WSAEPROVIDERFAILEDINIT.

#include <array>
#include <cstring>
#include <cwchar>
#include <new>
#include <span>

#include "engine/socket.hpp"

namespace wosa::spi {

namespace engine {
namespace {

constexpr WORD kHighestVersion = MAKEWORD(2, 2);
constexpr BYTE kLowestMajor = 2;

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

// Starts of one provider do not overlap (the runtime sees to it), so there is one maker.
int ensure_transport(Provider& provider, const Environment& environment) noexcept {
  if (provider.transport.load(std::memory_order_acquire) != nullptr) return 0;
  try {
    std::unique_ptr<Transport> made = provider.make(environment);
    if (made == nullptr) return WSASYSNOTREADY;
    provider.transport.store(made.release(), std::memory_order_release);
    return 0;
  } catch (const std::bad_alloc&) {
    return WSAENOBUFS;
  } catch (...) {
    return WSASYSNOTREADY;
  }
}

void describe(WSPDATA& data, const WCHAR* description, WORD requested) noexcept {
  data.wVersion = negotiate(requested);
  data.wHighVersion = kHighestVersion;
  std::wcsncpy(data.szDescription, description, WSPDESCRIPTION_LEN);
  data.szDescription[WSPDESCRIPTION_LEN] = 0;
}

}  // namespace

int start(Provider& provider, const WOSA_PROVIDER_EXTENSION& extension, const WSPPROC_TABLE& procedures,
          WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, const WSPUPCALLTABLE& upcalls,
          LPWSPPROC_TABLE out) noexcept {
  if (data == nullptr || info == nullptr || out == nullptr) return WSAEFAULT;
  if (LOBYTE(requested) < kLowestMajor) return WSAVERNOTSUPPORTED;
  const WOSA_RUNTIME_EXTENSION* runtime = WosaRuntimeExtension(&upcalls);
  if (runtime == nullptr || !is_complete(*runtime)) return WSASYSNOTREADY;
  const Environment environment{runtime, &provider.fork_generation};
  if (const auto claim = unsupported_claim(*info, provider.handlers)) {
    environment.log(WOSA_LOG_ERROR, "%ls: claims %s", provider.description, claim->text().data());
    return WSAEPROVIDERFAILEDINIT;
  }
  provider.runtime.store(runtime, std::memory_order_relaxed);
  provider.extension.store(&extension, std::memory_order_relaxed);
  // The same at every start, and threads may be reading it.
  if (std::memcmp(&provider.upcalls, &upcalls, sizeof upcalls) != 0) provider.upcalls = upcalls;
  if (const int code = ensure_transport(provider, environment); code != 0) return code;
  if (const int code = runtime->lpRegisterProvider(&info->ProviderId, &extension); code != 0) return code;
  describe(*data, provider.description, requested);
  *out = procedures;
  const ControlGuard guard(provider.lock, provider);
  ++provider.startups;
  return 0;
}

namespace {

// The next few sockets that no clean-up has looked at; their number.
std::size_t sweep(Provider& provider, std::span<SOCKET> handles) noexcept {
  const ControlGuard guard(provider.lock, provider);
  std::size_t count = 0;
  for (Socket* socket = provider.sockets; socket != nullptr && count < handles.size();
       socket = socket->next) {
    const SOCKET s = socket->handle.load(std::memory_order_acquire);
    if (socket->swept || s == INVALID_SOCKET) continue;
    socket->swept = true;
    handles[count++] = s;
  }
  return count;
}

}  // namespace

int cleanup(Provider& provider, LPINT error) noexcept {
  {
    const ControlGuard guard(provider.lock, provider);
    if (provider.startups == 0) return fail(error, WSANOTINITIALISED);
    if (--provider.startups > 0) return 0;
  }
  const auto& runtime = *provider.runtime.load(std::memory_order_relaxed);
  std::array<SOCKET, 256> handles;
  for (std::size_t count = sweep(provider, handles); count != 0; count = sweep(provider, handles)) {
    for (std::size_t i = 0; i < count; ++i) {
      const Pinned socket(provider, handles[i]);
      // In the child of a fork also what it cannot use.
      if (socket || socket.refusal() == WSAENETDOWN) runtime.lpBeginClose(handles[i]);
    }
  }
  return 0;
}

}  // namespace engine
}  // namespace wosa::spi
