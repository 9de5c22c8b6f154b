// SPDX-License-Identifier: MIT
// Which entries there are, their ids, and their order.
#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "snapshot_builder.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

// Ids that nobody recorded live here, apart from those that are given out one by one.
constexpr DWORD kFirstDerivedId = 0x40000000;
constexpr DWORD kLastDerivedId = 0x7FFFFFFF;
constexpr std::size_t kLeftOut = static_cast<std::size_t>(-1);

DWORD derived_id(const GUID& guid, std::uint32_t index) noexcept {
  std::uint64_t hash = hash_guid(guid);
  for (int shift = 0; shift < 32; shift += 8) hash = (hash ^ (index >> shift & 0xFF)) * 1099511628211U;
  hash ^= hash >> 32;
  return kFirstDerivedId | static_cast<DWORD>(hash & (kLastDerivedId - kFirstDerivedId));
}

}  // namespace

void SnapshotBuilder::add_slots() {
  const auto& manifests = collection_.manifests;
  std::size_t count = decisions_.chains.size();
  for (const Manifest& m : manifests) count += std::max<std::size_t>(1, m.protocols.size());
  slots_.reserve(count);
  lone_layers_.reserve(manifests.size());
  for (std::uint32_t p = 0; p < manifests.size(); ++p) {
    const Manifest& manifest = manifests[p];
    if (manifest.kind == ProviderKind::name_space) continue;
    std::span<const Protocol> protocols = manifest.protocols;
    if (protocols.empty()) {
      Protocol& lone = lone_layers_.emplace_back();
      lone.name = manifest.name;
      lone.provider_flags = PFL_HIDDEN;
      const int line = manifest.guid_line;
      lone.lines = {line, line, line, line, line};
      protocols = {&lone, 1};
    }
    for (std::uint32_t i = 0; i < protocols.size(); ++i) {
      Slot& slot = slots_.emplace_back();
      slot.provider = p;
      slot.protocol = &protocols[i];
      slot.protocol_index = i;
      slot.group = p >= collection_.first_built_in ? kBuiltIn : kInstalled;
      slot.place = slots_.size();
    }
  }
}

void SnapshotBuilder::assign_ids() {
  std::vector<DWORD> taken;
  for (const auto& [key, decision] : decisions_.entries) taken.push_back(decision.id);
  for (const auto& [alias, id] : decisions_.aliases) taken.push_back(alias);
  for (const Decisions::OfChain& chain : decisions_.chains) taken.push_back(chain.record.id);
  if (!decisions_.entries.empty()) {
    for (Slot& slot : slots_) {
      const auto known =
          decisions_.entries.find({snapshot_->providers_[slot.provider].guid, slot.protocol_index});
      if (known == decisions_.entries.end()) continue;
      slot.decision = &known->second;
      slot.id = known->second.id;
      if (slot.group != kInstalled) continue;
      slot.group = kRecorded;
      slot.place = known->second.position;
    }
  }
  derive_ids(taken);
  for (std::uint32_t i = 0; i < slots_.size(); ++i) slot_ids_.emplace_back(slots_[i].id, i);
  std::sort(slot_ids_.begin(), slot_ids_.end());
}

// Where two hashes meet, the smaller GUID and index keeps the id and the other takes the next free one, so
// that the result depends on what is installed but not on file names or order.
void SnapshotBuilder::derive_ids(std::vector<DWORD>& taken) {
  struct Wish {
    DWORD id;
    std::uint32_t slot;
  };
  std::vector<Wish> wishes;
  wishes.reserve(slots_.size());
  for (std::uint32_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].id != 0) continue;
    wishes.push_back(
        {derived_id(snapshot_->providers_[slots_[i].provider].guid, slots_[i].protocol_index), i});
  }
  std::sort(wishes.begin(), wishes.end(), [this](const Wish& a, const Wish& b) {
    if (a.id != b.id) return a.id < b.id;
    const Slot& x = slots_[a.slot];
    const Slot& y = slots_[b.slot];
    const auto order =
        compare_guid(snapshot_->providers_[x.provider].guid, snapshot_->providers_[y.provider].guid);
    return order != 0 ? order < 0 : x.protocol_index < y.protocol_index;
  });
  std::sort(taken.begin(), taken.end());
  const auto free_from = [&taken](DWORD id, DWORD last) {
    auto at = std::lower_bound(taken.begin(), taken.end(), id);
    while (id <= last && at != taken.end() && *at == id) {
      ++id;
      while (at != taken.end() && *at < id) ++at;
    }
    return id;
  };
  DWORD next = kFirstDerivedId;
  std::vector<std::uint32_t> pushed_out;
  for (const Wish& wish : wishes) {
    const DWORD id = free_from(std::max(wish.id, next), kLastDerivedId);
    if (id > kLastDerivedId) {
      pushed_out.push_back(wish.slot);
      continue;
    }
    slots_[wish.slot].id = id;
    next = id + 1;
  }
  // Pushed over the end of the range: start again from below, among all that is given by now.
  for (const std::uint32_t slot : pushed_out) {
    for (const Slot& other : slots_) {
      if (other.id != 0) taken.push_back(other.id);
    }
    std::sort(taken.begin(), taken.end());
    slots_[slot].id = free_from(kFirstDerivedId, kLastDerivedId);
  }
}

