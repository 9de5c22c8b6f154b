// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/origin.hpp"
#include "wosa/catalog/paths.hpp"
#include "wosa/catalog/state.hpp"

namespace wosa::catalog {

struct EntryKey {
  GUID provider;
  std::uint32_t index;
};
struct EntryKeyHash {
  std::size_t operator()(const EntryKey& key) const noexcept {
    return hash_guid(key.provider) ^ key.index * 0x9E3779B9U;
  }
};
struct EntryKeyEqual {
  bool operator()(const EntryKey& a, const EntryKey& b) const noexcept {
    return a.index == b.index && same_guid(a.provider, b.provider);
  }
};

/// The decisions of all state files together; the user's own lie over the machine's.
struct Decisions {
  struct OfEntry {
    DWORD id;
    bool enabled;
    std::size_t position;  ///< among the recorded entries
    Origin origin;
  };
  struct OfProvider {
    bool enabled;
    DWORD lsp_categories;
    Origin origin;
  };
  struct OfChain {
    ChainRecord record;
    Origin origin;
  };
  struct Ordered {
    DWORD id;
    Origin origin;
  };

  std::unordered_map<EntryKey, OfEntry, EntryKeyHash, EntryKeyEqual> entries;
  std::unordered_map<GUID, OfProvider, GuidHash, GuidEqual> providers;
  std::vector<OfChain> chains;    ///< the user's first
  std::vector<Ordered> order;     ///< the user's first, every id once
  std::vector<GUID> name_spaces;  ///< likewise
  /// Ids by which an entry is also known, because both files recorded it.
  std::unordered_map<DWORD, DWORD> aliases;
};

/// Reads the state files. Their names are kept in `files`, which the origins point into.
Decisions read_decisions(const Paths& paths, std::deque<std::string>& files, Diagnostics& diagnostics);

}  // namespace wosa::catalog
