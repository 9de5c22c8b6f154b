// SPDX-License-Identifier: MIT
#pragma once

#include <winsock2.h>

#include <cstdint>
#include <string>
#include <vector>

#include "wosa/catalog/located_json.hpp"

namespace wosa::catalog {

/// The newest state format that this code understands.
constexpr int kStateSchema = 1;
/// Recorded ids start here. Those of a user's own file start far above, so that the two never meet.
constexpr DWORD kFirstEntryId = 1001;
constexpr DWORD kFirstUserEntryId = 1000001;

/// Members that this version does not know. They are kept and written back.
using ExtraMembers = JsonValue::Object;

/// A protocol of a provider that was given an id, or switched on or off.
struct EntryRecord {
  DWORD id = 0;
  GUID provider{};
  std::uint32_t index = 0;  ///< which element of the manifest's "protocols"
  bool enabled = true;
  int line = 0;
  ExtraMembers extra;
};

/// A protocol chain: layers from the top, then one base entry.
struct ChainRecord {
  DWORD id = 0;
  std::string name;
  GUID layer{};                ///< provider of the first member
  std::vector<DWORD> members;  ///< entry ids
  bool enabled = true;
  int line = 0;
  ExtraMembers extra;
};

/// What was decided about a provider as a whole: base, layer or name space.
struct ProviderRecord {
  GUID provider{};
  bool enabled = true;
  DWORD lsp_categories = 0;  ///< LSP_* of WSCSetProviderInfo
  int line = 0;
  ExtraMembers extra;
};

/// The layers that an application permits: WSCSetApplicationCategory.
struct ApplicationCategory {
  std::string path;
  std::string extra_match;  ///< start of the command line that it is restricted to; may be empty
  DWORD permitted = 0;      ///< LSP_*
  int line = 0;
  ExtraMembers extra;
};

/// Everything that somebody decided about the catalog, as opposed to what packages installed. A plain value.
struct State {
  std::uint64_t serial = 0;  ///< grows by one with each write
  DWORD next_id = kFirstEntryId;
  std::vector<DWORD> order;  ///< ids of entries and chains; what is missing follows in its usual place
  std::vector<GUID> name_space_order;
  std::vector<EntryRecord> entries;
  std::vector<ChainRecord> chains;
  std::vector<ProviderRecord> providers;
  std::vector<ApplicationCategory> categories;
  int order_line = 0;
  ExtraMembers extra;

  /// A fresh id; never one that was given before. 0 when they are used up.
  DWORD allocate_id() noexcept;
  EntryRecord* find_entry(const GUID& provider, std::uint32_t index) noexcept;
  EntryRecord* find_entry(DWORD id) noexcept;
  ChainRecord* find_chain(DWORD id) noexcept;
  ProviderRecord* find_provider(const GUID& provider) noexcept;
};

}  // namespace wosa::catalog
