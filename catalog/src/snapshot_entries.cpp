// SPDX-License-Identifier: MIT
// From slots to entries, in their final order.
#include <algorithm>
#include <cstring>
#include <numeric>

#include "snapshot_builder.hpp"
#include "wosa/catalog/names.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

constexpr std::size_t kLeftOut = static_cast<std::size_t>(-1);

void switch_off(Entry& entry, std::string reason, Origin decision) {
  if (!entry.enabled) return;
  entry.enabled = false;
  entry.reason = std::move(reason);
  entry.decision = decision;
}

void spoil(Entry& entry, Status status, std::string reason, Origin decision) {
  if (entry.status != Status::ok) return;
  entry.status = status;
  if (!entry.enabled) return;
  entry.reason = std::move(reason);
  entry.decision = decision;
}

bool stands_on(const LayerTraits& layer, const Protocol& base) {
  return layer.over.empty() ||
         std::any_of(layer.over.begin(), layer.over.end(), [&](const LayerTarget& target) {
           return (target.family == 0 || target.family == base.family) &&
                  (target.type == 0 || target.type == base.type);
         });
}

}  // namespace

void SnapshotBuilder::fill_entries() {
  Snapshot& out = *snapshot_;
  std::vector<std::uint32_t> order(slots_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
    const Slot& x = slots_[a];
    const Slot& y = slots_[b];
    if (x.rank != y.rank) return x.rank < y.rank;
    if (x.group != y.group) return x.group < y.group;
    return x.place != y.place ? x.place < y.place : a < b;
  });
  out.entries_.resize(order.size());
  out.ids_.reserve(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    Entry& entry = out.entries_[i];
    entry.index = i;
    fill_entry(entry, slots_[order[i]]);
    out.ids_.emplace_back(entry.id(), i);
  }
  std::sort(out.ids_.begin(), out.ids_.end());
  std::vector<std::pair<DWORD, std::uint32_t>> aliases;
  for (const auto& [alias, id] : decisions_.aliases) {
    if (const Entry* entry = out.by_id(id))
      aliases.emplace_back(alias, static_cast<std::uint32_t>(entry->index));
  }
  out.ids_.insert(out.ids_.end(), aliases.begin(), aliases.end());
  std::sort(out.ids_.begin(), out.ids_.end());
}

void SnapshotBuilder::fill_entry(Entry& entry, const Slot& slot) {
  const Provider& provider = snapshot_->providers_[slot.provider];
  entry.provider = &provider;
  entry.placed = slot.placed;
  fill(entry.info, *slot.protocol);
  entry.info.ProviderId = provider.guid;
  entry.info.dwCatalogEntryId = slot.id;
  entry.lines = slot.protocol->lines;
  if (slot.rank == kLeftOut) {
    switch_off(entry, "left out by " + std::string(Policy::kVariable) + "=" + policy_.text(),
               {Policy::kVariable, 1});
  }
  if (slot.chain != nullptr) return fill_chain(entry, slot);

  entry.critical = provider.critical;
  entry.kind = provider.kind == ProviderKind::layer ? Kind::layer : Kind::base;
  entry.attributes = provider.origin.file;
  entry.origin = {provider.origin.file, slot.protocol->lines.element};
  if (entry.kind == Kind::base) entry.chain = {slot.id};
  entry.info.ProtocolChain.ChainLen = entry.kind == Kind::base ? 1 : 0;
  if (entry.enabled) entry.decision = entry.origin;
  if (!provider.enabled) switch_off(entry, provider.reason, provider.decision);
  if (slot.decision != nullptr && !slot.decision->enabled) {
    switch_off(entry, "the entry is switched off", slot.decision->origin);
  }
  if (provider.status != Status::ok) {
    spoil(entry, provider.status, provider.reason, {provider.origin.file, provider.library_line});
  }
}

void SnapshotBuilder::fill_chain(Entry& entry, const Slot& slot) {
  const ChainRecord& record = slot.chain->record;
  entry.kind = Kind::chain;
  entry.origin = slot.chain->origin;
  if (entry.enabled) entry.decision = entry.origin;
  entry.attributes = file_of(slots_[slot.members.back()].provider);
  widen(record.name, entry.info.szProtocol);
  entry.info.dwProviderFlags &= ~static_cast<DWORD>(PFL_HIDDEN);
  entry.info.ProtocolChain.ChainLen = static_cast<int>(slot.members.size());
  for (std::size_t i = 0; i < slot.members.size() && i < MAX_PROTOCOL_CHAIN; ++i) {
    const Slot& member = slots_[slot.members[i]];
    const Provider& provider = snapshot_->providers_[member.provider];
    entry.chain.push_back(member.id);
    entry.info.ProtocolChain.ChainEntries[i] = member.id;
    entry.critical = entry.critical || provider.critical;
    // The handle of a translating layer is its own, so what the base promises of handles does not hold.
    if (provider.layer.translating) entry.info.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
    if (!provider.enabled) switch_off(entry, provider.reason, provider.decision);
  }
  if (!record.enabled) switch_off(entry, "the chain is switched off", entry.origin);
  if (std::string fault = chain_fault(slot); !fault.empty()) {
    spoil(entry, Status::broken, std::move(fault), entry.origin);
  }
  for (const std::uint32_t at : slot.members) {
    const Provider& provider = snapshot_->providers_[slots_[at].provider];
    if (provider.status == Status::ok) continue;
    const std::string why = provider.enabled ? provider.reason : "its library is not usable";
    spoil(entry, provider.status, "the member " + in_quotes(provider.name) + ": " + why,
          {provider.origin.file, provider.library_line});
  }
}

// A chain has different layers above and one base entry below, which every layer can stand on.
std::string SnapshotBuilder::chain_fault(const Slot& slot) const {
  const auto& providers = snapshot_->providers_;
  const auto& base = slots_[slot.members.back()];
  if (base.chain != nullptr || providers[base.provider].kind != ProviderKind::base) {
    return "the last member is no base entry; expected one";
  }
  for (std::size_t i = 0; i + 1 < slot.members.size(); ++i) {
    const Provider& layer = providers[slots_[slot.members[i]].provider];
    if (layer.kind != ProviderKind::layer)
      return "the member " + in_quotes(layer.name) + " is no layer; expected one";
    for (std::size_t j = 0; j < i; ++j) {
      if (slots_[slot.members[j]].provider == slots_[slot.members[i]].provider) {
        return "the layer " + in_quotes(layer.name) + " stands in it twice; expected once";
      }
    }
    if (!stands_on(layer.layer, *base.protocol)) {
      return "the layer " + in_quotes(layer.name) + " does not go over " +
             tuple_text(base.protocol->family, base.protocol->type, base.protocol->protocol) +
             "; expected what its manifest lists in \"over\"";
    }
  }
  return {};
}

}  // namespace wosa::catalog
