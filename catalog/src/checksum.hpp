// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "wosa/catalog/located_json.hpp"

namespace wosa::catalog {

/// CRC-32 as in zlib, gzip and PNG.
std::uint32_t crc32(std::string_view data) noexcept;

/// The tree without its lines.
nlohmann::json to_nlohmann(const JsonValue& value);

/// "crc32:xxxxxxxx" over the document without its member "checksum", printed without white space and with
/// sorted keys, so that white space and order do not matter and a script can compute it.
std::string document_checksum(nlohmann::json document);

}  // namespace wosa::catalog