std::optional<std::uint32_t> SnapshotBuilder::slot_of(DWORD id) const {
  if (const auto alias = decisions_.aliases.find(id); alias != decisions_.aliases.end()) id = alias->second;
  const auto found =
      std::lower_bound(slot_ids_.begin(), slot_ids_.end(), std::pair<DWORD, std::uint32_t>(id, 0));
  if (found == slot_ids_.end() || found->first != id) return std::nullopt;
  return found->second;
}

void SnapshotBuilder::add_chains() {
  const std::size_t singles = slots_.size();
  const auto complain = [this](const Decisions::OfChain& chain, std::string why) {
    snapshot_->diagnostics_.push_back(
        {Severity::warning, std::string(chain.origin.file), chain.origin.line,
         "the chain " + in_quotes(chain.record.name) + " is left out: " + std::move(why)});
  };
  for (const Decisions::OfChain& chain : decisions_.chains) {
    Slot slot;
    DWORD absent = 0;
    for (const DWORD id : chain.record.members) {
      const auto member = slot_of(id);
      if (!member) {
        absent = id;
        break;
      }
      slot.members.push_back(*member);
    }
    if (absent != 0) {
      complain(chain,
               "its member " + std::to_string(absent) + " is not installed; expected every member to be");
      continue;
    }
    const auto& providers = snapshot_->providers_;
    slot.provider = slots_[slot.members.front()].provider;
    if (!same_guid(providers[slot.provider].guid, chain.record.layer)) {
      complain(chain, "its layer is " + format_guid(chain.record.layer) +
                          ", but its first member belongs to " + format_guid(providers[slot.provider].guid) +
                          "; expected the same");
      continue;
    }
    slot.chain = &chain;
    slot.protocol = slots_[slot.members.back()].protocol;
    slot.id = chain.record.id;
    slot.group = kChains;
    slot.place = slots_.size();
    slots_.push_back(std::move(slot));
  }
  for (auto i = static_cast<std::uint32_t>(singles); i < slots_.size(); ++i)
    slot_ids_.emplace_back(slots_[i].id, i);
  std::sort(slot_ids_.begin(), slot_ids_.end());
}

void SnapshotBuilder::order_slots() {
  for (std::size_t i = 0; i < decisions_.order.size(); ++i) {
    const auto at = slot_of(decisions_.order[i].id);
    if (!at) continue;  // of a provider that is not installed at present
    slots_[*at].group = kOrdered;
    slots_[*at].place = i;
    slots_[*at].placed = decisions_.order[i].origin;
  }
}

void SnapshotBuilder::apply_policy() {
  const auto& providers = snapshot_->providers_;
  if (policy_.empty()) return;
  std::vector<std::size_t> ranks;
  std::vector<std::string_view> names;
  for (const Provider& p : providers) {
    ranks.push_back(policy_.rank(p.name).value_or(kLeftOut));
    names.push_back(p.name);
  }
  Diagnostics said = policy_.check(names);
  std::move(said.begin(), said.end(), std::back_inserter(snapshot_->diagnostics_));
  for (Slot& slot : slots_) {
    slot.rank = ranks[slot.provider];
    for (const std::uint32_t member : slot.members) {
      if (ranks[slots_[member].provider] == kLeftOut) slot.rank = kLeftOut;
    }
  }
}

}  // namespace wosa::catalog
