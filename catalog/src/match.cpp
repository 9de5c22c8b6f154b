// SPDX-License-Identifier: MIT
#include "wosa/catalog/match.hpp"

#include "wosa/catalog/snapshot.hpp"

namespace wosa::catalog {
namespace {

bool serves_protocol(const WSAPROTOCOL_INFOW& info, int protocol) noexcept {
  if (protocol == 0) return info.iProtocol == 0 || (info.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO) != 0;
  const std::int64_t low = info.iProtocol;
  return protocol >= low && protocol <= low + info.iProtocolMaxOffset;
}

bool asks_nothing(const Request& request) noexcept {
  return request.family == 0 && request.type == 0 && request.protocol == 0;
}

int error_of(const MatchIndex& index, const Request& r) noexcept {
  if (index.first_unusable(r) != MatchIndex::kNobody) return WSAEPROVIDERFAILEDINIT;
  if (r.family != 0 && !index.knows_family(r.family)) return WSAEAFNOSUPPORT;
  if (r.type != 0 && !index.knows_type(r.family, r.type)) return WSAESOCKTNOSUPPORT;
  if (r.type != 0 && r.protocol != 0 && index.knows_protocol(r.family, r.protocol)) return WSAEPROTOTYPE;
  return WSAEPROTONOSUPPORT;
}

Match verdict_on(const Entry& entry) noexcept {
  if (entry.status == Status::ok) return {&entry, 0, nullptr};
  return {nullptr, WSAEPROVIDERFAILEDINIT, &entry};
}

}  // namespace

std::string_view to_string(Rejection rejection) noexcept {
  switch (rejection) {
    case Rejection::none: return "none";
    case Rejection::disabled: return "disabled";
    case Rejection::layer: return "layer";
    case Rejection::hidden: return "hidden";
    case Rejection::family: return "family";
    case Rejection::type: return "type";
    case Rejection::protocol: return "protocol";
    case Rejection::unusable: return "unusable";
  }
  return "";
}

Rejection first_rejection(const Entry& entry, const Request& request) noexcept {
  const WSAPROTOCOL_INFOW& info = entry.info;
  if (!entry.enabled) return Rejection::disabled;
  if (entry.kind == Kind::layer) return Rejection::layer;
  if (entry.hidden()) return Rejection::hidden;
  if (request.family != 0 && request.family != info.iAddressFamily) return Rejection::family;
  if (request.type != 0 && request.type != info.iSocketType) return Rejection::type;
  if (!serves_protocol(info, request.protocol)) return Rejection::protocol;
  return entry.status == Status::ok ? Rejection::none : Rejection::unusable;
}

Match match(const Snapshot& snapshot, const Request& request, std::size_t after) noexcept {
  if (asks_nothing(request)) return {nullptr, WSAEINVAL, nullptr};
  const auto entries = snapshot.entries();
  if (after == kFromStart) {
    const std::uint32_t first = snapshot.index().first(request);
    if (first != MatchIndex::kNobody) return verdict_on(entries[first]);
    return {nullptr, error_of(snapshot.index(), request), nullptr};
  }
  for (std::size_t i = after + 1; i < entries.size(); ++i) {
    const Rejection rejection = first_rejection(entries[i], request);
    const bool ends_search =
        rejection == Rejection::none || (rejection == Rejection::unusable && entries[i].critical);
    if (ends_search) return verdict_on(entries[i]);
  }
  return {nullptr, WSAEPROVIDERFAILEDINIT, nullptr};
}

}  // namespace wosa::catalog
