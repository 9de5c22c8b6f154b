// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace wosa::tool {

using Json = nlohmann::ordered_json;

/// For people and programs alike: indented, members in the order in which they were added, and U+FFFD for
/// what is not UTF-8 in a path or a variable.
inline std::string json_text(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace wosa::tool
