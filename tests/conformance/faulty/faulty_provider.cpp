// SPDX-License-Identifier: MIT
// Providers with one fault each, which the loader must notice: an incomplete table, a wrong version, a
// start-up that fails or throws, none at all. The fault is chosen when this is compiled.
#include <ws2spi.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace {

[[maybe_unused]] SOCKET WSPAPI refuse(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD, LPINT error) {
  *error = WSAEPROTONOSUPPORT;
  return INVALID_SOCKET;
}

}  // namespace

#ifndef FAULT_NO_ENTRY_POINT
extern "C" int WSPAPI WSPStartup([[maybe_unused]] WORD requested, [[maybe_unused]] LPWSPDATA data,
                                 LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE,
                                 [[maybe_unused]] LPWSPPROC_TABLE table) {
#if defined(FAULT_STARTUP)
  return WSASYSNOTREADY;
#elif defined(FAULT_THROWS)
  throw std::runtime_error("a provider that throws");
#else
  data->wVersion = requested;
  data->wHighVersion = MAKEWORD(2, 2);
#if defined(FAULT_VERSION)
  data->wVersion = MAKEWORD(1, 1);
  // A complete table, so that nothing but the version is wrong. No entry of it is ever called.
  const auto filler = reinterpret_cast<std::uintptr_t>(&refuse);
  for (std::size_t i = 0; i + sizeof filler <= sizeof *table; i += sizeof filler) {
    std::memcpy(reinterpret_cast<char*>(table) + i, &filler, sizeof filler);
  }
#else  // FAULT_NULL_ENTRY
  table->lpWSPSocket = &refuse;
#endif
  return 0;
#endif
}
#endif
