// SPDX-License-Identifier: MIT
#pragma once

#include "json_fields.hpp"
#include "wosa/catalog/protocol.hpp"

namespace wosa::catalog {

/// Reads one element of "protocols"; complains through `reader`, whose failure means that the result is void.
Protocol read_protocol(const JsonValue& element, FieldReader& reader);

}  // namespace wosa::catalog
