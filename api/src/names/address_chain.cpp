// SPDX-License-Identifier: MIT
#include "names/address_chain.hpp"

#include "runtime/catalog_view.hpp"
#include "runtime/log.hpp"
#include "runtime/runtime.hpp"

namespace wosa::runtime::names {

namespace {

bool serves_programs(const catalog::Entry& entry) noexcept {
  return entry.enabled && entry.kind != catalog::Kind::layer;
}

Answer<const Chain*> start(const catalog::Entry& entry) {
  auto chain = the_runtime.providers.load()->chain(entry);
  if (chain) return *chain;
  log(Log::kCatalog, "entry {} cannot convert addresses: {}", entry.info.dwCatalogEntryId,
      chain.error().reason);
  return tl::unexpected(chain.error().error);
}

Answer<const Chain*> named_chain(const catalog::Snapshot& snapshot, DWORD id) {
  const catalog::Entry* entry = snapshot.by_id(id);
  if (entry == nullptr || !serves_programs(*entry)) return tl::unexpected(WSAEINVAL);
  return start(*entry);
}

// One whose provider does not work is passed over: any provider of the family can do this.
Answer<const Chain*> first_chain(const catalog::Snapshot& snapshot, int family) {
  INT error = WSAEINVAL;
  for (const auto& entry : snapshot.entries()) {
    if (!serves_programs(entry) || entry.hidden() || entry.info.iAddressFamily != family) continue;
    const auto chain = start(entry);
    if (chain) return chain;
    error = chain.error();
  }
  return tl::unexpected(error);
}

}  // namespace

Answer<const Chain*> address_chain(int family, const WSAPROTOCOL_INFOW* info) {
  const auto snapshot = the_runtime.catalog.load()->current();
  return info != nullptr ? named_chain(*snapshot, info->dwCatalogEntryId) : first_chain(*snapshot, family);
}

}  // namespace wosa::runtime::names
