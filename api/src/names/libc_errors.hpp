// SPDX-License-Identifier: MIT
#pragma once

// The tables that turn the resolver errors of libc into Winsock's codes.

#include <netdb.h>

#include "ws2tcpip.h"

namespace wosa::runtime::names {

struct ResolverErrorMapping {
  int error;  // EAI_ or h_errno
  INT code;   // WSA code
};

// Results of libc's getaddrinfo.
inline constexpr ResolverErrorMapping kEaiMap[] = {
    {0, 0},
    {EAI_AGAIN, WSATRY_AGAIN},
    {EAI_BADFLAGS, WSAEINVAL},
    {EAI_FAIL, WSANO_RECOVERY},
    {EAI_SYSTEM, WSANO_RECOVERY},
    {EAI_FAMILY, WSAEAFNOSUPPORT},
    {EAI_MEMORY, WSA_NOT_ENOUGH_MEMORY},
    {EAI_NODATA, WSANO_DATA},
    {EAI_ADDRFAMILY, WSANO_DATA},
    {EAI_NONAME, WSAHOST_NOT_FOUND},
    {EAI_SERVICE, WSATYPE_NOT_FOUND},
    {EAI_SOCKTYPE, WSAESOCKTNOSUPPORT},
    {EAI_OVERFLOW, WSAEFAULT},
    {EAI_CANCELED, WSA_E_CANCELLED},
    {EAI_INTR, WSATRY_AGAIN},
    {EAI_IDN_ENCODE, WSAHOST_NOT_FOUND},  // no name of a host can be written like this
};

// h_errno of libc's gethostby functions.
inline constexpr ResolverErrorMapping kHostErrorMap[] = {
    {HOST_NOT_FOUND, WSAHOST_NOT_FOUND}, {TRY_AGAIN, WSATRY_AGAIN},
    {NO_RECOVERY, WSANO_RECOVERY},       {NO_DATA, WSANO_DATA},
    {NETDB_INTERNAL, WSANO_RECOVERY},
};

// An error that no table knows is a failure for good, never success.
constexpr INT eai_code(int error) noexcept {
  for (const auto& mapping : kEaiMap) {
    if (mapping.error == error) return mapping.code;
  }
  return WSANO_RECOVERY;
}

constexpr INT host_error_code(int error) noexcept {
  for (const auto& mapping : kHostErrorMap) {
    if (mapping.error == error) return mapping.code;
  }
  return WSANO_RECOVERY;
}

}  // namespace wosa::runtime::names
