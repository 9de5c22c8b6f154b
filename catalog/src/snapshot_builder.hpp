// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "collect.hpp"
#include "decisions.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::catalog {

/// Puts a snapshot together: providers, then light slots for entries and chains, which are numbered and
/// ordered, then the entries themselves in their final order.
class SnapshotBuilder {
 public:
  SnapshotBuilder(const Paths& paths, const Policy& policy, std::span<const BuiltIn> built_ins);
  std::shared_ptr<const Snapshot> build();

 private:
  // What will become an entry.
  struct Slot {
    std::uint32_t provider = 0;
    const Protocol* protocol = nullptr;            // of a chain: its base's
    const Decisions::OfChain* chain = nullptr;     // null for a base entry or a layer
    const Decisions::OfEntry* decision = nullptr;  // null where nobody recorded the entry
    std::uint32_t protocol_index = 0;
    DWORD id = 0;
    std::vector<std::uint32_t> members;  // slots, of a chain
    // Place: the policy's rank (left out: behind all), then a group, then the place in it.
    std::size_t rank = 0;
    unsigned group = 0;
    std::size_t place = 0;
    Origin placed;
  };
  enum Group : unsigned { kOrdered, kChains, kRecorded, kInstalled, kBuiltIn };

  void add_providers();
  void judge_library(Provider& provider) const;
  void add_slots();
  void assign_ids();
  void derive_ids(std::vector<DWORD>& taken);
  std::optional<std::uint32_t> slot_of(DWORD id) const;
  void add_chains();
  void order_slots();
  void apply_policy();
  void fill_entries();
  void fill_entry(Entry& entry, const Slot& slot);
  void fill_chain(Entry& entry, const Slot& slot);
  std::string chain_fault(const Slot& slot) const;
  void order_name_spaces();
  std::string_view file_of(std::size_t provider) const { return snapshot_->providers_[provider].origin.file; }

  const Paths& paths_;
  const Policy& policy_;
  std::span<const BuiltIn> built_ins_;
  std::shared_ptr<Snapshot> snapshot_;
  Collection collection_;
  Decisions decisions_;
  std::vector<Protocol> lone_layers_;  // tuples of layers that name no protocol
  std::vector<Slot> slots_;
  std::vector<std::pair<DWORD, std::uint32_t>> slot_ids_;  // sorted
};

}  // namespace wosa::catalog
