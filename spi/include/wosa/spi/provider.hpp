// SPDX-License-Identifier: MIT
#pragma once

#ifndef WOSA_NO_BSD_NAMES
#error "Compile a transport with -DWOSA_NO_BSD_NAMES, as the SDK was."
#endif

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
#include "wosa/spi/engine_procedures.hpp"
#include "wosa/spi/handlers.hpp"
#include "wosa/spi/transport.hpp"

namespace wosa::spi {

namespace engine {
struct Socket;
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
  std::atomic<const WOSA_PROVIDER_EXTENSION*> extension{nullptr};
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

/// WSPStartup: negotiates, makes the transport, checks what the entry claims, fills in the table.
int start(Provider& provider, const WOSA_PROVIDER_EXTENSION& extension, const WSPPROC_TABLE& procedures,
          WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, const WSPUPCALLTABLE& upcalls,
          LPWSPPROC_TABLE out) noexcept;

template <Provider& P, auto Function>
struct Thunk;

/// A procedure of the tables for one provider: Winsock passes no context, the engine needs its provider.
template <Provider& P, typename R, typename... A, R (*Function)(Provider&, A...) noexcept>
struct Thunk<P, Function> {
  static R WSPAPI call(A... arguments) noexcept { return Function(P, arguments...); }
};

/// Everything that one provider's tables consist of.
template <Provider& P>
struct Bound {
  template <auto Function>
  static constexpr auto thunk = &Thunk<P, Function>::call;

  // Only async-signal-safe work: other threads are gone, with whatever locks they held.
  static void WSAAPI forked() noexcept { P.fork_generation.fetch_add(1, std::memory_order_relaxed); }

  static constexpr WOSA_PROVIDER_EXTENSION extension{
      sizeof(WOSA_PROVIDER_EXTENSION),
      WOSA_EXTENSION_VERSION,
      interrupt_socket,
      release_socket,
      thunk<&query_readiness>,
      thunk<&arm_readiness>,
      thunk<&disarm_readiness>,
      thunk<&poll_array>,
      nullptr,
      forked,
      nullptr,
      nullptr,
  };

  static constexpr WSPPROC_TABLE procedures{
      thunk<&accept>,
      thunk<&address_to_string>,
      thunk<&async_select>,
      thunk<&bind>,
      thunk<&cancel_blocking_call>,
      thunk<&cleanup>,
      thunk<&close_socket>,
      thunk<&connect>,
      thunk<&duplicate_socket>,
      thunk<&enum_network_events>,
      thunk<&event_select>,
      thunk<&get_overlapped_result>,
      thunk<&get_peer_name>,
      thunk<&get_sock_name>,
      thunk<&get_sock_opt>,
      thunk<&get_qos_by_name>,
      thunk<&ioctl>,
      thunk<&join_leaf>,
      thunk<&listen>,
      thunk<&recv>,
      thunk<&recv_disconnect>,
      thunk<&recv_from>,
      thunk<&select>,
      thunk<&send>,
      thunk<&send_disconnect>,
      thunk<&send_to>,
      thunk<&set_sock_opt>,
      thunk<&shutdown>,
      thunk<&open_socket>,
      thunk<&string_to_address>,
  };

  static int startup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, const WSPUPCALLTABLE& upcalls,
                     LPWSPPROC_TABLE out) noexcept {
    return start(P, extension, procedures, requested, data, info, upcalls, out);
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
