// SPDX-License-Identifier: MIT
#pragma once

#include <winsock2.h>

#include <string>

namespace wosa::catalog {

/// One element of a manifest's "protocols": what WSAPROTOCOL_INFO says about it, before the catalog adds
/// the provider's GUID, an entry id and a chain.
struct Protocol {
  std::string name;  ///< UTF-8; fits szProtocol
  int family = 0;
  int type = 0;
  int protocol = 0;
  int protocol_max_offset = 0;
  int version = 0;
  int min_address = 0;
  int max_address = 0;
  int network_byte_order = 0;  ///< 0: big endian
  int security_scheme = 0;
  DWORD service_flags[4] = {};  ///< the first holds the XP1_* capabilities
  DWORD provider_flags = 0;     ///< PFL_*
  DWORD message_size = 0;       ///< 0: a stream
  DWORD provider_reserved = 0;

  /// Where each attribute is written, for explanations; an attribute that is left out has the line of the
  /// element.
  struct Lines {
    int element = 0;
    int family = 0;
    int type = 0;
    int protocol = 0;
    int flags = 0;
  } lines;
};

/// Fills everything of `info` that a Protocol knows and clears the rest.
void fill(WSAPROTOCOL_INFOW& info, const Protocol& protocol) noexcept;

}  // namespace wosa::catalog
