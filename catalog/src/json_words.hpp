// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace wosa::catalog {

/// What a manifest would say: the name where there is one, otherwise the number.
inline nlohmann::ordered_json word(std::optional<std::string_view> name, int value) {
  if (name) return std::string(*name);
  return value;
}

/// Text for people and programs alike: indented, and with U+FFFD for what is not UTF-8 in a path.
inline std::string printed(const nlohmann::ordered_json& document) {
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace wosa::catalog
