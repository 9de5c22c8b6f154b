// SPDX-License-Identifier: MIT
#include "wosa/catalog/protocol.hpp"

#include <cstring>

#include "wosa/catalog/text.hpp"

namespace wosa::catalog {

void fill(WSAPROTOCOL_INFOW& info, const Protocol& protocol) noexcept {
  std::memset(&info, 0, sizeof info);
  info.dwServiceFlags1 = protocol.service_flags[0];
  info.dwServiceFlags2 = protocol.service_flags[1];
  info.dwServiceFlags3 = protocol.service_flags[2];
  info.dwServiceFlags4 = protocol.service_flags[3];
  info.dwProviderFlags = protocol.provider_flags;
  info.iVersion = protocol.version;
  info.iAddressFamily = protocol.family;
  info.iMaxSockAddr = protocol.max_address;
  info.iMinSockAddr = protocol.min_address;
  info.iSocketType = protocol.type;
  info.iProtocol = protocol.protocol;
  info.iProtocolMaxOffset = protocol.protocol_max_offset;
  info.iNetworkByteOrder = protocol.network_byte_order;
  info.iSecurityScheme = protocol.security_scheme;
  info.dwMessageSize = protocol.message_size;
  info.dwProviderReserved = protocol.provider_reserved;
  widen(protocol.name, info.szProtocol);
}

}  // namespace wosa::catalog
