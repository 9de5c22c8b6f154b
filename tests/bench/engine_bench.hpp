// SPDX-License-Identifier: MIT
#pragma once

// What engine_provider.cpp lends to engine.cpp: the engine's thunks and the endpoint behind a socket, for the
// length of one control code, so that the socket is held as it is in any call of the API.

#include "wosa/spi/endpoint.hpp"

namespace wosa::bench {

/// The control code; its input is a Visit.
constexpr DWORD kVisit = 0x98420001;

struct Visit {
  void (*run)(void* argument, SOCKET s, const WSPPROC_TABLE& thunks, spi::Endpoint& endpoint);
  void* argument;
};

}  // namespace wosa::bench
