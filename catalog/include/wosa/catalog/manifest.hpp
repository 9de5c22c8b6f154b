// SPDX-License-Identifier: MIT
#pragma once

#include <guiddef.h>

#include <tl/expected.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/protocol.hpp"

namespace wosa::catalog {

/// The newest manifest format that this code understands.
constexpr int kManifestSchema = 1;
/// A hostile manifest must not fill the memory: an entry costs more than a kilobyte.
constexpr std::size_t kMaxProtocols = 1024;

enum class ProviderKind { base, layer, name_space };
std::string_view to_string(ProviderKind kind) noexcept;

/// A setting that the provider understands. It describes itself, so that a tool can list it.
struct Parameter {
  std::string name;
  std::string type;           ///< "integer", "number", "boolean" or "string"
  std::string default_value;  ///< as text; empty where none is given
  std::string help;
  int line = 0;
};

/// What a layer may stand on; 0 matches any.
struct LayerTarget {
  int family = 0;
  int type = 0;
};

struct LayerTraits {
  bool translating = false;       ///< own handles; otherwise transparent: the handle of the one below
  std::vector<LayerTarget> over;  ///< empty: over anything
};

struct NameSpaceTraits {
  std::string id;  ///< "dns", or an NS_* number in decimal
  int version = 0;
};

struct Manifest {
  std::string file;       ///< path, or "builtin:<name>"
  bool disabled = false;  ///< an empty file: switches off what another folder has under this file name
  int schema = kManifestSchema;
  std::string name;
  ProviderKind kind = ProviderKind::base;
  GUID guid{};
  std::string library;           ///< as written
  std::string resolved_library;  ///< absolute path, or "builtin:<name>"
  int spi_version = 0x0202;      ///< as MAKEWORD(major, minor)
  bool critical = false;
  std::vector<Protocol> protocols;
  std::vector<Parameter> parameters;
  LayerTraits layer;
  NameSpaceTraits name_space;
  int guid_line = 0;
  int library_line = 0;
  Diagnostics warnings;

  bool is_built_in() const noexcept { return resolved_library.starts_with("builtin:"); }
};

/// Parses the text of a manifest. `file` names it in messages; relative libraries are resolved against the
/// folder of its real path, bare names against `provider_dir`. Text of nothing but white space is a manifest
/// with `disabled` set. On failure every diagnostic, warnings included.
tl::expected<Manifest, Diagnostics> parse_manifest(std::string_view text, const std::string& file,
                                                   const std::filesystem::path& provider_dir);

/// The same from a file of at most 4 MiB; one open and one read.
tl::expected<Manifest, Diagnostics> read_manifest(const std::filesystem::path& path,
                                                  const std::filesystem::path& provider_dir);

}  // namespace wosa::catalog
