// SPDX-License-Identifier: MIT
#include "wosa/catalog/manifest.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "json_fields.hpp"
#include "manifest_protocol.hpp"
#include "manifest_traits.hpp"
#include "read_file.hpp"
#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

constexpr std::string_view kBuiltIn = "builtin:";
constexpr std::string_view kKeys[] = {"schema",   "name",      "kind",       "guid",  "library",  "spi",
                                      "critical", "protocols", "parameters", "layer", "namespace"};

bool is_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

class ManifestReader {
 public:
  ManifestReader(const std::string& file, const std::filesystem::path& provider_dir)
      : complaints_(file), reader_(complaints_), provider_dir_(provider_dir) {
    out_.file = file;
  }

  tl::expected<Manifest, Diagnostics> read(const JsonValue& root) {
    const JsonValue::Object* members = reader_.object(root, "the manifest");
    // A newer format may have given any key another meaning, so nothing else is looked at.
    if (members == nullptr || !read_schema(root)) return tl::make_unexpected(complaints_.take());
    for (const JsonMember& member : *members) {
      if (std::find(std::begin(kKeys), std::end(kKeys), member.key) == std::end(kKeys))
        reader_.unknown(member, kKeys);
    }
    read_identity(root);
    read_library(root);
    read_contents(root);
    if (complaints_.failed()) return tl::make_unexpected(complaints_.take());
    out_.warnings = complaints_.take();
    return std::move(out_);
  }

 private:
  bool read_schema(const JsonValue& root) {
    const JsonMember* member = root.find("schema");
    if (member == nullptr) {
      missing(root, "schema", "\"schema\": 1");
      return false;
    }
    const auto number = integer_of(member->value);
    if (number && *number > kManifestSchema) {
      complaints_.error(member->value.line, "\"schema\" is " + std::to_string(*number) +
                                                "; this version reads up to " +
                                                std::to_string(kManifestSchema) + " (expected 1)");
      return false;
    }
    const auto schema = reader_.integer(*member, 1, kManifestSchema);
    if (schema) out_.schema = static_cast<int>(*schema);
    return schema.has_value();
  }

  void missing(const JsonValue& root, std::string_view key, std::string_view expected) {
    complaints_.error(root.line,
                      "the manifest has no " + in_quotes(key) + "; expected " + std::string(expected));
  }

  const JsonMember* require(const JsonValue& root, std::string_view key, std::string_view expected) {
    const JsonMember* member = root.find(key);
    if (member == nullptr) missing(root, key, expected);
    return member;
  }

  void read_identity(const JsonValue& root) {
    if (const auto* member = require(root, "name", "a name such as \"loopback\"")) {
      if (const auto name = reader_.string(*member)) {
        if (is_name(*name)) {
          out_.name = *name;
        } else {
          reader_.wrong(*member, "1 to 64 letters, digits, '.', '_' or '-'");
        }
      }
    }
    if (const auto* member = require(root, "kind", "\"base\", \"layer\" or \"namespace\""))
      read_kind(*member);
    if (const auto* member = require(root, "guid", "the provider's GUID, as uuidgen makes one, in braces")) {
      out_.guid_line = member->line;
      if (const auto guid = reader_.guid(*member)) out_.guid = *guid;
    }
    if (const auto* member = root.find("critical")) out_.critical = reader_.boolean(*member).value_or(false);
    if (const auto* member = root.find("spi")) read_spi(*member);
  }

  void read_kind(const JsonMember& member) {
    static constexpr std::string_view kKinds[] = {"base", "layer", "namespace"};
    const std::string* text = member.value.string();
    const auto* found =
        text == nullptr ? std::end(kKinds) : std::find(std::begin(kKinds), std::end(kKinds), *text);
    if (found == std::end(kKinds)) {
      reader_.wrong(member,
                    "one of " + one_of(kKinds) + (text != nullptr ? did_you_mean(*text, kKinds) : ""));
      return;
    }
    out_.kind = static_cast<ProviderKind>(found - std::begin(kKinds));
  }

  void read_spi(const JsonMember& member) {
    const std::string* text = member.value.string();
    if (text == nullptr || text->size() != 3 || !text->starts_with("2.") || (*text)[2] < '0' ||
        (*text)[2] > '2') {
      reader_.wrong(member, "a version from \"2.0\" to \"2.2\"");
      return;
    }
    out_.spi_version = 2 | ((*text)[2] - '0') << 8;
  }

