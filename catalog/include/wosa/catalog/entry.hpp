// SPDX-License-Identifier: MIT
#pragma once

#include <winsock2.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wosa/catalog/manifest.hpp"
#include "wosa/catalog/origin.hpp"

namespace wosa::catalog {

enum class Kind { base, layer, chain };
/// missing: the library (or a chain's member) is not there; broken: what the catalog says cannot be;
/// untrusted: an elevated process may not take it.
enum class Status { ok, missing, broken, untrusted };

std::string_view to_string(Kind kind) noexcept;
std::string_view to_string(Status status) noexcept;

/// One installed provider, as its manifest describes it. Belongs to a Snapshot.
struct Provider {
  GUID guid{};
  std::string name;
  ProviderKind kind = ProviderKind::base;
  std::string library;           ///< as written
  std::string resolved_library;  ///< absolute path, or "builtin:<name>"
  int spi_version = 0x0202;
  bool critical = false;
  bool enabled = true;
  Status status = Status::ok;
  std::string reason;  ///< why it is not enabled or not ok
  Origin origin;       ///< of the manifest
  int library_line = 0;
  Origin decision;  ///< of what switched it off
  DWORD lsp_categories = 0;
  std::vector<Parameter> parameters;
  LayerTraits layer;
  NameSpaceTraits name_space;

  bool is_built_in() const noexcept { return resolved_library.starts_with("builtin:"); }
};

/// One catalog entry: what WSAEnumProtocols shows, and what stands behind it. Belongs to a Snapshot, which
/// keeps it at one address; const, so that any thread may read it.
struct Entry {
  WSAPROTOCOL_INFOW info{};            ///< complete: id, provider id, chain
  const Provider* provider = nullptr;  ///< of a chain: its first layer's
  Kind kind = Kind::base;
  std::vector<DWORD>
      chain;              ///< entry ids from the top to the base; a base entry's own id alone; a layer: empty
  bool enabled = true;    ///< false: decided by a state file or by WOSA_PROVIDERS, see `reason`
  bool critical = false;  ///< a failure ends the selection instead of skipping the entry
  Status status = Status::ok;
  std::string reason;     ///< why it is not enabled, or not ok
  Origin origin;          ///< the element of "protocols", or the chain's record
  Origin decision;        ///< what switched the entry off, or made it unusable; origin if nothing did
  Origin placed;          ///< the order that put the entry where it is; empty for the usual place
  Protocol::Lines lines;  ///< of the attributes, in the file of `attributes`
  std::string_view attributes;
  std::size_t index = 0;  ///< in catalog order

  DWORD id() const noexcept { return info.dwCatalogEntryId; }
  std::string name() const;
  bool hidden() const noexcept { return (info.dwProviderFlags & PFL_HIDDEN) != 0; }
};

}  // namespace wosa::catalog
