// SPDX-License-Identifier: MIT
#include "wosa/catalog/snapshot.hpp"

#include <algorithm>

#include "snapshot_builder.hpp"
#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {

std::string_view to_string(Kind kind) noexcept {
  switch (kind) {
    case Kind::base: return "base";
    case Kind::layer: return "layer";
    case Kind::chain: return "chain";
  }
  return "";
}

std::string_view to_string(Status status) noexcept {
  switch (status) {
    case Status::ok: return "ok";
    case Status::missing: return "missing";
    case Status::broken: return "broken";
    case Status::untrusted: return "untrusted";
  }
  return "";
}

std::string Entry::name() const { return narrow(info.szProtocol); }

std::shared_ptr<const Snapshot> Snapshot::build(const Paths& paths, const Policy& policy,
                                                std::span<const BuiltIn> built_ins) {
  return SnapshotBuilder(paths, policy, built_ins).build();
}

const Entry* Snapshot::by_id(DWORD id) const noexcept {
  const auto found =
      std::lower_bound(ids_.begin(), ids_.end(), id,
                       [](const std::pair<DWORD, std::uint32_t>& a, DWORD b) { return a.first < b; });
  return found != ids_.end() && found->first == id ? &entries_[found->second] : nullptr;
}

const Provider* Snapshot::provider(const GUID& guid) const noexcept {
  const auto found = std::find_if(providers_.begin(), providers_.end(),
                                  [&](const Provider& p) { return same_guid(p.guid, guid); });
  return found != providers_.end() ? &*found : nullptr;
}

}  // namespace wosa::catalog
