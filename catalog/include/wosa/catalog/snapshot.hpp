// SPDX-License-Identifier: MIT
#pragma once

#include <winsock2.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/entry.hpp"
#include "wosa/catalog/match_index.hpp"
#include "wosa/catalog/paths.hpp"
#include "wosa/catalog/policy.hpp"

namespace wosa::catalog {

/// A provider that is linked in: a manifest in memory, whose library is "builtin:<name>".
struct BuiltIn {
  std::string_view name;
  std::string_view manifest;
};

/// The catalog as it was at one moment. Never changes; share it between threads as you like, and take a new
/// one when SerialWatch::value() differs from serial().
class Snapshot {
 public:
  /// Reads manifests and state files. Whatever is wrong with them is in diagnostics(), and the rest works;
  /// with no files at all the built-ins serve. Opens no library. Throws only for lack of memory.
  static std::shared_ptr<const Snapshot> build(const Paths& paths, const Policy& policy,
                                               std::span<const BuiltIn> built_ins);

  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  /// In catalog order, with layers, hidden and disabled ones.
  std::span<const Entry> entries() const noexcept { return entries_; }
  const Entry* by_id(DWORD id) const noexcept;

  /// Base providers, layers and name spaces, in the order of their manifests.
  std::span<const Provider> providers() const noexcept { return providers_; }
  const Provider* provider(const GUID& guid) const noexcept;
  /// Name space providers in the order in which they are asked.
  std::span<const Provider* const> name_spaces() const noexcept { return name_spaces_; }

  const Diagnostics& diagnostics() const noexcept { return diagnostics_; }
  /// What read_serial said before anything else was read.
  std::uint64_t serial() const noexcept { return serial_; }
  const Policy& policy() const noexcept { return policy_; }
  const MatchIndex& index() const noexcept { return index_; }

 private:
  friend class SnapshotBuilder;
  Snapshot() = default;

  std::vector<Entry> entries_;
  std::vector<Provider> providers_;
  std::vector<const Provider*> name_spaces_;
  std::vector<std::pair<DWORD, std::uint32_t>> ids_;  // sorted
  std::deque<std::string> files_;                     // what the origins point into
  Diagnostics diagnostics_;
  Policy policy_;
  MatchIndex index_;
  std::uint64_t serial_ = 0;
};

}  // namespace wosa::catalog
