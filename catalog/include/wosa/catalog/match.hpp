// SPDX-License-Identifier: MIT
#pragma once

#include <winsock2.h>

#include <cstddef>
#include <limits>
#include <string_view>

#include "wosa/catalog/entry.hpp"

namespace wosa::catalog {

class Snapshot;

/// What socket() asks for; 0 stands for any family or type. FROM_PROTOCOL_INFO is the caller's business.
struct Request {
  int family = 0;
  int type = 0;
  int protocol = 0;
};

/// The first attribute of an entry that keeps it from serving a request, in the order in which they are
/// looked at. Only `none` and `unusable` and `family` to `protocol` say anything about the request.
enum class Rejection { none, disabled, layer, hidden, family, type, protocol, unusable };

std::string_view to_string(Rejection rejection) noexcept;

/// The one predicate that both selection and explanation rest on.
///  - disabled: switched off by a state file or by WOSA_PROVIDERS
///  - layer: a lone layer serves nobody (ChainLen 0)
///  - hidden: PFL_HIDDEN leaves automatic selection
///  - family, type: the request names another one
///  - protocol: outside iProtocol .. iProtocol + iProtocolMaxOffset; protocol 0 wants iProtocol 0 or
///    PFL_MATCHES_PROTOCOL_ZERO
///  - unusable: matches, but its library is missing, broken or not trusted
Rejection first_rejection(const Entry& entry, const Request& request) noexcept;

struct Match {
  const Entry* entry = nullptr;  ///< null where nothing serves the request
  int error = 0;                 ///< a WSA code where entry is null
  /// The entry that ended the search because it is critical and not usable; null otherwise.
  const Entry* culprit = nullptr;
};

constexpr std::size_t kFromStart = std::numeric_limits<std::size_t>::max();

/// The first entry in catalog order that serves the request. Takes the same time whatever the number of
/// entries. Thread-safe, allocates nothing.
///
/// With `after`, the first one behind that index: for a caller whose provider failed to load. That walks the
/// entries behind it. If nothing is left there, the error is WSAEPROVIDERFAILEDINIT.
///
/// Errors: WSAEINVAL (family, type and protocol all 0), WSAEAFNOSUPPORT (nobody has the family),
/// WSAESOCKTNOSUPPORT (nobody has the type in it), WSAEPROTOTYPE (the protocol is of another type),
/// WSAEPROTONOSUPPORT, WSAEPROVIDERFAILEDINIT (who would serve is not usable).
Match match(const Snapshot& snapshot, const Request& request, std::size_t after = kFromStart) noexcept;

}  // namespace wosa::catalog
