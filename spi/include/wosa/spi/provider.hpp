// SPDX-License-Identifier: MIT
#pragma once

// Makes a service provider of a transport. One line in the transport's source:
//
//     WOSA_SPI_PROVIDER(WSPStartup, L"Pipes between threads", PipeTransport, PipeEndpoint)
//
// defines the library's one exported function. The classes after the transport are all endpoint classes that
// it makes. The engine keeps no state of its own: what there is stands in the one Provider object that the
// macro defines, so that several providers can be linked into one library.

#include <atomic>
#include <memory>

#include "wosa/spi/control_lock.hpp"
#include "wosa/spi/handlers.hpp"
#include "wosa/spi/transport.hpp"

namespace wosa::spi {

namespace engine {
class Socket;
struct CatalogEntry;
}  // namespace engine

/// One provider: the runtime that it serves, its transport, its sockets. Members are the engine's.
///
/// Locks: `lock` guards startups, the making of the transport, the list of sockets and the list of entries;
/// it is never held across a call into the transport or an upcall.
struct Provider {
  using MakeTransport = std::unique_ptr<Transport> (*)(const Environment&);

  const WCHAR* const description;
  const MakeTransport make;
  const unsigned handlers;

  std::atomic<const WOSA_RUNTIME_EXTENSION*> runtime{nullptr};
  std::atomic<Transport*> transport{nullptr};  // never freed once made
  std::atomic<std::uint32_t> fork_generation{0};
  WSPUPCALLTABLE upcalls{};  // written before the first socket can be made
  ControlLock lock{};
  int startups = 0;
  engine::Socket* sockets = nullptr;
  engine::CatalogEntry* entries = nullptr;  // only grows at its head

  constexpr Provider(const WCHAR* description_, MakeTransport make_, unsigned handlers_) noexcept
      : description(description_), make(make_), handlers(handlers_) {}
};

namespace engine {

int start(Provider& provider, const WOSA_PROVIDER_EXTENSION& extension, WORD requested, LPWSPDATA data,
          LPWSAPROTOCOL_INFOW info, const WSPUPCALLTABLE& upcalls, LPWSPPROC_TABLE procedures) noexcept;
void fill_table(WSPPROC_TABLE& table) noexcept;  // without the entries that need to know the provider
int cleanup(Provider& provider, LPINT error) noexcept;
SOCKET open_socket(Provider& provider, int family, int type, int protocol, LPWSAPROTOCOL_INFOW info,
                   GROUP group, DWORD flags, LPINT error) noexcept;
int address_to_string(Provider& provider, LPSOCKADDR address, DWORD length, LPWSTR text, LPDWORD text_length,
                      LPINT error) noexcept;
int string_to_address(Provider& provider, LPWSTR text, INT family, LPSOCKADDR address, LPINT length,
                      LPINT error) noexcept;

BOOL WSAAPI interrupt_socket(SOCKET s, void* context) noexcept;
void WSAAPI release_socket(SOCKET s, void* context, BOOL descriptor_lost) noexcept;
int WSAAPI query_readiness(SOCKET s, DWORD conditions, DWORD* ready, INT* error) noexcept;
int WSAAPI arm_readiness(SOCKET s, DWORD conditions, DWORD* ready, short* poll_events, INT* error) noexcept;
void WSAAPI disarm_readiness(SOCKET s, DWORD conditions) noexcept;
int WSAAPI poll_array(WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* error) noexcept;

/// The procedures that Winsock gives no socket to: one set for each provider.
template <Provider& P>
struct Bound {
  static int WSPAPI cleanup(LPINT error) noexcept { return engine::cleanup(P, error); }
  static SOCKET WSPAPI socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                              DWORD flags, LPINT error) noexcept {
    return open_socket(P, family, type, protocol, info, group, flags, error);
  }
  static INT WSPAPI to_string(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOW, LPWSTR text,
                              LPDWORD text_length, LPINT error) noexcept {
    return address_to_string(P, address, length, text, text_length, error);
  }
  static INT WSPAPI to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR address, LPINT length,
                               LPINT error) noexcept {
    return string_to_address(P, text, family, address, length, error);
  }
  // Only async-signal-safe work: other threads are gone, with whatever locks they held.
  static void WSAAPI forked() noexcept { P.fork_generation.fetch_add(1, std::memory_order_relaxed); }

  static constexpr WOSA_PROVIDER_EXTENSION extension{sizeof(WOSA_PROVIDER_EXTENSION),
                                                     WOSA_EXTENSION_VERSION,
                                                     interrupt_socket,
                                                     release_socket,
                                                     query_readiness,
                                                     arm_readiness,
                                                     disarm_readiness,
                                                     poll_array,
                                                     nullptr,
                                                     forked};

  static int startup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, const WSPUPCALLTABLE& upcalls,
                     LPWSPPROC_TABLE procedures) noexcept {
    const int code = start(P, extension, requested, data, info, upcalls, procedures);
    if (code != 0) return code;
    procedures->lpWSPCleanup = cleanup;
    procedures->lpWSPSocket = socket;
    procedures->lpWSPAddressToString = to_string;
    procedures->lpWSPStringToAddress = to_address;
    return 0;
  }
};

template <typename T>
std::unique_ptr<Transport> make_transport(const Environment& environment) {
  return std::make_unique<T>(environment);
}

template <typename... Endpoints>
constexpr unsigned all_handlers() noexcept {
  return (handlers_of<Endpoints>() | ...);
}

}  // namespace engine

}  // namespace wosa::spi

/// Defines function (WSPStartup in a plug-in, another name for a built-in) over a transport class and its
/// endpoint classes. At namespace scope, once in a source file.
#define WOSA_SPI_PROVIDER(function, description, transport, ...)                                         \
  namespace {                                                                                            \
  constinit ::wosa::spi::Provider function##_provider{description,                                       \
                                                      &::wosa::spi::engine::make_transport<transport>,   \
                                                      ::wosa::spi::engine::all_handlers<__VA_ARGS__>()}; \
  }                                                                                                      \
  extern "C" WOSA_EXPORT int WSPAPI function(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,   \
                                             WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE procedures) {       \
    return ::wosa::spi::engine::Bound<function##_provider>::startup(requested, data, info, upcalls,      \
                                                                    procedures);                         \
  }