  void read_library(const JsonValue& root) {
    const auto* member = require(root, "library", "a file name such as \"libwosa-loopback.so\"");
    if (member == nullptr) return;
    out_.library_line = member->line;
    const auto text = reader_.string(*member);
    if (!text) return;
    out_.library = *text;
    if (text->starts_with(kBuiltIn)) {
      if (!is_name(text->substr(kBuiltIn.size())))
        reader_.wrong(*member, "\"builtin:\" and a built-in's name");
      out_.resolved_library = *text;
    } else if (text->find('/') == std::string::npos) {
      out_.resolved_library = (provider_dir_ / *text).string();
    } else if (text->front() == '/') {
      out_.resolved_library = *text;
    } else {
      out_.resolved_library = (real_folder() / *text).lexically_normal().string();
    }
  }

  // A manifest may be a link into a package's own folder; its library is meant to be found there.
  std::filesystem::path real_folder() const {
    std::error_code failed;
    const auto real = std::filesystem::canonical(out_.file, failed);
    return failed ? std::filesystem::path(out_.file).parent_path() : real.parent_path();
  }

  void read_contents(const JsonValue& root) {
    const JsonMember* protocols = root.find("protocols");
    if (protocols != nullptr && out_.kind == ProviderKind::name_space) {
      reader_.wrong(*protocols, "no such key, because \"kind\" is \"namespace\"");
    } else if (protocols != nullptr) {
      read_protocols(*protocols);
    } else if (out_.kind == ProviderKind::base) {
      missing(root, "protocols", "an array of at least one protocol");
    }
    if (const auto* member = root.find("parameters")) out_.parameters = read_parameters(*member, reader_);
    if (const auto* member = section(root, "layer", ProviderKind::layer))
      out_.layer = read_layer(*member, reader_);
    if (const auto* member = section(root, "namespace", ProviderKind::name_space)) {
      out_.name_space = read_name_space(*member, reader_);
    }
  }

  const JsonMember* section(const JsonValue& root, std::string_view key, ProviderKind kind) {
    const JsonMember* member = root.find(key);
    if (member == nullptr && out_.kind == kind) missing(root, key, "an object, because \"kind\" says so");
    if (member != nullptr && out_.kind != kind) {
      complaints_.warning(member->line, in_quotes(key) + " has no meaning where \"kind\" is " +
                                            in_quotes(to_string(out_.kind)) + "; expected no such key");
      return nullptr;
    }
    return member;
  }

  void read_protocols(const JsonMember& member) {
    const JsonValue::Array* items = reader_.array(member, "protocols");
    if (items == nullptr) return;
    if (items->empty() || items->size() > kMaxProtocols) {
      complaints_.error(member.value.line, "\"protocols\" holds " + std::to_string(items->size()) +
                                               " elements; expected 1 to " + std::to_string(kMaxProtocols));
      return;
    }
    out_.protocols.reserve(items->size());
    for (const JsonValue& item : *items) out_.protocols.push_back(read_protocol(item, reader_));
  }

  Manifest out_;
  Complaints complaints_;
  FieldReader reader_;
  const std::filesystem::path& provider_dir_;
};

}  // namespace

std::string_view to_string(ProviderKind kind) noexcept {
  switch (kind) {
    case ProviderKind::base: return "base";
    case ProviderKind::layer: return "layer";
    case ProviderKind::name_space: return "namespace";
  }
  return "";
}

tl::expected<Manifest, Diagnostics> parse_manifest(std::string_view text, const std::string& file,
                                                   const std::filesystem::path& provider_dir) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    Manifest empty;
    empty.file = file;
    empty.disabled = true;
    return empty;
  }
  auto root = parse_json(text, file);
  if (!root) return tl::make_unexpected(Diagnostics{std::move(root.error())});
  return ManifestReader(file, provider_dir).read(*root);
}

tl::expected<Manifest, Diagnostics> read_manifest(const std::filesystem::path& path,
                                                  const std::filesystem::path& provider_dir) {
  const auto text = read_file(AT_FDCWD, path.c_str(), JsonLimits{}.size);
  if (!text) {
    return tl::make_unexpected(
        Diagnostics{{Severity::error, path.string(), 1,
                     "cannot be read: " + error_text(text.error()) + "; expected a manifest"}});
  }
  return parse_manifest(*text, path.string(), provider_dir);
}

}  // namespace wosa::catalog
